"""File formats: one module each, which says where the texts of a file stand.

A module has `suffixes`, `locate(text, options)` and `shape(text)` (see `layout.Format`).
"""
