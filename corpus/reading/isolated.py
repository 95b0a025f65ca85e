"""Paths in, readings or refusals out: each file is read by a process of its own, within limits."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import replace
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory

from pydantic import TypeAdapter, ValidationError

from corpus.errors import SetupError
from corpus.reading.ocr import recognise
from corpus.reading.record import NO_TEXT, Reading, Refusal, UnreadableFileError
from corpus.settings import CorpusSettings

ANSWER: TypeAdapter[Reading | Refusal] = TypeAdapter(Reading | Refusal)
"""What crosses from the child, as JSON: data that is checked and cannot act, unlike a pickle."""
LONGEST_ANSWER = 64_000_000
"""Bytes; the longest text and its blocks."""
READY = b"ready"
_START_SECONDS = 120
"""Importing the readers takes half a second; a machine may be busy."""
_ENVIRONMENT = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "TZ")
"""Variables that reach the readers; keys of other services do not."""


class ReadersError(SetupError):
    """The processes that read files cannot be started."""


def read_files(paths: Sequence[Path], settings: CorpusSettings) -> Iterator[Reading | Refusal]:
    """Read files, several at once; yield what became of each, in order."""
    count = min(settings.readers, len(paths))
    if not count:
        return
    free: SimpleQueue[_Reader] = SimpleQueue()

    def read(path: Path) -> Reading | Refusal:
        reader = free.get()
        try:
            reading = reader.read(path)
            return _recognised(path, reading, reader) if settings.ocr and is_mute(reading) else reading
        finally:
            free.put(reader)

    with ExitStack() as stack:
        # Entered first, the pool is left last: readers that are closed end the reading under way.
        pool = stack.enter_context(ThreadPoolExecutor(count))
        for _ in range(count):
            free.put(stack.enter_context(closing(_Reader(settings))))
        yield from pool.map(read, paths)


class _Reader:
    """A process that reads one file at a time, each in a child; started when needed, killed with a child that overruns."""

    def __init__(self, settings: CorpusSettings) -> None:
        """Start nothing yet."""
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None

    def read(self, path: Path) -> Reading | Refusal:
        """Read a file, or say why it cannot be read."""
        connection = self._connection or self._start()
        try:
            connection.send_bytes(os.fsencode(path))
            if not connection.poll(self._settings.file_seconds):
                self.close()
                return _too_slow(path.name, self._settings.file_seconds)
            answer = ANSWER.validate_json(connection.recv_bytes(LONGEST_ANSWER))
        except ValidationError:
            return _broken_off(path.name)
        except (EOFError, OSError):
            self.close()
            return _broken_off(path.name)
        return replace(answer, name=path.name) if isinstance(answer, Refusal) else answer

    def close(self) -> None:
        """Kill the process with its child."""
        process, self._process = self._process, None
        connection, self._connection = self._connection, None
        if process:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        if connection:
            connection.close()

    def _start(self) -> Connection:
        """Start the process and wait until it is ready."""
        self._connection, theirs = Pipe()
        with theirs:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "corpus.reading.child"),
                    *(str(theirs.fileno()), self._settings.model_dump_json()),
                ],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
                start_new_session=True,
            )
        try:
            if self._connection.poll(_START_SECONDS) and self._connection.recv_bytes() == READY:
                return self._connection
        except EOFError:
            pass
        raise ReadersError("The process that reads files does not start. Install the project again: make install")


def is_mute(reading: Reading | Refusal) -> bool:
    """Whether a PDF has pages that are images."""
    return reading.reason == NO_TEXT if isinstance(reading, Refusal) else bool(reading.pages_without_text)


def _recognised(path: Path, reading: Reading | Refusal, reader: _Reader) -> Reading | Refusal:
    """Read a copy of the file with the text of its images; what was read without stays when recognition fails."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        try:
            recognise(path.resolve(), copy)
        except UnreadableFileError as error:
            return error.refusal if isinstance(reading, Refusal) else reading
        return reader.read(copy)


def _too_slow(name: str, seconds: float) -> Refusal:
    """Return the refusal of a file whose reading was stopped."""
    return Refusal(
        name, f"not read within {seconds:g} seconds", "Split it, or print it to PDF; CORPUS_FILE_SECONDS allows more."
    )


def _broken_off(name: str) -> Refusal:
    """Return the refusal of a file that made its reader end without an answer."""
    return Refusal(name, "its reader broke off", "Open it, and save it again or print it to PDF.")
