"""The documents switched off, who did it, when and why: a trail that outlives the builds.

One file holds every switch ever made, and the last one of a document says whether it answers.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import TypeAdapter, ValidationError

from corpus.errors import SetupError
from index.build import Manifest, write_whole
from index.settings import IndexSettings

_FILE = "switches.jsonl"
_LOCK_SECONDS = 10
LONGEST_REASON = 500


class SwitchError(SetupError):
    """The switches cannot be read or written."""


@dataclass(frozen=True, slots=True)
class Switch:
    """A document switched off, or on again."""

    document: str
    """The file's name in the corpus."""
    off: bool
    by: str
    at: datetime
    """UTC."""
    reason: str


_SWITCHES = TypeAdapter(Switch)


def read_switches(settings: IndexSettings) -> tuple[Switch, ...]:
    """Return every switch made, oldest first; raise SwitchError rather than forget one."""
    path = _path(settings)
    try:
        return tuple(_SWITCHES.validate_json(line) for line in path.read_bytes().splitlines() if line.strip())
    except FileNotFoundError:
        return ()
    except (OSError, ValidationError) as error:
        raise SwitchError(
            f"{path}: the list of documents switched off cannot be read. Correct it, one JSON object a line, or move it "
            "away to switch every document on."
        ) from error


def switched_off(switches: Iterable[Switch]) -> dict[str, Switch]:
    """Return the documents that are off now, by name, each with the switch that did it."""
    last = {switch.document: switch for switch in switches}
    return {name: switch for name, switch in last.items() if switch.off}


def switch(made: Switch, settings: IndexSettings) -> None:
    """Add a switch to the trail; the file appears whole, and the next question obeys it."""
    if made.off and not made.reason.strip():
        raise SwitchError(f"{made.document}: say why it is switched off.")
    made = replace(made, reason=" ".join(made.reason.split())[:LONGEST_REASON])
    path = _path(settings)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_suffix(".lock"), timeout=_LOCK_SECONDS):
            lines = [_SWITCHES.dump_json(one) for one in (*read_switches(settings), made)]
            write_whole(path, b"\n".join(lines) + b"\n")
    except (OSError, Timeout) as error:
        raise SwitchError(f"{path}: cannot be written ({error}). Allow writing there, then try again.") from error


def answering(manifest: Manifest, off: Iterable[str]) -> Manifest:
    """Return what answers now: a manifest without the documents that are off, under an id that changes with them."""
    hidden = sorted(set(off) & manifest.documents.keys())
    if not hidden:
        return manifest
    mark = blake2b("\0".join(hidden).encode(), digest_size=4).hexdigest()
    documents = {name: digest for name, digest in manifest.documents.items() if name not in hidden}
    return replace(manifest, build_id=f"{manifest.build_id}-{mark}", documents=documents)


def _path(settings: IndexSettings) -> Path:
    return settings.state_folder / _FILE
