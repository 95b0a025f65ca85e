"""`python -m eval.modes`: the same questions answered without and with a language model, side by side.

Exits 0 when the model's answers hold: no unsupported figure, no wrong region, no proposal as a rule, and a pass rate at most
two points below that of the extracts.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.console import Console
from rich.progress import track

from assistant.answering import Assistant
from assistant.settings import AssistantSettings
from corpus.errors import SetupError, operator_errors
from eval.case import Case
from eval.documents import known_names
from eval.evaluating import HERE, Answered, Setup, evaluate, prepare
from eval.evaluation import Evaluation
from eval.recording import Player, Recorded, Recorder, read_recording
from eval.running import Run, run_cases
from eval.score import Measure

POINTS_BELOW = 0.02
"""How much below the pass rate of the extracts that of the model's answers may be."""
NEVER = (Measure.UNSUPPORTED_FIGURES, Measure.WRONG_REGION, Measure.PROPOSALS_AS_RULES)
REWRITTEN = "passed, of follow-ups and messages that ask several things (by rule, by the model)"
_ROUNDING = 1e-9
_QUOTED = re.compile(r": .*|\(.*\)")
"""What a reason says of one sentence."""

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@dataclass(frozen=True, slots=True)
class Side:
    """One way of composing, measured."""

    name: str
    evaluation: Evaluation
    requests: tuple[Recorded, ...] = ()

    @property
    def pass_rate(self) -> float:
        """Share of the cases passed."""
        return self.evaluation.passed / len(self.evaluation.results)


@app.command()
def main(
    replay: Annotated[Path | None, typer.Option(help="Play the replies of this recording.")] = None,
    record: Annotated[Path | None, typer.Option(help="Ask the model of the settings, and record it here.")] = None,
    questions: Annotated[Path, typer.Option(help="Question set.")] = HERE / "cases" / "a.yaml",
    index: Annotated[Path | None, typer.Option(help="Folder of the builds.")] = None,
    limit: Annotated[int | None, typer.Option(help="Ask only so many questions, spread over the set.")] = None,
    report: Annotated[Path | None, typer.Option(help="Where to write the table, in Markdown.")] = None,
) -> None:
    """Answer a question set without and with a language model, and print both side by side."""
    if (replay is None) == (record is None):
        raise typer.BadParameter("give --replay FILE or --record FILE.")
    with operator_errors():
        setup = prepare(questions, AssistantSettings().corpus)
        model = Player(read_recording(replay)) if replay else _recorder(record)
        cases = _cases(setup, model, limit)
        from assistant.building import open_assistant

        assistant = open_assistant(index=index)
        sides = [
            Side("extracts", _evaluated(setup, assistant.with_model(None), cases, None)),
            Side("model", _evaluated(setup, assistant.with_model(model), cases, model), tuple(model.requests)),
        ]
    table = "\n".join(side_by_side(sides, model))
    if report:
        report.write_text(table + "\n", encoding="utf-8")
    print(table)
    faults = shortfalls(*sides)
    print("\n".join(faults) or "the model's answers hold")
    raise typer.Exit(1 if faults else 0)


def shortfalls(extracts: Side, model: Side) -> list[str]:
    """Return in what the model's answers do not hold."""
    means = model.evaluation.means
    found = [f"{measure}: {means[measure].value:.3f}, not 0" for measure in NEVER if means[measure].value]
    if model.pass_rate < extracts.pass_rate - POINTS_BELOW - _ROUNDING:
        found.append(f"pass rate {model.pass_rate:.3f}, extracts {extracts.pass_rate:.3f}")
    return found


def side_by_side(sides: Sequence[Side], model: Player | Recorder) -> Iterable[str]:
    """Yield a Markdown table of both sides, then why sentences of the model were not shown."""
    yield f"| | {' | '.join(side.name for side in sides)} |"
    yield f"|---|{'---|' * len(sides)}"
    yield _row("passed", [f"{side.evaluation.passed} of {len(side.evaluation.results)}" for side in sides])
    rewritten = {line.case for line in sides[-1].requests if line.task == "rewrite"}
    yield _row(REWRITTEN, [f"{_passed(side, rewritten)} of {len(rewritten)}" for side in sides])
    for measure in (*NEVER, Measure.QUOTES_VERBATIM, Measure.ABSTENTION_RECALL, Measure.OVER_REFUSAL):
        means = [side.evaluation.means[measure].value for side in sides]
        yield _row(str(measure), ["-" if mean is None else f"{mean:.3f}" for mean in means])
    yield _row("answers in the model's words", [_generative(side) for side in sides])
    yield _row("statements", [side.evaluation.statements for side in sides])
    yield _row("statements dropped", [side.evaluation.dropped for side in sides])
    for percentile in (50, 95):
        yield _row(f"latency p{percentile}, s", [f"{_latency(side, percentile):.2f}" for side in sides])
    for label, tokens in (("read", "prompt_tokens"), ("written", "completion_tokens")):
        yield _row(f"tokens {label}, a request", [_mean_tokens(side, tokens) for side in sides])
    yield ""
    for reason, count in _reasons(sides[-1]).most_common():
        yield f"- {count} times: {reason}"
    faults = Counter(str(line.fault) for line in sides[-1].requests if line.fault)
    yield from (f"- request without a reply: {count} times: {fault}" for fault, count in faults.items())
    if isinstance(model, Player):
        yield f"- recorded requests: {len(model.requests)}, for another prompt {model.stale}, not recorded {model.missing}"


def _recorder(record: Path | None) -> Recorder:
    """Return the model of the settings, recorded."""
    from assistant.model import open_model

    model = open_model(AssistantSettings())
    if model is None or record is None:
        raise SetupError("--record asks a model: set ASSISTANT_MODEL and ASSISTANT_MODEL_URL (see docs/model.md).")
    return Recorder(model, record)


def _cases(setup: Setup, model: Player | Recorder, limit: int | None) -> list[Case]:
    """Return the questions recorded; or, to record, those that are not yet, all or some from all over the set."""
    cases = list(setup.question_set.cases)
    if isinstance(model, Player):
        recorded = set(model.cases)
        cases = [case for case in cases if case.id in recorded]
        if not cases:
            raise SetupError("The recording holds no question of this set. Give its own with --questions.")
    else:
        cases = [case for case in cases if case.id not in model.recorded]
    if limit is None or limit >= len(cases):
        return cases
    return [cases[at * len(cases) // limit] for at in range(limit)]


def _evaluated(
    setup: Setup, assistant: Assistant, cases: Sequence[Case], model: Player | Recorder | None
) -> Evaluation:
    """Ask the questions one by one, and score the answers."""
    runs: list[Run] = []
    for case in track(cases, "Asking", console=Console(stderr=True)):
        if model:
            model.begin(case.id)
        runs += run_cases([case], assistant)
    return evaluate(setup, Answered(tuple(runs), {}, known_names(assistant.sources())))


def _passed(side: Side, cases: Collection[str]) -> int:
    return sum(result.passed for result in side.evaluation.results if result.run.case.id in cases)


def _generative(side: Side) -> int:
    return sum(result.run.answer.mode == "generative" for result in side.evaluation.results)


def _latency(side: Side, percentile: int) -> float:
    """Return a percentile of the seconds that an answer takes, its requests as long as when they were recorded."""
    spent: Counter[str] = Counter()
    for line in side.requests:
        spent[line.case] += round(line.ms)
    calls = [
        (r.run.latency_ms or 0.0) if not spent[r.run.case.id] else spent[r.run.case.id] for r in side.evaluation.results
    ]
    return float(np.percentile(calls, percentile)) / 1000


def _mean_tokens(side: Side, which: str) -> str:
    counts = [count for line in side.requests if (count := getattr(line, which)) is not None]
    return f"{sum(counts) / len(counts):.0f}" if counts else "-"


def _reasons(side: Side) -> Counter[str]:
    """Count why statements were dropped, whatever they said."""
    told = (reason for result in side.evaluation.results for reason in result.run.answer.checks.reasons)
    return Counter(_QUOTED.sub("", reason).strip() for reason in told)


def _row(label: str, cells: Iterable[object]) -> str:
    return f"| {label} | {' | '.join(map(str, cells))} |"


if __name__ == "__main__":
    app()
