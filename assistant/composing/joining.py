"""The drafts of several questions of one message in, one draft out."""

from collections.abc import Sequence
from dataclasses import replace

from assistant import messages
from assistant.answer import Citation, Outcome, Statement
from assistant.composing.draft import Draft
from assistant.question import Query
from assistant.rendering import render
from assistant.weighing import Candidate

LONGEST = 2000
"""Characters of an answer at most, all questions of a message together."""
CLOSING = (messages.ASK_REGION, messages.ASK_ARS)
"""What is said once, at the end."""


def distinct(queries: Sequence[Query]) -> list[Query]:
    """Return the queries that ask something that those before do not."""
    kept: dict[tuple, Query] = {}
    for query in queries:
        asked = (
            query.aspects[:1],
            query.needs,
            query.counts,
            query.terms,
            query.structures,
            query.regions,
            query.objects,
        )
        kept.setdefault(asked, query)
    return list(kept.values())


def unsaid(ranked: Sequence[Candidate], before: Sequence[Draft]) -> list[Candidate]:
    """Return the candidates that the answers before do not quote, and the best even if they do: it may answer twice."""
    quoted = {(c.passage.source.id, c.start, c.end) for draft in before for c in draft.citations}

    def is_quoted(candidate: Candidate) -> bool:
        id_, unit = candidate.passage.source.id, candidate.unit
        return any(id_ == source and start <= unit.start < end for source, start, end in quoted)

    return [candidate for rank, candidate in enumerate(ranked) if rank == 0 or not is_quoted(candidate)]


def join(queries: Sequence[Query], drafts: Sequence[Draft]) -> Draft:
    """Return the answers one after the other, each under its question, citations numbered through.

    A quote is not repeated under a later question: it points back.
    """
    if len(drafts) == 1:
        return drafts[0]
    statements: list[Statement] = []
    citations: list[Citation] = []
    for query, draft in zip(queries, drafts, strict=True):
        shift = len(citations)
        statements.append(Statement(messages.part(query.asked), ()))
        told = {statement.text for statement in statements if statement.citations}
        statements += [
            Statement(messages.AS_ABOVE, ())
            if statement.text in told
            else replace(statement, citations=tuple(n + shift for n in statement.citations))
            for statement in draft.statements
            if statement.text not in CLOSING
        ]
        citations += [replace(citation, n=citation.n + shift) for citation in draft.citations]
    said = {statement.text for draft in drafts for statement in draft.statements}
    statements += [Statement(text, ()) for text in CLOSING if text in said]
    whole = Draft(_outcome([draft.outcome for draft in drafts]), tuple(statements), tuple(citations))
    return _with(statements, whole)


def fitted(draft: Draft, characters: int = LONGEST) -> Draft:
    """Return the draft in at most `characters`: its last quotes left out, never the only one of what surrounds it."""
    statements = list(draft.statements)
    while len(render(statements)) > characters and (spare := _spare(statements)) is not None:
        del statements[spare]
    if len(statements) == len(draft.statements):
        return draft
    return _with(statements, draft)


def _with(statements: Sequence[Statement], draft: Draft) -> Draft:
    """Return the draft with these of its statements, and the citations that they need numbered through."""
    kept = sorted({n for statement in statements for n in statement.citations})
    new = {old: n for n, old in enumerate(kept, start=1)}
    return replace(
        draft,
        statements=tuple(replace(s, citations=tuple(new[n] for n in s.citations)) for s in statements),
        citations=tuple(replace(c, n=new[c.n]) for c in draft.citations if c.n in new),
    )


def _spare(statements: Sequence[Statement]) -> int | None:
    """Return the place of the last quote that follows another one."""
    pairs = zip(range(len(statements) - 1, 0, -1), reversed(statements[:-1]), strict=True)
    return next((at for at, before in pairs if statements[at].citations and before.citations), None)


def _outcome(outcomes: Sequence[Outcome]) -> Outcome:
    """Return how the whole ended: as its parts when they agree, else in part."""
    return outcomes[0] if len(set(outcomes)) == 1 else Outcome.PARTIAL
