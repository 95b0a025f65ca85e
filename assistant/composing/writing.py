"""Extracts and words of the assistant's own in, statements and numbered citations out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant import messages
from assistant.answer import Citation, Statement
from assistant.composing.wording import Extract, plain, wording
from assistant.rendering import render
from corpus.territories import Territories
from corpus.vocabulary import Vocabulary

SECTION_CHARACTERS = 100
"""A longer heading is not shown before its sentences."""


class Writer:
    """Collects statements and numbers their citations, up to the length of an answer."""

    def __init__(self, territories: Territories, characters: int) -> None:
        self._territories = territories
        self._characters = characters
        self.statements: list[Statement] = []
        self.citations: list[Citation] = []

    @property
    def regions(self) -> int:
        """How many regions have been quoted."""
        return len({region for citation in self.citations for region in citation.passage.source.regions})

    def open(self, text: str) -> None:
        """Put words of the assistant's own before all others."""
        self.statements.insert(0, Statement(text, ()))

    def say(self, text: str) -> None:
        """Add words of the assistant's own."""
        self.statements.append(Statement(text, ()))

    def show_row(self, structure: str, extracts: Sequence[Extract], vocabulary: Vocabulary, share: float) -> None:
        """Add what is said of a structure that is compared: its best extract, and more while `share` of the room is not full."""
        if not extracts:
            self.statements.append(Statement(messages.NOT_STATED_CELL, (), row=structure))
        for rank, shown in enumerate(extracts):
            statement = self._statement(shown)
            section = "" if structure in vocabulary.structures.find(statement.section) else statement.section
            cell = replace(statement, section=section, row=structure)
            if rank == 0 or self._has_room([cell], share):
                self._add(cell, shown)

    def show(self, extracts: Iterable[Extract], in_order: bool = False, elsewhere: bool = False) -> None:
        """Add extracts, each a statement with its citation, labelled with its source, while there is room.

        They come best first, and none of a region takes the room of an earlier one of another. With `in_order`, those
        for which there is room are shown as their document has them.
        """
        waiting = list(extracts)
        turns: Counter[tuple[str, ...]] = Counter()
        turn: dict[Extract, int] = {}
        for shown in waiting:
            turn[shown] = turns[shown.passage.source.regions]
            turns[shown.passage.source.regions] += 1
        kept: list[Extract] = []
        for shown in sorted(waiting, key=turn.__getitem__):
            tried = [self._statement(other, elsewhere) for other in waiting if other is shown or other in kept]
            if (not kept and not self.citations) or self._has_room(tried):
                kept.append(shown)
        told = [shown for shown in waiting if shown in kept]
        if in_order:
            regions = [shown.passage.source.regions for shown in told]
            told.sort(key=lambda s: (regions.index(s.passage.source.regions), s.passage.source.id, s.start))
        for shown in told:
            self._add(self._statement(shown, elsewhere), shown)

    def show_under(
        self, heading: str, extracts: Sequence[Extract], in_order: bool = False, elsewhere: bool = False
    ) -> None:
        """Add extracts under words of the assistant's own; nothing when none has room."""
        before = len(self.citations)
        self.say(heading)
        self.show(extracts, in_order, elsewhere)
        if len(self.citations) == before:
            self.statements.pop()

    def _statement(self, shown: Extract, elsewhere: bool = False) -> Statement:
        label = messages.source_label(shown.passage.source, self._territories)
        return Statement(wording(shown), (len(self.citations) + 1,), label, _section(shown), elsewhere=elsewhere)

    def _has_room(self, statements: Sequence[Statement], share: float = 1.0) -> bool:
        return len(render([*self.statements, *statements])) <= share * self._characters

    def _add(self, statement: Statement, shown: Extract) -> None:
        self.statements.append(statement)
        self.citations.append(Citation(len(self.citations) + 1, shown.passage, shown.start, shown.end))


def _section(shown: Extract) -> str:
    """Return the heading of an extract, unless it is too long to read in passing."""
    heading = shown.passage.headings[-1] if shown.passage.headings else ""
    return plain(heading.rstrip(" :.…")) if len(heading) <= SECTION_CHARACTERS else ""
