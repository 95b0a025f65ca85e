"""A draft in, an answer out: the only way out, whoever composed."""

from assistant.checking.gate import check

__all__ = ["check"]
