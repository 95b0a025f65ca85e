"""Replies of a language model written down, and played again: an evaluation with a model, without the model."""

import json
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.prompting import Completion, Fault, Model, ModelError, Prompt
from corpus.errors import SetupError
from index.texts import digest


class RecordingError(SetupError):
    """A recording that cannot be played."""


class Recorded(BaseModel):
    """A line of a recording: a question asked, or one request that it made."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    case: str
    task: str = ""
    """Empty on the line that says that the question was asked; one may make no request."""
    prompt: str = ""
    """Digest of what was sent: a reply played for another prompt is told as stale."""
    text: str = ""
    fault: Fault | None = None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    ms: float = 0.0


def read_recording(path: Path) -> list[Recorded]:
    """Return the lines of a recording."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [Recorded.model_validate_json(line) for line in lines if line.strip()]
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        raise RecordingError(
            f"Cannot play {path} ({error}). Make it again: python -m eval.modes --record {path}"
        ) from error


class Recorder:
    """A model whose replies are written down as they come: a run cut short keeps what it had, another goes on from there."""

    def __init__(self, model: Model, path: Path) -> None:
        self.answer_s = model.answer_s
        self._model, self._path = model, path
        self._case = ""
        self.recorded = {line.case for line in read_recording(path)} if path.exists() else set()
        """The questions already asked."""
        self.requests: list[Recorded] = []

    def begin(self, case: str) -> None:
        """Say whose requests follow."""
        self._case = case
        self._write(Recorded(case=case))

    def complete(self, prompt: Prompt, limit_s: float, on_text: Callable[[str], None]) -> Completion:
        """Ask the model, and write down what it replies."""
        begun = perf_counter()

        def line(**reply: object) -> Recorded:
            spent = round((perf_counter() - begun) * 1000)
            return Recorded.model_validate(
                {"case": self._case, "task": prompt.task, "prompt": prompt_digest(prompt), "ms": spent, **reply}
            )

        try:
            completion = self._model.complete(prompt, limit_s, on_text)
        except ModelError as error:
            self._write(line(fault=error.fault))
            raise
        tokens = {"prompt_tokens": completion.prompt_tokens, "completion_tokens": completion.completion_tokens}
        self._write(line(text=completion.text, **tokens))
        return completion

    def _write(self, line: Recorded) -> None:
        if line.task:
            self.requests.append(line)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line.model_dump(exclude_defaults=True), ensure_ascii=False) + "\n")


class Player:
    """A model that replies what it replied to the same question when it was recorded."""

    answer_s = 60.0

    def __init__(self, lines: list[Recorded]) -> None:
        self._lines = lines
        self._waiting: list[Recorded] = []
        self.requests: list[Recorded] = []
        self.stale = 0
        """Requests whose prompt has changed since: ids of extracts no longer shown fail the checks."""
        self.missing = 0
        """Requests that were not made when it was recorded."""

    @property
    def cases(self) -> list[str]:
        """The questions that were asked."""
        return [line.case for line in self._lines if not line.task]

    def begin(self, case: str) -> None:
        """Say whose requests follow."""
        self._waiting = [line for line in self._lines if line.task and line.case == case]

    def complete(self, prompt: Prompt, limit_s: float, on_text: Callable[[str], None]) -> Completion:
        """Reply what was recorded, in two pieces."""
        line = next((line for line in self._waiting if line.task == prompt.task), None)
        if line is None:
            self.missing += 1
            raise ModelError(Fault.UNREACHABLE)
        self._waiting.remove(line)
        self.requests.append(line)
        self.stale += line.prompt != prompt_digest(prompt)
        if line.fault:
            raise ModelError(line.fault)
        middle = len(line.text) // 2
        on_text(line.text[:middle])
        on_text(line.text[middle:])
        return Completion(line.text, line.prompt_tokens, line.completion_tokens)


def prompt_digest(prompt: Prompt) -> str:
    """Return what tells a prompt from another."""
    return digest(f"{prompt.system}\n{prompt.user}")[:12]
