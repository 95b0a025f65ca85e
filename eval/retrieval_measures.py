"""A run in, scores of the passages retrieved for it out."""

from collections.abc import Mapping

from ir_measures import RR, Qrel, R, ScoredDoc, Success, iter_calc, nDCG

from corpus.document import Passage
from eval.case import ExpectedSource
from eval.running import Run
from eval.score import RETRIEVAL, Measure, Score, Scores
from eval.wording import fold

_MEASURES = {
    Measure.RECALL_AT_5: R @ 5,
    Measure.RR_AT_10: RR @ 10,
    Measure.NDCG_AT_10: nDCG @ 10,
    Measure.SUCCESS_AT_5: Success @ 5,
}


def retrieval_scores(run: Run, names: Mapping[str, str]) -> Scores:
    """Score the order of the passages retrieved against the quotes expected.

    `names` gives each document's name in the corpus by every name that it goes by.
    A passage is relevant when it is of the document of an expected quote and holds the quote or lies within it.
    A quote that no passage retrieved holds counts as one relevant passage missed.
    """
    expected = run.case.expected.evidence
    unknown = sorted({source.file for source in expected} - names.keys())
    if not run.has_evidence:
        return _not_judged("passages not known from an answers file")
    if not run.case.expected.answerable:
        return _not_judged("no document answers: the nearest passage is a matter of opinion")
    if not expected:
        return _not_judged("no passage expected")
    if unknown:
        return _not_judged(f"not in the corpus: {', '.join(unknown)}")
    return _scores([evidence.passage for evidence in run.answer.evidence], expected, names)


def _scores(passages: list[Passage], expected: tuple[ExpectedSource, ...], names: Mapping[str, str]) -> Scores:
    relevant, missed = set(), []
    for source in expected:
        ranks = {rank for rank, passage in enumerate(passages) if _holds(passage, source, names)}
        relevant |= ranks
        if not ranks:
            missed.append(source.quote)
    judgements = [Qrel("case", f"rank {rank}", 1) for rank in relevant] + [Qrel("case", quote, 1) for quote in missed]
    ranking = [ScoredDoc("case", f"rank {rank}", -rank) for rank in range(len(passages))]
    values = {metric.measure: metric.value for metric in iter_calc(_MEASURES.values(), judgements, ranking)}
    reason = f"relevant at ranks {[rank + 1 for rank in sorted(relevant)]} of {len(passages)}; quotes missed: {missed}"
    return {measure: Score(values[ir_measure], reason) for measure, ir_measure in _MEASURES.items()}


def _holds(passage: Passage, source: ExpectedSource, names: Mapping[str, str]) -> bool:
    text, quote = fold(passage.text), fold(source.quote)
    return passage.source.id == names[source.file] and bool(text) and (quote in text or text in quote)


def _not_judged(reason: str) -> Scores:
    return {measure: Score(None, reason) for measure in RETRIEVAL}
