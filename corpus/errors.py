"""Mistakes that the operator can mend: a message that says what is wrong and what to do."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


class SetupError(Exception):
    """Something outside the code is wrong; shown without traceback, exit code 2."""


@contextmanager
def operator_errors() -> Iterator[None]:
    """Show a SetupError of a command as one message, and exit with code 2."""
    try:
        yield
    except SetupError as error:
        print(f"error: {error}", file=sys.stderr)
        raise SystemExit(2) from None
