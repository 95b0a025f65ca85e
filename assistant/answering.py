"""A question in, a checked answer out: the stages, in order."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import zip_longest
from threading import Lock
from time import perf_counter

from assistant import messages
from assistant.answer import Answer, Outcome, Timing
from assistant.checking import check
from assistant.composing.draft import Draft
from assistant.composing.extractive import ANSWER_CHARACTERS, compose
from assistant.composing.generative import ModelTurn, OnStatement
from assistant.composing.joining import distinct, fitted, join, unsaid
from assistant.composing.knowledge import Knowledge
from assistant.cues import Cues
from assistant.prompting import Model
from assistant.question import Query, Question
from assistant.rendering import render
from assistant.retrieving import retrieve
from assistant.understanding import understand
from assistant.verified import ApprovalError, Verified, serve, standing
from assistant.weighing import by_best_sentence, weigh
from corpus.document import Passage, Source
from corpus.territories import Territories
from corpus.vocabulary import Vocabulary
from index.evidence import Evidence
from index.searching import Index
from index.switching import answering

logger = logging.getLogger(__name__)

QUESTION_CHARACTERS = 4000
"""A longer question is refused before anything is computed."""

OnStage = Callable[[str], None]
"""Called with "understand", "retrieve", "compose" and "check" as each begins."""


class Assistant:
    """Answers questions from the index that is current when each is asked."""

    def __init__(
        self,
        open_current: Callable[[Index | None], Index],
        vocabulary: Vocabulary,
        cues: Cues,
        territories: Territories,
        model: Model | None = None,
        verified: Callable[[], tuple[Verified, ...]] = tuple,
        verified_days: int = 365,
    ) -> None:
        """Take how to open the index, given the one open, the words of the field, a language model, the answers approved."""
        self._open_current = open_current
        self._vocabulary = vocabulary
        self._cues = cues
        self._base_territories = territories
        self._verified = verified
        self._verified_days = verified_days
        self._model = model
        self._lock = Lock()
        self._index: Index | None = None
        self.territories = territories
        self._refreshed()

    def answer(
        self,
        question: Question,
        on_stage: OnStage = lambda stage: None,
        on_statement: OnStatement = lambda statement: None,
    ) -> Answer:
        """Understand, retrieve, compose, check; stop early on a question that cannot be used or is out of scope.

        With a language model, `on_statement` gets each checked statement as the model writes it.
        """
        if unusable := unusable_because(question.text):
            return Answer(Outcome.UNUSABLE, unusable)
        index, territories = self._refreshed()
        clock = _Clock(on_stage)
        clock.start("understand")
        knowledge = Knowledge(index, self._vocabulary, territories, self._cues)
        turn = ModelTurn(self._model, on_statement)
        asked = turn.questions_in(question, knowledge)
        queries = distinct([self._understood(part, index, territories) for part in asked])
        if not queries[0].in_scope:
            return Answer(Outcome.OUT_OF_SCOPE, messages.OUT_OF_SCOPE, queries[0].regions, timing_ms=clock.timing())
        if len(queries) == 1 and (verified := self._approved(queries[0], index)):
            return replace(verified, timing_ms=clock.timing())
        clock.start("retrieve")
        found = [retrieve(query, index, self._vocabulary) for query in queries]
        weighed = [
            weigh(query, evidence, index, self._vocabulary, self._cues)
            for query, evidence in zip(queries, found, strict=True)
        ]
        clock.start("compose")
        room = ANSWER_CHARACTERS // len(queries)
        drafts: list[Draft] = []
        for query, ranked in zip(queries, weighed, strict=True):
            drafts.append(turn.worded(query, compose(query, unsaid(ranked, drafts), knowledge, room), knowledge))
        draft = fitted(turn.closed(join(queries, drafts)))
        clock.start("check")
        said = " ".join((question.text, *turn.rewritten))
        checked, checks = check(replace(queries[0], text=said), draft, territories)
        return Answer(
            outcome=checked.outcome,
            text=render(checked.statements),
            regions=tuple(dict.fromkeys(region for query in queries for region in query.regions)),
            statements=checked.statements,
            citations=checked.citations,
            evidence=_in_turn([by_best_sentence(*part) for part in zip(found, weighed, strict=True)]),
            checks=turn.counted(checks),
            timing_ms=clock.timing(),
            mode=turn.mode,
        )

    def with_model(self, model: Model | None) -> "Assistant":
        """Return an assistant on the same index whose language model is another, or none."""
        return Assistant(
            self._open_current,
            self._vocabulary,
            self._cues,
            self._base_territories,
            model,
            self._verified,
            self._verified_days,
        )

    def understand(self, question: Question) -> Query:
        """Return how a question is understood."""
        return self._understood(question, *self._refreshed())

    def _understood(self, question: Question, index: Index, territories: Territories) -> Query:
        return understand(question, self._vocabulary, territories, self._cues, index.acronyms)

    def _approved(self, query: Query, index: Index) -> Answer | None:
        """Return the approved answer of a question; a list that cannot be read serves none."""
        try:
            return serve(query, self._verified(), index, self._verified_days)
        except ApprovalError as error:
            logger.error("no approved answer is served: %s", error)
            return None

    def sources(self) -> tuple[Source, ...]:
        """Return the documents that answers rest on."""
        return self._refreshed()[0].sources

    def passages(self, source_id: str) -> tuple[Passage, ...]:
        """Return all passages of a document, in order; none of one that is not there."""
        return self._refreshed()[0].document(source_id)

    def context(self, passage: Passage) -> tuple[Passage, ...]:
        """Return all passages of the document of `passage`, in order; itself alone when they answer no more."""
        return self.passages(passage.source.id) or (passage,)

    def build_id(self) -> str:
        """Return the name of what answers now: the build of the index, less the documents switched off."""
        index, _ = self._refreshed()
        return answering(index.manifest, index.hidden).build_id

    def hidden_sources(self) -> tuple[Source, ...]:
        """Return the documents that are switched off: no answer rests on them."""
        return self._refreshed()[0].hidden_sources

    def verified_standing(self, verified: Verified) -> bool:
        """Whether an approved answer is still served."""
        index, _ = self._refreshed()
        return standing(verified, index, self._verified_days, datetime.now(UTC)) is not None

    def _refreshed(self) -> tuple[Index, Territories]:
        """Return the current index, opened anew when a build has replaced it, and the places that its documents name."""
        with self._lock:
            current = self._open_current(self._index)
            if current is not self._index:
                self._index = current
                self.territories = self._base_territories.with_places(_places(current))
            return current, self.territories


class _Clock:
    """Times the stages and announces them."""

    def __init__(self, on_stage: OnStage) -> None:
        self._on_stage = on_stage
        self._starts: list[tuple[str, float]] = []

    def start(self, stage: str) -> None:
        """End the stage before, and begin `stage`."""
        self._on_stage(stage)
        self._starts.append((stage, perf_counter()))

    def timing(self) -> Timing:
        """Return the milliseconds of each stage up to now."""
        marks = [*self._starts, ("", perf_counter())]
        spent = {stage: (marks[at + 1][1] - begun) * 1000 for at, (stage, begun) in enumerate(self._starts)}
        return Timing(**spent, total=(marks[-1][1] - marks[0][1]) * 1000)


def _in_turn(rankings: Sequence[Sequence[Evidence]]) -> tuple[Evidence, ...]:
    """Return the evidence of each question in turn, best first, without repeats."""
    turns = (item for turn in zip_longest(*rankings) for item in turn if item)
    return tuple({item.passage.id: item for item in turns}.values())


def unusable_because(text: str) -> str | None:
    """Return what to tell the writer of an empty or too long question, or None."""
    if len(text) > QUESTION_CHARACTERS:
        return messages.question_too_long(QUESTION_CHARACTERS)
    return None if text.strip() else messages.EMPTY_QUESTION


def _places(index: Index) -> dict[str, str]:
    """Return the local names that entries give, with their region."""
    return {
        name: source.regions[0]
        for source in index.sources
        if len(source.regions) == 1
        for name in (*source.places, *filter(None, [source.territory]))
    }
