"""An answers file written by `python -m assistant answer` in, runs out, without asking anything again."""

from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.answer import Answer, Checks, Citation, Mode, Outcome, Statement, Timing
from corpus.document import Passage, Source, Status
from corpus.errors import SetupError
from eval.case import Case
from eval.running import Run


class AnswersFileError(SetupError):
    """An answers file that cannot be scored."""


class _Line(BaseModel):
    """What the records of a line have in common."""

    model_config = ConfigDict(frozen=True)


class AnsweredStatement(_Line):
    """A statement as written to the file."""

    text: str
    citations: tuple[int, ...]


class AnsweredCitation(_Line):
    """A citation as written to the file."""

    n: int
    document: str
    page: int
    quote: str
    date: str | None = None
    status: Status


class AnsweredQuestion(_Line):
    """A line of the file."""

    id: str
    text: str
    abstained: bool
    outcome: Outcome | None = None
    """Not every file has it."""
    mode: Mode
    statements: tuple[AnsweredStatement, ...]
    citations: tuple[AnsweredCitation, ...]
    checks: Checks
    timing_ms: Timing


def read_runs(path: Path, cases: Iterable[Case]) -> list[Run]:
    """Pair each case with its line; lines of other questions are left aside."""
    lines = _read_lines(path)
    wanted = list(cases)
    absent = [case.id for case in wanted if case.id not in lines]
    if absent:
        raise AnswersFileError(
            f"{path} answers {len(wanted) - len(absent)} of {len(wanted)} cases; {absent[0]} is the first one absent. "
            "Write it again: python -m assistant answer --input Q.jsonl --output A.jsonl"
        )
    return [Run(case, _answer(lines[case.id]), latency_ms=None, has_evidence=False) for case in wanted]


def _read_lines(path: Path) -> dict[str, AnsweredQuestion]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise AnswersFileError(
            f"Cannot read the answers {path} ({error}). "
            f"Write them: python -m assistant answer --input Q.jsonl --output {path}"
        ) from error
    answered = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            entry = AnsweredQuestion.model_validate_json(line)
        except ValidationError as error:
            fault = error.errors()[0]
            field = ".".join(map(str, fault["loc"])) or "whole line"
            raise AnswersFileError(
                f"{path}, line {number}, {field}: {fault['msg']}. Write the file again: python -m assistant answer"
            ) from error
        answered[entry.id] = entry
    return answered


def _answer(line: AnsweredQuestion) -> Answer:
    """Rebuild the answer as far as the file tells: each cited passage is its quote."""
    told = Outcome.NOT_FOUND if line.abstained else Outcome.ANSWERED
    return Answer(
        outcome=line.outcome or told,
        text=line.text,
        statements=tuple(Statement(statement.text, statement.citations) for statement in line.statements),
        citations=tuple(_citation(citation) for citation in line.citations),
        checks=line.checks,
        timing_ms=line.timing_ms,
        mode=line.mode,
    )


def _citation(line: AnsweredCitation) -> Citation:
    passage = Passage(
        source=Source(id=line.document, title=line.document, date=line.date),
        headings=(),
        text=line.quote,
        page=line.page,
        start=0,
        end=len(line.quote),
        status=line.status,
        units=(),
    )
    return Citation(line.n, passage, 0, len(line.quote))
