"""Questions, documents and answers in, an evaluation out: the steps between running and reporting."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from eval.case import QuestionSet, load_question_set
from eval.documents import collapsed_texts, corpus_fingerprint, file_digest
from eval.evaluation import Evaluation, versions
from eval.gating import Baseline, Limits, baseline_of, check_baseline, check_floors, load_baseline, load_floors
from eval.running import Run
from eval.score import RETRIEVAL, Mean, Measure, average
from eval.scoring import Corpus, Result, score_runs

HERE = Path(__file__).parent
BASELINE = HERE / "baseline.json"
_FLOORS = HERE / "floors.yaml"


@dataclass(frozen=True, slots=True)
class Setup:
    """What answers are held against."""

    questions: Path
    question_set: QuestionSet
    question_set_digest: str
    corpus: Path
    corpus_fingerprint: str
    floors: Mapping[Measure, Limits]
    baseline: Baseline | None


@dataclass(frozen=True, slots=True)
class Answered:
    """What an assistant, or a file, answered."""

    runs: tuple[Run, ...]
    provenance: Mapping[str, str]
    """Who answered: index, model, or file."""
    names: Mapping[str, str]
    """Name in the corpus by every name that a document goes by; empty when no passages were retrieved."""
    withheld: tuple[Run, ...] = ()
    """The same questions without the region selected."""


def prepare(questions: Path, corpus: Path) -> Setup:
    """Read all that may be malformed before anything is asked."""
    question_set = load_question_set(questions)
    return Setup(
        questions=questions,
        question_set=question_set,
        question_set_digest=file_digest(questions),
        corpus=corpus,
        corpus_fingerprint=corpus_fingerprint(corpus),
        floors=load_floors(_FLOORS),
        baseline=load_baseline(BASELINE),
    )


def evaluate(setup: Setup, answered: Answered) -> Evaluation:
    """Score the answers, then hold their means against the floors and the baseline."""
    results = _score(answered.runs, setup, answered.names)
    gated = _measurable(results)
    findings = (
        *check_floors(gated, setup.floors),
        *check_baseline(gated, setup.baseline, setup.question_set_digest, setup.corpus_fingerprint),
    )
    return Evaluation(
        provenance=_provenance(setup, answered),
        results=results,
        findings=findings,
        without_region=_score(answered.withheld, setup, answered.names),
    )


def new_baseline(setup: Setup, evaluation: Evaluation) -> Baseline:
    """Return the baseline that this evaluation makes."""
    return baseline_of(evaluation.means, setup.question_set_digest, setup.corpus_fingerprint)


def _score(runs: tuple[Run, ...], setup: Setup, names: Mapping[str, str]) -> tuple[Result, ...]:
    cited = {citation.passage.source.id for run in runs for citation in run.answer.citations}
    return score_runs(runs, setup.question_set.rules, Corpus(collapsed_texts(setup.corpus, cited), names))


def _measurable(results: Iterable[Result]) -> dict[Measure, Mean]:
    """Average what can be gated: an answers file says nothing of retrieval."""
    scored = list(results)
    left_out = RETRIEVAL if not any(result.run.has_evidence for result in scored) else frozenset()
    means = average(result.scores for result in scored)
    return {measure: mean for measure, mean in means.items() if measure not in left_out}


def _provenance(setup: Setup, answered: Answered) -> dict[str, str]:
    modes = Counter(str(run.answer.mode) for run in answered.runs)
    return {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "question set": str(setup.questions),
        "question set digest": setup.question_set_digest,
        "corpus": str(setup.corpus),
        "corpus fingerprint": setup.corpus_fingerprint,
        **answered.provenance,
        "modes": ", ".join(f"{mode} {count}" for mode, count in modes.items()),
        **versions(),
    }
