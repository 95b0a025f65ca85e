"""What an administrator does to the documents and the index; each action begins with a look at the role."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from assistant.settings import AssistantSettings
from corpus.adding import Addition, Duplicate
from corpus.errors import SetupError
from corpus.pending import Pending, confirm, discard, find_pending, keep_pending, list_pending
from corpus.reading import Refusal
from corpus.settings import CorpusSettings
from index.building import rollback
from index.settings import IndexSettings
from ui.identity import Role, User
from ui.rebuild import the_rebuild


class GoneError(SetupError):
    """What an action is about is not there any more."""


def add_upload(user: User, sent_name: str, content: bytes) -> Pending | Refusal:
    """Keep a file apart until it is confirmed, or say why it cannot be a document."""
    user.must_be(Role.ADMINISTRATOR)
    kept = keep_pending(sent_name, content, pending_folder(), CorpusSettings())
    if isinstance(kept, Pending):
        note(user, "upload", kept.name)
    return kept


def waiting(user: User) -> list[Pending]:
    """Return the files that wait to be confirmed."""
    user.must_be(Role.ADMINISTRATOR)
    return list_pending(pending_folder())


def confirm_upload(user: User, key: str, fields: Mapping[str, object]) -> Addition | Duplicate | Refusal:
    """Make a document of a file that waits; the next build answers from it."""
    user.must_be(Role.ADMINISTRATOR)
    pending = _pending(key)
    outcome = confirm(pending, fields, AssistantSettings().corpus, CorpusSettings())
    if isinstance(outcome, Addition):
        note(user, "add", outcome.name)
    return outcome


def discard_upload(user: User, key: str) -> None:
    """Forget a file that waits."""
    user.must_be(Role.ADMINISTRATOR)
    pending = _pending(key)
    discard(pending)
    note(user, "discard", pending.name)


def start_rebuild(user: User) -> bool:
    """Start a build of the documents; False while one is under way."""
    user.must_be(Role.ADMINISTRATOR)
    started = the_rebuild().start(AssistantSettings().corpus)
    if started:
        note(user, "rebuild", "")
    return started


def roll_back(user: User) -> str:
    """Switch to the build before the current one, and return its id."""
    user.must_be(Role.ADMINISTRATOR)
    build_id = rollback(IndexSettings())
    note(user, "rollback", build_id)
    return build_id


def note(user: User, action: str, about: str) -> None:
    """Write down who did what, and when, as a line of the journal."""
    line = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "by": user.name, "action": action, "about": about}
    path = IndexSettings().state_folder / "journal.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as journal:
        journal.write(json.dumps(line, ensure_ascii=False) + "\n")


def pending_folder() -> Path:
    """Return where files wait to be confirmed: never where documents are read from."""
    return IndexSettings().state_folder / "pending"


def _pending(key: str) -> Pending:
    pending = find_pending(key, pending_folder())
    if pending is None:
        raise GoneError(f"{key}: no such file waits any more. Send it again.")
    return pending
