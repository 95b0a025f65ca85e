"""A build of the index made beside the server: by a process of its own, so that questions go on being answered."""

import json
import logging
import subprocess
import sys
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from threading import Lock, Thread

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is, or how it ended."""

    running: bool = False
    stage: str = ""
    done: int = 0
    total: int = 0
    report: dict | None = None
    """What the build changed, once it has ended well."""
    error: str = ""


class Rebuild:
    """The one build that this server makes at a time."""

    def __init__(self) -> None:
        """Build nothing yet."""
        self._lock = Lock()
        self._progress = Progress()

    @property
    def progress(self) -> Progress:
        """How far it is."""
        return self._progress

    def start(self, corpus: Path) -> bool:
        """Start a build of the documents of `corpus`; False while one is under way."""
        with self._lock:
            if self._progress.running:
                return False
            self._progress = Progress(running=True)
        Thread(target=self._run, args=(corpus,), daemon=True).start()
        return True

    def _run(self, corpus: Path) -> None:
        command = [sys.executable, "-m", "index.rebuilding", str(corpus)]
        try:
            with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True) as process:
                for line in process.stdout or ():
                    self._read(line)
        except OSError:
            logger.exception("the build cannot be started")
        ended = self._progress
        if ended.report is None and not ended.error:
            ended = replace(ended, error="The build broke off. See the log of the server.")
        self._progress = replace(ended, running=False)

    def _read(self, line: str) -> None:
        """Take a line of the process; libraries may print others."""
        try:
            said = json.loads(line)
        except ValueError:
            return
        if isinstance(said, dict):
            self._progress = replace(
                self._progress, **{name: said[name] for name in said if name in Progress.__slots__}
            )


@cache
def the_rebuild() -> Rebuild:
    """Return the one rebuild of this server."""
    return Rebuild()
