"""What was typed, and what was understood."""

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.team import Team
from corpus.folding import fold


class Role(StrEnum):
    """Who speaks in a conversation."""

    USER = "user"
    ASSISTANT = "assistant"


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier message of the conversation."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Question:
    """A message as typed, with what surrounds it."""

    text: str
    region: str | None = None
    """Region id selected in the interface or given on the command line."""
    history: tuple[Turn, ...] = ()
    """Earlier turns, oldest first; the user's alone are enough."""
    whole: str = ""
    """The message that it is one of the questions of."""
    continues: bool = False
    """Whether it is the rest of a message whose beginning is the last turn."""


class Intent(StrEnum):
    """What kind of answer the question calls for."""

    DEFINITION = "definition"
    COMPARISON = "comparison"
    AMOUNT = "amount"
    DURATION = "duration"
    CONDITIONS = "conditions"
    COMPOSITION = "composition"
    STEPS = "steps"
    CONTACT = "contact"
    DECISION = "decision"
    SUPPORT = "support"
    YES_NO = "yes_no"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Locality:
    """A town or département that a question names."""

    region: str
    names: tuple[str, ...]
    """Its own, then those of the départements where it lies, folded."""


@dataclass(frozen=True, slots=True)
class Object:
    """A thing that a question asks for by its name."""

    word: str
    """The word that a document must hold to say anything of it."""
    phrase: str
    """The words around it, as typed."""

    @property
    def asks_which(self) -> bool:
        """Whether one of a class is asked for ("quelle banque ?"): an answer may name it without the class."""
        return self.phrase.lower().startswith("quel")

    @property
    def may_be_renamed(self) -> bool:
        """Whether it is asked if it exists or may be bought: a document may have another word for it, or name its class."""
        return self.phrase.lower().startswith(_EXISTS_OR_IS_BOUGHT)


_EXISTS_OR_IS_BOUGHT = ("achet", "pay", "financ", "rembours", "remuner", "rémunér", "y a", "existe", "faut", "besoin")
_NAMED_AFTER_SAINT = re.compile(r"\bsainte?-[\w-]+", re.IGNORECASE)
"""Places that no list need hold."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question as understood."""

    text: str
    """The standalone question: shorthand spelled out, what a follow-up leaves out brought back."""
    words: str
    """What passages are compared with: without places, which are applied as a rule, nor greetings."""
    subject: str
    """What sentences are compared with: the words without the structures, which are weighed apart, unless none is left."""
    asked: str = ""
    """The question as typed."""
    intent: Intent = Intent.OTHER
    """The shape of the answer."""
    aspects: tuple[Intent, ...] = ()
    """What its sentences speak of: every intent that the question shows, for a comparison what is compared."""
    needs: tuple[str, ...] = ()
    """Ids of the needs of needs.yaml: what the evidence must hold."""
    regions: tuple[str, ...] = ()
    """Region ids that the question is about: named in it, else in the conversation, else selected."""
    localities: tuple[Locality, ...] = ()
    structures: tuple[str, ...] = ()
    """Vocabulary ids of the structures that it is about (ESP, MSP, CPTS…)."""
    terms: tuple[str, ...] = ()
    """Vocabulary ids of the other terms that it names (FIR, ACI, SISA…)."""
    objects: tuple[Object, ...] = ()
    """What is asked for by name."""
    acronyms: tuple[str, ...] = ()
    """Acronyms that it names and that are no term of the field."""
    labels: tuple[str, ...] = ()
    """Numbered parts of a document that it names ("phase 3"), folded."""
    counts: tuple[str, ...] = ()
    """Nouns of which the question asks how many there are, folded."""
    claims: tuple[str, ...] = ()
    """Figures that the question takes for granted, with what they count, folded."""
    names: tuple[str, ...] = ()
    """Nouns of the question, as its articles show them."""
    team: Team | None = None
    """The professionals that the asker says are together."""
    compared: tuple[str, ...] = ()
    """Region ids that the question only compares its own with ("comme en Bretagne")."""
    confirms: bool = False
    """Whether it asks if a thing known elsewhere holds."""
    in_scope: bool = True
    """False for a topic that the assistant declines."""
    in_domain: bool = True
    """Whether it holds a word of the field."""

    @property
    def places(self) -> tuple[str, ...]:
        """The names of all localities."""
        return tuple(dict.fromkeys(name for locality in self.localities for name in locality.names))

    @property
    def long_words(self) -> tuple[str, ...]:
        """The words of the question that may name something, but its places."""
        places = " ".join((*self.places, *map(fold, _NAMED_AFTER_SAINT.findall(self.words))))
        placed = set(re.findall(r"\w+", places))
        return tuple(word for word in dict.fromkeys(re.findall(r"\w{5,}", self.words)) if fold(word) not in placed)

    @property
    def compares(self) -> bool:
        """Whether the answer sets two structures or more side by side."""
        return self.intent in (Intent.COMPARISON, Intent.COMPOSITION) and len(self.structures) > 1
