"""A run in, scores of its answer out: what it cites, states, attributes, and when it abstains."""

import re
from collections.abc import Iterator, Mapping

from assistant.answer import Answer, Citation, Statement
from corpus.document import Status
from corpus.folding import collapse
from eval.case import Case
from eval.figures import known_figures, stated_figures
from eval.running import Run
from eval.score import Measure, Score, Scores, violation
from eval.set_checks import Check, Failure
from eval.wording import fold

_TOLD_AS_PROPOSAL = re.compile(r"propos|demand|revendi|souhait|plaid")


def answer_scores(run: Run, failures: tuple[Failure, ...], texts: Mapping[str, str]) -> Scores:
    """Score one answer; `texts` are the documents by name, with their white space collapsed."""
    return {
        Measure.PASS_RATE: set_passed(failures),
        Measure.QUOTES_VERBATIM: quotes_verbatim(run.answer, texts),
        Measure.UNSUPPORTED_FIGURES: unsupported_figures(run.answer, run.case),
        Measure.WRONG_REGION: wrong_region(failures),
        Measure.PROPOSALS_AS_RULES: proposals_as_rules(run.answer),
        Measure.ABSTENTION_RECALL: abstention(run.answer, run.case),
        Measure.OVER_REFUSAL: over_refusal(run.answer, run.case),
    }


def set_passed(failures: tuple[Failure, ...]) -> Score:
    """Score 1 when the answer passes every check of the question set."""
    return Score(0.0 if failures else 1.0, "; ".join(map(str, failures)) or "every check passed")


def wrong_region(failures: tuple[Failure, ...]) -> Score:
    """Score 1 when a sentence gives a region's fact to another region, by the anchors of the set."""
    return violation(str(failure) for failure in failures if failure.check is Check.WRONG_REGION)


def quotes_verbatim(answer: Answer, texts: Mapping[str, str]) -> Score:
    """Score 1 when every quote is a span of its document, white space apart; not judged without citations."""
    if not answer.citations:
        return Score(None, "no citation")
    astray = [
        f"[{citation.n}] not in {citation.passage.source.id}: {citation.quote}"
        for citation in answer.citations
        if not _stands_in(texts.get(citation.passage.source.id, ""), citation.quote)
    ]
    return Score(0.0 if astray else 1.0, "; ".join(astray) or f"{len(answer.citations)} quotes found")


def unsupported_figures(answer: Answer, case: Case) -> Score:
    """Score 1 when a statement gives a number that none of its cited passages holds.

    A passage counts with its headings, title, publisher, territory and date. The assistant's own words, which cite
    nothing, may repeat the figures of the conversation.
    """
    citations = {citation.n: citation for citation in answer.citations}
    conversation = " ; ".join((case.question, *(turn.content for turn in case.history)))
    faults = []
    for statement in answer.statements:
        cited = [citations[n] for n in statement.citations if n in citations]
        support = " ; ".join(map(_told_by, cited)) if statement.citations else conversation
        for figure in sorted(stated_figures(statement.text) - known_figures(support)):
            faults.append(f"{figure.normalize():f} in « {statement.text} »")
    return violation(faults)


def proposals_as_rules(answer: Answer) -> Score:
    """Score 1 when a proposal is cited and neither the statement nor its line says that it is one."""
    proposals = {citation.n for citation in answer.citations if citation.status is Status.PROPOSAL}
    return violation(
        statement.text
        for statement in answer.statements
        if proposals.intersection(statement.citations)
        and not any(map(_TOLD_AS_PROPOSAL.search, _wordings(statement, answer.text)))
    )


def abstention(answer: Answer, case: Case) -> Score:
    """Score 1 when the assistant abstains from an unanswerable question; not judged for the others."""
    if case.expected.answerable:
        return Score(None, "answerable")
    return Score(float(answer.abstained), f"outcome {answer.outcome}")


def over_refusal(answer: Answer, case: Case) -> Score:
    """Score 1 when the assistant abstains from a question answerable in full; not judged for the others."""
    if not case.expected.answerable or case.expected.partial:
        return Score(None, "not answerable in full")
    return Score(float(answer.abstained), f"outcome {answer.outcome}")


def _stands_in(text: str, quote: str) -> bool:
    wanted = collapse(quote)
    return bool(wanted) and wanted in text


def _told_by(citation: Citation) -> str:
    """Gather the words that a citation lends its statement."""
    passage, source = citation.passage, citation.passage.source
    known = (source.title, source.publisher, source.territory, source.date)
    return " ; ".join(filter(None, (passage.text, *passage.headings, *known)))


def _wordings(statement: Statement, text: str) -> Iterator[str]:
    """Yield the folded statement, and each line of the answer that holds it."""
    stated = fold(statement.text)
    yield stated
    yield from (line for line in map(fold, text.splitlines()) if stated in line)
