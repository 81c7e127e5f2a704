"""Traditional and Simplified: the tables, the converter, and what a text is written in."""
