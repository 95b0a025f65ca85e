"""Means, floors and a baseline in, findings out: whether the answers are good enough, and no worse than before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from corpus.errors import SetupError
from eval.score import LOWER_IS_BETTER, Mean, Measure

TOLERANCE = 0.02
"""How much worse than the baseline a mean may be: about two cases of ninety."""
_ROUNDING = 1e-9


class GateError(SetupError):
    """Floors or a baseline that cannot be read."""


class Limits(BaseModel):
    """What a measure may be at worst."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    min: float | None = None
    max: float | None = None


class Baseline(BaseModel):
    """The means of the run that later ones are compared with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    question_set: str
    """Digest of the question set."""
    corpus: str
    """Fingerprint of the corpus."""
    tolerance: float = TOLERANCE
    measures: dict[Measure, float]


@dataclass(frozen=True, slots=True)
class Finding:
    """A gate, and whether it held."""

    name: str
    held: bool
    message: str


def load_floors(path: Path) -> dict[Measure, Limits]:
    """Read the limits that always hold."""
    try:
        return TypeAdapter(dict[Measure, Limits]).validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise GateError(f"Cannot use the floors {path}: {error}. Mend it: eval/score.py names the measures.") from error


def load_baseline(path: Path) -> Baseline | None:
    """Read the committed baseline; None when there is none yet."""
    if not path.exists():
        return None
    try:
        return Baseline.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise GateError(
            f"Cannot use the baseline {path}: {error}. Remove it, then: python -m eval --write-baseline"
        ) from error


def write_baseline(path: Path, baseline: Baseline) -> None:
    """Write the baseline, to be committed."""
    path.write_text(baseline.model_dump_json(indent=2) + "\n", encoding="utf-8")


def baseline_of(means: Mapping[Measure, Mean], question_set: str, corpus: str) -> Baseline:
    """Keep what a run measured; empty measures are left out."""
    values = {measure: round(mean.value, 4) for measure, mean in means.items() if mean.value is not None}
    return Baseline(question_set=question_set, corpus=corpus, measures=values)


def check_floors(means: Mapping[Measure, Mean], floors: Mapping[Measure, Limits]) -> list[Finding]:
    """Hold each mean against its limits; a measure that judged no case fails, one absent from `means` is left out."""
    return [_check(f"floor {name}", means[name], limits) for name, limits in floors.items() if name in means]


def check_baseline(
    means: Mapping[Measure, Mean], baseline: Baseline | None, question_set: str, corpus: str
) -> list[Finding]:
    """Hold each mean against the baseline less its tolerance, if that is of the same questions and documents."""
    if baseline is None:
        return [Finding("baseline", True, "none to compare with: write it with python -m eval --write-baseline")]
    changed = [
        name
        for name, now, then in (
            ("question set", question_set, baseline.question_set),
            ("corpus", corpus, baseline.corpus),
        )
        if now != then
    ]
    if changed:
        return [Finding("baseline", True, f"rebaseline: another {' and '.join(changed)}, not compared")]
    return [
        _check(f"baseline {name}", means[name], _limits_around(name, value, baseline.tolerance))
        for name, value in baseline.measures.items()
        if name in means
    ]


def held(findings: Iterable[Finding]) -> bool:
    """Tell whether every gate held."""
    return all(finding.held for finding in findings)


def _limits_around(measure: Measure, value: float, tolerance: float) -> Limits:
    if measure in LOWER_IS_BETTER:
        return Limits(max=value + tolerance)
    return Limits(min=value - tolerance)


def _check(name: str, mean: Mean, limits: Limits) -> Finding:
    if mean.value is None:
        return Finding(name, False, f"no case judged of {mean.not_judged}")
    if limits.min is not None and mean.value < limits.min - _ROUNDING:
        return Finding(name, False, f"{mean.value:.3f} is below {limits.min:.3f}")
    if limits.max is not None and mean.value > limits.max + _ROUNDING:
        return Finding(name, False, f"{mean.value:.3f} is above {limits.max:.3f}")
    return Finding(name, True, f"{mean.value:.3f}")
