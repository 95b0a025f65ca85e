"""Files sent by somebody in, kept apart until somebody confirms what is known of them; then documents of the corpus.

A file's own name never becomes a path: what is written bears a name made of plain letters, in a folder named by digest.
"""

import hashlib
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

import yaml

from corpus.adding import Addition, Duplicate, add_files
from corpus.catalogue import entry_path
from corpus.entry import source_of
from corpus.folding import fold
from corpus.proposing import propose_entry
from corpus.proposing.proposal import Proposal
from corpus.reading import SUFFIXES, Refusal, RefusedError, read_files
from corpus.reading.file import unknown_format
from corpus.settings import CorpusSettings

_LONGEST_STEM = 80
_RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
"""Names that a machine may take for a device."""
_KEY_LETTERS = 24
_KEY = re.compile(rf"[0-9a-f]{{{_KEY_LETTERS}}}")
_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.[a-z]+")


@dataclass(frozen=True, slots=True)
class Pending:
    """A file that waits to be confirmed."""

    key: str
    """Digest of its content."""
    path: Path

    @property
    def name(self) -> str:
        """The name that its document would have."""
        return self.path.name


def keep_pending(sent_name: str, content: bytes, folder: Path, settings: CorpusSettings) -> Pending | Refusal:
    """Keep a file apart in `folder` when it can be read as what its name says; nothing of a refused one is left."""
    shown = PureWindowsPath(PurePosixPath(sent_name).name).name
    name = document_name(sent_name)
    if name is None:
        return unknown_format(shown or "?").refusal
    if len(content) > settings.file_mb * 1_000_000:
        return Refusal(name, f"larger than {settings.file_mb} MB", "Remove its images, or split it.")
    key = hashlib.sha256(content).hexdigest()[:_KEY_LETTERS]
    pending = Pending(key, folder / key / name)
    discard(pending)
    pending.path.parent.mkdir(parents=True)
    pending.path.write_bytes(content)
    (reading,) = read_files([pending.path], settings)
    if isinstance(reading, Refusal):
        discard(pending)
        return reading
    return pending


def document_name(sent_name: str) -> str | None:
    """Return the plain name of a document for the name of a file sent, None when its suffix is that of no document."""
    last = PureWindowsPath(PurePosixPath(sent_name).name).name
    stem, _, suffix = last.rpartition(".")
    suffix = f".{suffix.lower()}"
    if suffix not in SUFFIXES:
        return None
    plain = re.sub(r"[^a-z0-9]+", "-", fold(stem)).strip("-")[:_LONGEST_STEM].strip("-")
    return f"{'document-' if not plain or _RESERVED.fullmatch(plain) else ''}{plain}".strip("-") + suffix


def list_pending(folder: Path) -> list[Pending]:
    """Return the files that wait, the one that came last first."""
    if not folder.is_dir():
        return []
    places = [place for place in folder.iterdir() if _KEY.fullmatch(place.name) and place.is_dir()]
    files = [(place, path) for place in places for path in place.iterdir() if _PLAIN.fullmatch(path.name)]
    found = [Pending(place.name, path) for place, path in files if path.suffix in SUFFIXES]
    return sorted(found, key=lambda pending: pending.path.stat().st_mtime, reverse=True)


def find_pending(key: str, folder: Path) -> Pending | None:
    """Return the file that waits under a key, however the key was come by."""
    return next((pending for pending in list_pending(folder) if pending.key == key), None)


def propose(pending: Pending, settings: CorpusSettings) -> Proposal | Refusal:
    """Return what the file says of itself."""
    (reading,) = read_files([pending.path], settings)
    return reading if isinstance(reading, Refusal) else propose_entry(pending.name, reading)


def confirm(
    pending: Pending, fields: Mapping[str, object], corpus: Path, settings: CorpusSettings
) -> Addition | Duplicate | Refusal:
    """Make a document of a file that waits, with an entry of these fields; it waits on when that cannot be done."""
    entry = entry_path(pending.path)
    try:
        source_of(pending.name, fields)
    except RefusedError as error:
        return error.refusal
    entry.write_text(yaml.safe_dump(dict(fields), allow_unicode=True, sort_keys=False), encoding="utf-8")
    (outcome,) = add_files([pending.path], corpus, settings)
    if isinstance(outcome, Refusal):
        entry.unlink(missing_ok=True)
    else:
        discard(pending)
    return outcome


def confirmed_fields(proposal: Proposal, values: Mapping[str, object]) -> dict[str, object]:
    """Return the entry of a proposal as somebody left it: what he changed is stated, what he left rests on its words."""
    proposed = {name: value for name, value in proposal.fields.items() if name != "to_confirm"}
    kept = {name: value for name, value in proposed.items() if name not in values}
    fields = {}
    for name, value in values.items():
        is_changed = value != as_typed(name, proposed.get(name))
        for rests in (f"{name}_basis", f"{name}_cue"):
            if is_changed:
                kept.pop(rests, None)
        if value not in (None, "", []):
            fields[name] = value if is_changed else proposed[name]
    return {**proposal.given, **fields, **kept}


def discard(pending: Pending) -> None:
    """Forget a file that waits."""
    shutil.rmtree(pending.path.parent, ignore_errors=True)


def as_typed(name: str, value: object) -> str | list[str]:
    """Return the value of a field as a form shows it: a list for regions, else a text."""
    if name == "region":
        return [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)] if value else []
    return "" if value is None else str(value)
