"""A hand-written assistant for the pages that quote: two regions, a national demand, a hostile document."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.answer import Answer, Citation, Outcome, Statement
from assistant.question import Question
from corpus.document import Basis, Passage, Source, Status
from tests.ui.fake_assistant import FEDERATION, HOSTILE, HOSTILE_TEXT, FakeAssistant, passages_of

BRETAGNE = Source(
    id="bretagne.pdf",
    title="Politique régionale",
    publisher="ARS Bretagne",
    regions=("bretagne",),
    region_basis=Basis.STATED,
    date="2019",
    date_basis=Basis.STATED,
)


def about(structure: str, passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Return passages of a section about a structure."""
    return tuple(replace(passage, topic=(structure,)) for passage in passages)


MSP = about(
    "MSP",
    passages_of(
        BRETAGNE,
        "Le point de départ est la création d’une association de professionnels de santé.",
        "L’association formalise une demande d’accompagnement à l’ARS.",
        "Le projet de santé est présenté devant une commission avant validation par l’ARS.",
        "Une CPTS est un ensemble de professionnels.",
        status=Status.RULE,
    ),
)
DEMAND = about("MSP", passages_of(FEDERATION, "La commission doit valider plus vite.", status=Status.PROPOSAL))
ATTACK = about("MSP", passages_of(replace(HOSTILE, regions=("bretagne",)), f"La commission {HOSTILE_TEXT}"))
ELSEWHERE = about(
    "MSP", passages_of(replace(BRETAGNE, id="est.txt", regions=("grand-est",)), "La commission du Grand Est.")
)
DOCUMENTS = (MSP, DEMAND, ATTACK, ELSEWHERE)


def whole(n: int, passage: Passage) -> Citation:
    """Return the citation of a whole passage."""
    return Citation(n, passage, passage.start, passage.end)


def answered(*passages: Passage, outcome: Outcome = Outcome.ANSWERED) -> Answer:
    """Return an answer that says these passages, one a statement."""
    citations = tuple(whole(n, passage) for n, passage in enumerate(passages, start=1))
    statements = tuple(Statement(citation.quote, (citation.n,)) for citation in citations)
    return Answer(outcome, "", statements=(Statement("Oui.", ()), *statements), citations=citations)


NOTHING = Answer(Outcome.NOT_FOUND, "Rien.")


@dataclass(slots=True)
class QuotingAssistant(FakeAssistant):
    """Answers by the first word of the question that it knows, for MSP; nothing otherwise."""

    replies: tuple[tuple[str, Answer | Exception], ...] = (
        ("valide", answered(MSP[2], MSP[3])),
        ("documents", answered(MSP[1])),
        ("juridique", answered(MSP[0])),
    )

    def answer(self, question: Question, on_stage: Callable[[str], None] | None = None) -> Answer:
        """Choose the answer by the question."""
        self.asked.append(question)
        for word, reply in self.replies:
            if word in question.text and "MSP" in question.text:
                if isinstance(reply, Exception):
                    raise reply
                return reply
        return NOTHING

    def sources(self) -> tuple[Source, ...]:
        """Return the documents."""
        return (BRETAGNE, FEDERATION)

    def context(self, passage: Passage) -> tuple[Passage, ...]:
        """Return all passages of the passage's document."""
        return next(document for document in DOCUMENTS if passage in document)
