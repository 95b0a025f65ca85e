"""The questions written for training: three files in, groups of questions, units and passages out."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import SetupError

HERE = Path(__file__).parent


class AdaptingError(SetupError):
    """What was asked of the training cannot be done."""


@dataclass(frozen=True, slots=True)
class TrainingQuestion:
    """A question, and what to show for it."""

    text: str
    answers: frozenset[int]
    """Rows of the units that answer it; empty when nothing does."""
    also: frozenset[int]
    """Rows of the units that would be fair to show: neither answers nor negatives."""


@dataclass(frozen=True, slots=True)
class Group:
    """The documents that one writer read, and the questions asked about them."""

    name: str
    units: tuple[str, ...]
    """Sentences, items and rows, as the index embeds them."""
    passages: tuple[str, ...]
    passage_of: tuple[int, ...]
    """The row of the passage of each unit."""
    questions: tuple[TrainingQuestion, ...]


def load_groups(folder: Path = HERE) -> tuple[Group, ...]:
    """Read units, passages and questions; the group of an id is what precedes its slash."""
    units, passages, questions = (read_lines(folder / f"{kind}.jsonl") for kind in ("units", "passages", "questions"))
    units_of, passages_of, questions_of = defaultdict(list), defaultdict(list), defaultdict(list)
    for unit in units:
        units_of[_group(unit["id"])].append(unit)
    for passage in passages:
        passages_of[_group(passage["id"])].append(passage)
    for question in questions:
        questions_of[_group((question["answers"] + question["near"])[0])].append(question)
    return tuple(_as_group(name, units_of[name], passages_of[name], questions_of[name]) for name in units_of)


def chosen(groups: Iterable[Group], names: Collection[str]) -> tuple[Group, ...]:
    """Return the groups of these names, each of which must exist."""
    by_name = {group.name: group for group in groups}
    unknown = [name for name in names if name not in by_name]
    if unknown:
        raise AdaptingError(
            f"No group of questions is named {', '.join(unknown)}. Give some of: {','.join(by_name)}, separated by commas."
        )
    return tuple(by_name[name] for name in names)


def read_lines(path: Path) -> list[dict]:
    """Return the records of a file of one JSON object a line."""
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    except FileNotFoundError as error:
        raise AdaptingError(f"{path} is missing: train from a clone of the repository, where the data is.") from error


def _group(identifier: str) -> str:
    return identifier.partition("/")[0]


def _as_group(name: str, units: list[dict], passages: list[dict], questions: list[dict]) -> Group:
    row = {unit["id"]: number for number, unit in enumerate(units)}
    passage_row = {passage["id"]: number for number, passage in enumerate(passages)}
    return Group(
        name=name,
        units=tuple(unit["text"] for unit in units),
        passages=tuple(passage["text"] for passage in passages),
        passage_of=tuple(passage_row[unit["passage"]] for unit in units),
        questions=tuple(
            TrainingQuestion(
                text=question["question"],
                answers=frozenset(row[unit] for unit in question["answers"]),
                also=frozenset(row[unit] for unit in question["also"]),
            )
            for question in questions
        ),
    )
