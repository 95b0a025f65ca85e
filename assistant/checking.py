"""A draft in, an answer out: the only way out, whoever composed. A statement that fails a check is dropped and counted."""

from collections.abc import Sequence

from assistant import messages
from assistant.answer import Checks, Citation, Outcome, Statement
from assistant.composing.draft import Draft
from assistant.question import Query
from corpus.document import NATIONAL, Status
from corpus.figures import figures, stated
from corpus.folding import fold
from corpus.territories import Territories


def check(query: Query, draft: Draft, territories: Territories) -> tuple[Draft, Checks]:
    """Return the draft without the statements that fail, and the count and reason of those."""
    by_number = {citation.n: citation for citation in draft.citations}
    kept, reasons = [], []
    for statement in draft.statements:
        cited = [by_number[n] for n in statement.citations if n in by_number]
        reason = _fault(query, statement, cited, territories)
        if reason:
            reasons.append(f"{reason}: {statement.text[:80]}")
        else:
            kept.append(statement)
    checks = Checks(statements=len(draft.statements), dropped=len(reasons), reasons=tuple(reasons))
    if any(statement.citations for statement in kept) or not any(s.citations for s in draft.statements):
        return Draft(draft.outcome, tuple(kept), draft.citations), checks
    return Draft(Outcome.NOT_FOUND, (Statement(messages.NOTHING_FOUND, ()),), ()), checks


def _fault(query: Query, statement: Statement, cited: Sequence[Citation], territories: Territories) -> str | None:
    """Return why a statement may not be shown, or None."""
    if len(cited) != len(statement.citations):
        return "unknown citation"
    if not cited:
        return None if _own_words_are_safe(query, statement) else "figure without a source"
    if not all(citation.quote.strip() for citation in cited):
        return "empty quote"
    if not _figures_are_cited(statement, cited):
        return "figure in no cited passage"
    if not _regions_are_cited(statement, cited, territories):
        return "region of no cited passage"
    if any(citation.status is Status.PROPOSAL for citation in cited) and not _marks_proposal(statement, cited):
        return "proposal told as a rule"
    return None


def _own_words_are_safe(query: Query, statement: Statement) -> bool:
    """Whether words of the assistant's own state no figure but those of the question."""
    asked = figures(query.text)
    return all(stated(figure, asked) for figure in figures(statement.text))


def _figures_are_cited(statement: Statement, cited: Sequence[Citation]) -> bool:
    """Whether every figure of a statement stands in a passage that it cites."""
    available = [figure for citation in cited for figure in figures(citation.passage.text)]
    return all(stated(figure, available) for figure in figures(statement.text))


def _regions_are_cited(statement: Statement, cited: Sequence[Citation], territories: Territories) -> bool:
    """Whether every region named in a statement is one of its sources', or is named in the passage itself."""
    known = {NATIONAL} | {region for citation in cited for region in citation.passage.source.regions}
    foreign = {mention.region for mention in territories.find(statement.text)} - known
    return foreign <= {m.region for c in cited for m in territories.find(c.passage.text)} if foreign else True


def _marks_proposal(statement: Statement, cited: Sequence[Citation]) -> bool:
    """Whether a statement says that its source proposes."""
    return all(
        fold(messages.proposal(c.passage.source)) in fold(statement.text) for c in cited if c.status is Status.PROPOSAL
    )
