"""What the operator chose to keep, as lines of one file a day and kind: written, read, deleted in time or on demand."""

import json
import logging
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

logger = logging.getLogger(__name__)


def keep(record: Mapping[str, object], kind: str, folder: Path, days: int) -> bool:
    """Add a line to the file of its day (`at`, ISO), delete the files older than `days`; return whether it could be done."""
    day = date.fromisoformat(str(record["at"])[:10])
    line = json.dumps(record, ensure_ascii=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / f"{kind}-{day}.jsonl").open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
        purge(kind, folder, days, day)
    except OSError:
        logger.exception("a line could not be kept in %s", folder)
        return False
    return True


def read(kind: str, folder: Path) -> list[dict[str, object]]:
    """Return the lines of a kind, latest first; one that was cut off is passed over."""
    records = []
    for path in sorted(folder.glob(f"{kind}-*.jsonl")):
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                records.append(json.loads(line))
            except ValueError:
                continue
    return [record for record in reversed(records) if isinstance(record, dict)]


def erase(kind: str, folder: Path) -> None:
    """Delete all the lines of a kind."""
    for path in folder.glob(f"{kind}-*.jsonl"):
        path.unlink(missing_ok=True)


def purge(kind: str, folder: Path, days: int, today: date) -> None:
    """Delete the files of a kind that are older than `days`."""
    oldest = (today - timedelta(days=days)).isoformat()
    for path in folder.glob(f"{kind}-*.jsonl"):
        if path.stem.removeprefix(f"{kind}-") < oldest:
            path.unlink(missing_ok=True)
