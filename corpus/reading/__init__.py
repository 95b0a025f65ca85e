"""A file in, its text and blocks out: one module a format, the same record whatever the format."""

from corpus.reading.file import SUFFIXES, read_file
from corpus.reading.record import Reading, UnreadableFileError

__all__ = ["SUFFIXES", "Reading", "UnreadableFileError", "read_file"]
