"""The reports of `python -m eval` in, what a page shows of them out."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath

logger = logging.getLogger(__name__)

MOST_READ = 50
"""Reports shown, the latest ones."""


@dataclass(frozen=True, slots=True)
class Measured:
    """An evaluation, as its report tells it."""

    at: datetime
    questions: str
    """Name of the question set."""
    passed: int
    cases: int
    held: bool
    """Whether every gate held."""
    categories: Mapping[str, tuple[int, int]]
    """Cases passed and cases, by category."""

    @property
    def share(self) -> float:
        """Percentage of the cases that passed."""
        return 100 * self.passed / self.cases if self.cases else 0.0


def read_evaluations(folder: Path) -> list[Measured]:
    """Return the evaluations of the reports under `folder`, oldest first; what is no report is passed over."""
    reports = sorted(folder.glob("*/report.json"))[-MOST_READ:]
    found = [measured for path in reports if (measured := _read(path))]
    return sorted(found, key=lambda measured: measured.at)


def _read(path: Path) -> Measured | None:
    try:
        report = json.loads(path.read_bytes())
        passed, failed = int(report["passed"]), int(report["failed"])
        return Measured(
            at=datetime.fromisoformat(report["provenance"]["time"]),
            questions=PurePath(str(report["provenance"]["question set"])).stem,
            passed=passed,
            cases=passed + failed,
            held=all(gate["held"] for gate in report["gates"]),
            categories={
                name: (int(counted["passed"]), int(counted["cases"])) for name, counted in report["categories"].items()
            },
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        logger.warning("%s: not a report of an evaluation", path)
        return None
