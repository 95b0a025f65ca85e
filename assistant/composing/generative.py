"""The draft of an extractive answer in, the same told in a language model's sentences out: those that hold, nothing else.

What is missing, out of scope or not found is settled by the draft; the model only words what its quotes say.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from time import monotonic

from assistant import messages
from assistant.answer import Checks, Mode, Outcome, Statement
from assistant.checking import check
from assistant.checking.rewording import families, left_out, rewording_fault
from assistant.composing.draft import Draft
from assistant.composing.knowledge import Knowledge
from assistant.composing.offering import Offer, offers_in, opening, writing_prompt
from assistant.composing.replying import Reply, ReplyReader
from assistant.composing.wording import plain
from assistant.parting import questions_in
from assistant.prompting import Fault, Model, ModelError
from assistant.question import Query, Question
from assistant.rewriting import questions_by_model
from corpus.figures import fold_figures

OnStatement = Callable[[Statement], None]
"""Called with each statement that holds, as soon as it does, its citations not yet numbered; the whole answer replaces them."""


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a draft."""

    draft: Draft
    mode: Mode = Mode.EXTRACTIVE
    dropped: tuple[str, ...] = ()
    """Why each sentence of the model that is not shown is not."""
    notice: str = ""
    """What the reader is told when the model was asked in vain."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A sentence of the model that passed the checks."""

    statement: Statement
    offers: tuple[Offer, ...]
    """The extracts that it rests on."""


class _Judge:
    """Sorts the sentences of one reply into those that hold and those that do not."""

    def __init__(self, query: Query, offers: Mapping[str, Offer], knowledge: Knowledge) -> None:
        self._query, self._offers, self._knowledge = query, offers, knowledge
        self.held: list[_Held] = []
        self.reasons: list[str] = []
        self.failed: set[str] = set()
        """Ids of the extracts of which a sentence did not hold."""

    def judge(self, reply: Reply) -> Statement | None:
        """Return the sentence as a statement when it holds."""
        offers = [self._offers[id_] for id_ in reply.ids if id_ in self._offers]
        fault = _misplaced(reply, offers) or rewording_fault(
            reply.text, " – ".join(offer.known for offer in offers), self._knowledge.territories
        )
        statement = None if fault else _statement(reply, offers)
        if statement:
            citations = tuple(offer.citation for offer in offers)
            _, checks = check(
                self._query, Draft(Outcome.ANSWERED, (statement,), citations), self._knowledge.territories
            )
            fault = checks.reasons[0].partition(": ")[0] if checks.dropped else None
        if fault or not statement:
            self.drop(reply.text, fault or "", offers)
            return None
        if all(statement.text != held.statement.text for held in self.held):
            self.held.append(_Held(statement, tuple(offers)))
        return statement

    def drop(self, text: str, fault: str, offers: Iterable[Offer]) -> None:
        """Count a sentence that is not shown."""
        self.reasons.append(f"{fault}: {text[:80]}")
        self.failed |= {offer.id for offer in offers}

    def drop_incomplete(self) -> None:
        """Drop what leaves out, of its extract, a figure or a word of the question: half an answer misleads."""
        for offer in self._offers.values():
            telling = [held for held in self.held if offer in held.offers]
            if telling and (fault := self._missing(offer, [held.statement.text for held in telling])):
                self.held = [held for held in self.held if held not in telling]
                for held in telling:
                    self.drop(held.statement.text, fault, held.offers)

    def _missing(self, offer: Offer, told: Sequence[str]) -> str | None:
        if left_out(told, offer.text):
            return "figure of its source left out"
        return "word of the question left out" if self.unsaid(offer) else None

    def unsaid(self, offer: Offer) -> frozenset[str]:
        """Return the words of the question that an extract holds and nothing that is told does."""
        kept = (other.text for other in self._offers.values() if other.id in self.failed)
        told = families(" ".join((*kept, *(held.statement.text for held in self.held))))
        return (families(self._query.words) & families(offer.text)) - told


class ModelTurn:
    """All that is asked of a model for one message, within one limit of time; without a model, nothing is changed."""

    def __init__(self, model: Model | None, on_statement: OnStatement) -> None:
        self._model = model
        self._on_statement = on_statement
        self._ends = monotonic() + (model.answer_s if model else 0.0)
        self.mode = Mode.EXTRACTIVE
        self.rewritten: tuple[str, ...] = ()
        """The questions of the message in the model's words, when these are used."""
        self._dropped: list[str] = []
        self._notice = ""

    def questions_in(self, question: Question, knowledge: Knowledge) -> list[Question]:
        """Return the questions of a message, in the model's words where these add nothing."""
        if self._model is None:
            return questions_in(question, knowledge.territories)
        limit_s = self._ends - monotonic()
        asked = questions_by_model(question, self._model, limit_s, knowledge.vocabulary, knowledge.territories)
        self.rewritten = tuple(one.text for one in asked if question.history and not one.history)
        return asked

    def worded(self, query: Query, draft: Draft, knowledge: Knowledge) -> Draft:
        """Return a draft in the model's sentences where they hold; once it has given nothing, it is not asked again."""
        if self._model is None or self._notice:
            return draft
        for statement in takewhile(lambda told: not told.citations, draft.statements):
            self._on_statement(statement)
        written = write(query, draft, knowledge, self._model, self._ends - monotonic(), self._on_statement)
        self._dropped += written.dropped
        self._notice = written.notice
        if written.mode is Mode.GENERATIVE:
            self.mode = Mode.GENERATIVE
        return written.draft

    def closed(self, draft: Draft) -> Draft:
        """Return the whole draft, which says at its end when the model gave nothing."""
        return replace(draft, statements=(*draft.statements, Statement(self._notice, ()))) if self._notice else draft

    def counted(self, checks: Checks) -> Checks:
        """Return the counts of the checks with the sentences of the model that are not shown."""
        return Checks(
            checks.statements + len(self._dropped),
            checks.dropped + len(self._dropped),
            (*checks.reasons, *self._dropped),
        )


def write(
    query: Query, draft: Draft, knowledge: Knowledge, model: Model, limit_s: float, on_statement: OnStatement
) -> Written:
    """Return a draft in the sentences of `model` where they hold, as it was when the model gives nothing in `limit_s`."""
    offers = offers_in(draft, knowledge.territories)
    if not offers:
        return Written(draft)
    judge, reader = _Judge(query, offers, knowledge), ReplyReader()

    def take(replies: Iterable[Reply]) -> None:
        for reply in replies:
            if statement := judge.judge(reply):
                on_statement(statement)

    try:
        model.complete(
            writing_prompt(query.text, offers, knowledge.territories), limit_s, lambda text: take(reader.feed(text))
        )
    except ModelError as error:
        return Written(draft, dropped=tuple(judge.reasons), notice=messages.without_model(error.fault))
    take(reader.finish())
    judge.drop_incomplete()
    if not judge.held:
        notice = messages.MODEL_NOT_FAITHFUL if judge.reasons else messages.without_model(Fault.UNREADABLE)
        return Written(draft, dropped=tuple(judge.reasons), notice=notice)
    return Written(_assembled(query, draft, offers, judge, knowledge), Mode.GENERATIVE, tuple(judge.reasons))


def _misplaced(reply: Reply, offers: Sequence[Offer]) -> str | None:
    """Return what is wrong with the ids of a sentence, or None."""
    if not reply.ids:
        return "no citation"
    if len(offers) < len(reply.ids):
        return "unknown citation"
    if len({(offer.statement.label, offer.statement.row) for offer in offers}) > 1:
        return "several sources in one sentence"
    return None


def _statement(reply: Reply, offers: Sequence[Offer]) -> Statement:
    citations = tuple(offer.citation for offer in offers)
    text = f"{opening(citations)}{plain(reply.text)}"
    return replace(offers[0].statement, text=text, citations=tuple(c.n for c in citations))


def _assembled(query: Query, draft: Draft, offers: Mapping[str, Offer], judge: _Judge, knowledge: Knowledge) -> Draft:
    """Put each sentence where the extract that it rests on stood; an extract of which none holds keeps its own words.

    One that the model left out goes, unless it came first, or nothing else of its source is told, or it alone meets a need or
    holds a word of the question.
    """
    by_number = {offer.citation.n: offer for offer in offers.values()}
    told = {offer.id for held in judge.held for offer in held.offers}
    sources = {_place(offer) for held in judge.held for offer in held.offers}
    needs = knowledge.cues.needed(query.needs)
    unmet = [need for need in needs if not any(need.met_by(fold_figures(h.statement.text)) for h in judge.held)]
    statements: list[Statement] = []
    for statement in draft.statements:
        if not statement.citations:
            statements.append(statement)
            continue
        offer = by_number.get(statement.citations[0])
        if offer is None:
            statements.append(statement)
        elif offer.id in told:
            statements += [held.statement for held in judge.held if held.offers[0] is offer]
        elif (
            offer.id in judge.failed
            or offer.citation.n == 1
            or _place(offer) not in sources
            or judge.unsaid(offer)
            or any(need.met_by(fold_figures(statement.text)) for need in unmet)
        ):
            statements.append(statement)
    return _renumbered(replace(draft, statements=tuple(statements)))


def _place(offer: Offer) -> tuple[str, str]:
    """Return where an extract stands: under its source, or in the row of a structure compared."""
    return offer.statement.label, offer.statement.row


def _renumbered(draft: Draft) -> Draft:
    """Return the draft with only the citations used, numbered as they are met."""
    met = dict.fromkeys(n for statement in draft.statements for n in statement.citations)
    number = {old: new for new, old in enumerate(met, start=1)}
    by_number = {citation.n: citation for citation in draft.citations}
    return replace(
        draft,
        statements=tuple(replace(s, citations=tuple(number[n] for n in s.citations)) for s in draft.statements),
        citations=tuple(replace(by_number[old], n=new) for old, new in number.items()),
    )
