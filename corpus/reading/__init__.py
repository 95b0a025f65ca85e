"""A file in, its text and blocks out: one module a format, the same record whatever the format."""

from corpus.reading.file import SUFFIXES, read_file
from corpus.reading.isolated import read_files
from corpus.reading.record import Reading, Refusal, RefusedError, UnreadableFileError

__all__ = ["SUFFIXES", "Reading", "Refusal", "RefusedError", "UnreadableFileError", "read_file", "read_files"]
