"""A draft in, the statements that hold out. One that fails is dropped and counted, whoever composed it."""

import re
from collections.abc import Iterator, Sequence

from assistant import messages
from assistant.answer import Checks, Citation, Outcome, Statement
from assistant.checking.clauses import Clause, clause_texts, read_clause, stems
from assistant.checking.faithfulness import change
from assistant.checking.marks import Mark, marked, marks_in
from assistant.checking.names import foreign_name
from assistant.checking.support import CitedPassage, SourceClause, find_support, is_covered, read_passage
from assistant.composing.draft import Draft
from assistant.question import Query
from corpus.document import Status
from corpus.figures import figures, stated
from corpus.folding import collapse, fold
from corpus.territories import Territories

_ESCAPE = re.compile(r"\\(?=[^a-zA-Z0-9\s])")
_ITEM = re.compile(r"^\s*(?:[-•]|\d+[.)])\s")


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
    if not all(_is_quoted(citation) for citation in cited):
        return "quote that the passage does not hold"
    passages = [read_passage(citation.passage) for citation in cited]
    support: list[SourceClause] = []
    for text, introduction in _clauses(_without_opening(statement, cited)):
        found = _repeated(text, passages)
        if not found:
            clause = read_clause(text, introduction)
            found = find_support(clause, passages)
            if fault := _clause_fault(clause, found, passages, territories):
                return fault
        support += found
    demanded = any(source.unit.status is Status.PROPOSAL for source in support)
    if (demanded or _quotes_a_demand(cited)) and not _is_told_as_demand(statement, cited, support):
        return "proposal told as a rule"
    return None


def _own_words_are_safe(query: Query, statement: Statement) -> bool:
    """Whether words of the assistant's own state no figure, but to quote or deny one of the question."""
    told = figures(statement.text)
    if not told:
        return True
    harmless = "«" in statement.text or Mark.NEGATIVE in marks_in(fold(statement.text))
    return harmless and all(stated(figure, figures(query.text)) for figure in told)


def _is_quoted(citation: Citation) -> bool:
    """Whether the words cited lie in their passage, and are words."""
    passage = citation.passage
    return passage.start <= citation.start < citation.end <= passage.end and bool(citation.quote.strip())


def _quotes_a_demand(cited: Sequence[Citation]) -> bool:
    """Whether words that are only proposed are quoted, among others or alone."""
    return any(
        unit.status is Status.PROPOSAL and unit.start < citation.end and citation.start < unit.end
        for citation in cited
        for unit in citation.passage.units
    )


def _without_opening(statement: Statement, cited: Sequence[Citation]) -> str:
    """Return the text without Markdown escapes, nor the words that call it a proposal."""
    text = _ESCAPE.sub("", statement.text)
    for citation in cited:
        opening = r"\s+".join(map(re.escape, messages.proposal(citation.passage.source).split()))
        text = re.sub(f"^{opening}", "", text)
    return text


def _clauses(text: str) -> Iterator[tuple[str, str]]:
    """Yield the clauses of a statement, each with the line that introduces its list, if it is in one."""
    introduction = ""
    for line in text.split("\n"):
        item = _ITEM.match(line)
        for part in _parts(line[item.end() :] if item else line):
            yield from ((clause, introduction if item else "") for clause in clause_texts(part))
        if not item:
            introduction = line


def _parts(line: str) -> list[str]:
    """Return the cells of a table row told in one line, each after the head of the row; any other line whole."""
    told = collapse(line)
    row, dash, _ = told.partition(" : ")[0].rpartition(" – ")
    cells = told.removeprefix(row + dash).split(";")
    if not dash or len(cells) == 1 or not all(" : " in cell for cell in cells):
        return [line]
    return [f"{row} – {cell}" for cell in cells]


def _repeated(text: str, passages: Sequence[CitedPassage]) -> list[SourceClause]:
    """Return the clauses that `text` repeats word for word."""
    folded = fold(text)
    return [passage.by_text[folded] for passage in passages if folded in passage.by_text]


def _clause_fault(
    clause: Clause, support: Sequence[SourceClause], passages: Sequence[CitedPassage], territories: Territories
) -> str | None:
    """Return why a clause in other words than its sources' may not be told, or None."""
    if not is_covered(clause, support, passages):
        return "words that the cited passage does not say"
    return change(clause, support) or foreign_name(clause, support, passages, territories)


def _is_told_as_demand(statement: Statement, cited: Sequence[Citation], support: Sequence[SourceClause]) -> bool:
    """Whether a statement says that its source proposes: with the opening for it, or in words that are not the source's."""
    folded = fold(statement.text)
    if any(fold(messages.proposal(citation.passage.source)) in folded for citation in cited):
        return True
    said = stems(" ".join(match[0] for match in marked(Mark.PROPOSAL, folded)))
    return bool(said - frozenset().union(*(source.clause.words for source in support)))
