"""What composing draws on besides the question."""

from dataclasses import dataclass

from assistant.cues import Cues
from corpus.territories import Territories
from corpus.vocabulary import Vocabulary
from index.searching import Index


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The index of the moment, and the words of the field: the same for every question."""

    index: Index
    vocabulary: Vocabulary
    territories: Territories
    cues: Cues
