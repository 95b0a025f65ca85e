"""Questions and answers as the lines of JSON that the command line reads and writes."""

import json
from dataclasses import asdict
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant import messages
from assistant.answer import Answer, Citation
from assistant.answering import unusable_because
from assistant.question import Question, Role, Turn
from corpus.errors import SetupError
from corpus.territories import Territories


class QuestionFileError(SetupError):
    """A file of questions that cannot be used as it is."""


class TurnLine(BaseModel):
    """An earlier turn of the conversation."""

    role: Role
    content: str


class QuestionLine(BaseModel):
    """A line of a questions file; other keys are ignored."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str
    question: str
    region: str | None = None
    history: list[TurnLine] | None = None

    def record(self, territories: Territories) -> Question:
        """Return the question, its region as an id."""
        region = territories.region(self.region).id if self.region else None
        history = tuple(Turn(turn.role, turn.content) for turn in self.history or ())
        return Question(self.question, region, history)


def read_questions(path: Path, territories: Territories) -> list[tuple[str, Question]]:
    """Return the id and question of each line of the file; a line that cannot be used is refused by its number."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionFileError(f"{path}: cannot be read ({error}). Give a file of one JSON object a line.") from error
    return [_read_line(path, number, line, territories) for number, line in enumerate(lines, start=1) if line.strip()]


def _read_line(path: Path, number: int, line: str, territories: Territories) -> tuple[str, Question]:
    where = f"{path}, line {number}"
    try:
        parsed = QuestionLine.model_validate_json(line)
        question = parsed.record(territories)
    except ValidationError as error:
        first = error.errors()[0]
        raise QuestionFileError(f"{where}: {first['msg']} {list(first['loc'])}. Correct the line.") from error
    except SetupError as error:
        raise QuestionFileError(f"{where}: {error}") from error
    if unusable := unusable_because(question.text):
        raise QuestionFileError(f"{where}: {unusable}")
    return parsed.id, question


def answer_record(key: str, answer: Answer, territories: Territories) -> dict:
    """Return an answer as a JSON object."""
    return {
        "id": key,
        "text": answer.text,
        "abstained": answer.abstained,
        "outcome": answer.outcome.value,
        "region": [messages.region_name(region, territories) for region in answer.regions],
        "mode": answer.mode.value,
        **({"verified": answer.verified_on} if answer.verified_on else {}),
        "statements": [{"text": s.text, "citations": list(s.citations)} for s in answer.statements],
        "citations": [_citation(citation, territories) for citation in answer.citations],
        "checks": asdict(answer.checks),
        "timing_ms": {stage: round(spent, 2) for stage, spent in asdict(answer.timing_ms).items()},
    }


def answer_line(key: str, answer: Answer, territories: Territories) -> str:
    """Return an answer as a line of an answers file."""
    return json.dumps(answer_record(key, answer, territories), ensure_ascii=False) + "\n"


def _citation(citation: Citation, territories: Territories) -> dict:
    source = citation.passage.source
    return {
        "n": citation.n,
        "document": source.id,
        "page": citation.page,
        "quote": citation.quote,
        "region": ", ".join(messages.region_name(region, territories) for region in source.regions) or None,
        "date": source.date,
        "status": citation.status.value,
    }
