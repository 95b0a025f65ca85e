"""python -m corpus.reading.child: paths in, one JSON reading or refusal each out; started by corpus.reading.isolated.

The process that listens holds the readers, imported once, and looks at no file: it forks a child a file. A child can
use neither more time and memory than it is given, nor the network, nor other programs, and cannot write.
"""

import gc
import logging
import os
import resource
import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NoReturn

from corpus.reading.file import read_file
from corpus.reading.isolated import ANSWER, LONGEST_ANSWER, READY
from corpus.reading.record import Refusal, UnreadableFileError
from corpus.settings import CorpusSettings

_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "pickle.")
"""Audit events of the standard library that no reading of a document calls for."""


def serve(parent: Connection, settings: CorpusSettings) -> None:
    """Answer each path that `parent` sends until it closes."""
    logging.disable()
    gc.freeze()
    # The parent may be killed at any moment.
    with suppress(EOFError, ConnectionError):
        parent.send_bytes(READY)
        while True:
            path = Path(os.fsdecode(parent.recv_bytes()))
            parent.send_bytes(_read_in_a_child(path, parent, settings))


def _read_in_a_child(path: Path, parent: Connection, settings: CorpusSettings) -> bytes:
    """Return what a child sends before it ends, nothing when it breaks off."""
    source, sink = os.pipe()
    child = os.fork()
    if not child:
        parent.close()
        os.close(source)
        _answer_and_leave(path, sink, settings)
    os.close(sink)
    with open(source, "rb") as pipe:
        answer = pipe.read(LONGEST_ANSWER)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return answer


def _answer_and_leave(path: Path, sink: int, settings: CorpusSettings) -> NoReturn:
    """Read the file within limits, write the answer and end without any clean-up of the process forked from."""
    try:
        confine(settings)
        answer = _answer(path, settings)
        with open(sink, "wb") as pipe:
            pipe.write(answer)
    finally:
        os._exit(0)


def _answer(path: Path, settings: CorpusSettings) -> bytes:
    """Read the file; whatever goes wrong is a refusal."""
    try:
        return ANSWER.dump_json(read_file(path, settings.file_mb, settings.file_pages))
    except Exception as error:
        return ANSWER.dump_json(_refusal(path.name, error, settings))


def confine(settings: CorpusSettings) -> None:
    """Give up, for good, what reading a file does not need; libraries print to nowhere.

    The parent stops a child that takes too long; the limits of time hold where the parent was killed.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
    memory = settings.file_memory_mb * 1_000_000
    seconds = int(settings.file_seconds) + 5
    signal.alarm(seconds)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_forbid)


def _forbid(event: str, arguments: tuple) -> None:
    """Stop a library that a document leads to the network, to a program or to a pickle."""
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"{event} while reading a document")


def _refusal(name: str, error: Exception, settings: CorpusSettings) -> Refusal:
    """Say why a file was not read; a reader that wraps an error keeps it as its cause."""
    causes = {type(error), type(error.__cause__)}
    if MemoryError in causes:
        return Refusal(
            name, f"needs more than {settings.file_memory_mb} MB of memory to read", "Remove its images, or split it."
        )
    if RecursionError in causes:
        return Refusal(name, "nested too deep", "Open it, and save it again or print it to PDF.")
    if isinstance(error, UnreadableFileError):
        return error.refusal
    return Refusal(
        name, f"its reader failed ({type(error).__name__}: {error})", "Open it, and save it again or print it to PDF."
    )


if __name__ == "__main__":
    with Connection(int(sys.argv[1])) as connection:
        serve(connection, CorpusSettings.model_validate_json(sys.argv[2]))
