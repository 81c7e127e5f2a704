"""Settings: which there are, where they are found, how those of a file come about.

Those of a file are, each over the one before: the defaults; the nearest settings file; its
sections for files of that name; the command line.
"""
