"""A question set in (YAML), its cases and the rules that hold for all of them out."""

from collections import Counter
from pathlib import Path
from re import Pattern
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.question import Turn
from corpus.errors import SetupError

ERRORS_SHOWN = 5

Fact = tuple[Pattern[str], ...]
"""Variants of one fact; any of them states it. Patterns are searched in folded text."""


class QuestionSetError(SetupError):
    """A question set that cannot be read."""


class _Entry(BaseModel):
    """What the fields of a question set have in common."""

    model_config = ConfigDict(frozen=True, coerce_numbers_to_str=True)


class ExpectedSource(_Entry):
    """A passage that the answer should rest on."""

    file: str
    """The document's name in the corpus, or its name before it was renamed."""
    quote: str = Field(min_length=1)
    role: Literal["contexte"] | None = None
    """`contexte`: explains the answer or the trap without stating an expected fact."""


class Attribution(_Entry):
    """What may be said only near the words that attribute it."""

    trigger: Pattern[str] = Field(alias="if")
    near: Fact = Field(alias="with")


class Expected(_Entry):
    """What an answer must and must not say."""

    answerable: bool
    partial: bool = False
    """The documents do not answer in full but give something useful."""
    must_contain: tuple[Fact, ...]
    must_not_contain: tuple[Pattern[str], ...]
    only_with: tuple[Attribution, ...] = ()
    missing: tuple[Fact, ...] = ()
    """What an answer to an unanswerable question must name as not in the documents."""
    sources: tuple[ExpectedSource, ...]
    reference: str
    """A right answer written by hand."""
    wrong: str | None = None
    """A plausible wrong answer."""

    @property
    def evidence(self) -> tuple[ExpectedSource, ...]:
        """The sources that state an expected fact."""
        return tuple(source for source in self.sources if source.role is None)


class Case(_Entry):
    """A question and its expectations."""

    id: str
    question: str
    category: str
    region: str | None
    """Id or name of the region selected beside the question."""
    history: tuple[Turn, ...]
    expected: Expected


class Anchor(_Entry):
    """A fact that belongs to one region."""

    fact: Pattern[str] = Field(alias="fait")
    region: str


class Controls(_Entry):
    """What holds for every answer of the set."""

    allowed_amounts: frozenset[str] = Field(alias="montants_autorises")
    """Amounts in euros that the documents state, digits only."""
    allowed_ranges: frozenset[str] = Field(alias="fourchettes_autorisees")
    """Ranges of meetings or days that the documents state, as `3-7 reunions`."""
    forbidden: tuple[Pattern[str], ...] = Field(alias="interdits")
    regions: dict[str, Pattern[str]]
    """How a text names each region."""
    anchors: tuple[Anchor, ...] = Field(alias="ancres")


class Rules(_Entry):
    """The head of a question set."""

    max_characters: int = Field(alias="max_caracteres")
    abstention_markers: Fact
    controls: Controls = Field(alias="controles_globaux")


class QuestionSet(_Entry):
    """Cases and the rules that they share."""

    rules: Rules = Field(alias="meta")
    cases: tuple[Case, ...] = Field(alias="items", min_length=1)

    @model_validator(mode="after")
    def _ids_are_unique(self) -> "QuestionSet":
        repeated = [case_id for case_id, count in Counter(case.id for case in self.cases).items() if count > 1]
        if repeated:
            raise ValueError(f"ids used more than once: {', '.join(repeated)}")
        return self


def load_question_set(path: Path) -> QuestionSet:
    """Read a question set; QuestionSetError names the line and the field of what is wrong."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return QuestionSet.model_validate(yaml.load(text, yaml.CSafeLoader))
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionSetError(
            f"Cannot read the question set {path} ({error}). Name a UTF-8 YAML file: python -m eval --questions FILE"
        ) from error
    except yaml.YAMLError as error:
        raise QuestionSetError(f"{path} is not YAML: {error}. Mend that line and run again.") from error
    except ValidationError as error:
        explained = _explain(error, text)
        raise QuestionSetError(f"{path} is not a question set:\n{explained}\nMend it and run again.") from error


def _explain(error: ValidationError, text: str) -> str:
    """Name line, field and fault of the first errors."""
    root = yaml.compose(text, yaml.CSafeLoader)
    details = error.errors()
    lines = [
        f"  line {_line(root, detail['loc'])}, {'.'.join(map(str, detail['loc'])) or 'whole file'}: {detail['msg']}"
        for detail in details[:ERRORS_SHOWN]
    ]
    if len(details) > ERRORS_SHOWN:
        lines.append(f"  and {len(details) - ERRORS_SHOWN} more")
    return "\n".join(lines)


def _line(node: yaml.Node | None, location: tuple[int | str, ...]) -> int:
    """Follow a path of keys and positions as far as it goes; return the line where it ends, from 1."""
    for step in location:
        if isinstance(node, yaml.MappingNode):
            child = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            child = node.value[step]
        else:
            child = None
        if child is None:
            break
        node = child
    return node.start_mark.line + 1 if node is not None else 1
