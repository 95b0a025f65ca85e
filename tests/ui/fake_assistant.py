"""A hand-written assistant: three documents, one scripted answer, and what it was asked."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from assistant.answer import Answer, Citation, Outcome
from assistant.question import Question
from corpus.document import NATIONAL, Basis, Passage, Source, Status

STAGES = ("understand", "retrieve", "compose", "check")

GRAND_EST = Source(
    id="fir-grand-est.txt",
    title="Accompagnement des projets de maisons de santé pluriprofessionnelles",
    publisher="ARS Grand Est",
    regions=("grand-est",),
    region_basis=Basis.STATED,
    date="2018-2019",
    date_basis=Basis.INFERRED,
    date_cue="Fin 2018",
)
FEDERATION = Source(
    id="plaidoyer.pdf",
    title="Les maisons de santé, aujourd’hui et demain",
    publisher="AVECsanté",
    regions=(NATIONAL,),
    region_basis=Basis.STATED,
)
HOSTILE = Source(id="hostile.txt", title="![t](http://invalid.example/t.png) <b>x</b> :red[y] $z$", regions=())

HOSTILE_TEXT = (
    "![i](http://invalid.example/i.png) <img src='http://invalid.example/j.png'> <script>alert(1)</script> "
    "[lien](http://invalid.example/) http://invalid.example/ :red[rouge] :smile: 5$ et 10$ `code`"
)


def passages_of(source: Source, *texts: str, status: Status = Status.REPORT) -> tuple[Passage, ...]:
    """Return consecutive passages of one document, one a page."""
    passages, start = [], 0
    for position, text in enumerate(texts):
        passages.append(
            Passage(
                source=source,
                headings=("Aide au démarrage",),
                text=text,
                page=position + 1 if source.id.endswith(".pdf") else 1,
                start=start,
                end=start + len(text),
                status=status,
                units=(),
                position=position,
            )
        )
        start += len(text) + 1
    return tuple(passages)


FIR = passages_of(
    GRAND_EST,
    "Les professionnels de santé souhaitant s’engager dans un exercice coordonné sont accompagnés par l’ARS.",
    "Aide au démarrage des structures. Le FIR « starter » peut être mobilisé à hauteur de 100\u00a0000\u00a0€ maximum "
    "sur deux ans. Il finance du temps de coordination, du mobilier et du matériel informatique.",
    "Fin 2018, 128 MSP sont en fonctionnement dans la région.",
    status=Status.RULE,
)
DEMAND = passages_of(
    FEDERATION,
    "AUJOURD’HUI : les fédérations accompagnent les équipes.",
    "La coordination doit être financée dès la rédaction du projet de santé.",
    status=Status.PROPOSAL,
)
ATTACK = passages_of(HOSTILE, HOSTILE_TEXT)


def cite(n: int, passage: Passage, quote: str) -> Citation:
    """Return the citation of a quote that stands in the passage."""
    start = passage.start + passage.text.index(quote)
    return Citation(n, passage, start, start + len(quote))


FIR_ANSWER = Answer(
    Outcome.ANSWERED,
    "**Grand Est** (ARS Grand Est, 2018-2019)\u00a0: le FIR « starter » peut être mobilisé à hauteur de "
    "**100\u202f000\u00a0€ maximum sur deux ans** [1].\n\n"
    "Il finance\u00a0:\n\n- du temps de coordination [1]\u202f;\n- du mobilier et du matériel informatique [1].\n\n"
    "| Structure | Montant | Durée |\n| --- | --- | --- |\n| MSP | 100\u202f000\u00a0€ maximum | deux ans |\n\n"
    "Une fédération demande que la coordination soit financée plus tôt [2]. "
    "La région compte 128 MSP [3].",
    regions=("grand-est",),
    citations=(
        cite(1, FIR[1], "Le FIR « starter » peut être mobilisé à hauteur de 100\u00a0000\u00a0€ maximum sur deux ans."),
        cite(2, DEMAND[1], DEMAND[1].text),
        cite(3, FIR[2], "128 MSP"),
    ),
)
HOSTILE_ANSWER = Answer(
    Outcome.ANSWERED, f"Le document dit « {HOSTILE_TEXT} » [1].", citations=(cite(1, ATTACK[0], HOSTILE_TEXT),)
)


_builds = count(1)


def new_build() -> str:
    """Return the name of a build that no page has remembered anything of."""
    return f"build-{next(_builds)}"


@dataclass(frozen=True, slots=True)
class FakeRegion:
    """A region of the picker."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class FakeTerritories:
    """Two regions."""

    regions: tuple[FakeRegion, ...] = (FakeRegion("bretagne", "Bretagne"), FakeRegion("grand-est", "Grand Est"))

    def region(self, region_id: str) -> FakeRegion:
        """Return the region of this id."""
        return next(region for region in self.regions if region.id == region_id)


@dataclass(slots=True)
class FakeAssistant:
    """Gives the same answer to every question, or raises; keeps the questions."""

    reply: Answer | Exception = FIR_ANSWER
    asked: list[Question] = field(default_factory=list)
    territories: FakeTerritories = FakeTerritories()
    build: str = field(default_factory=new_build)

    def answer(self, question: Question, on_stage: Callable[[str], None] | None = None) -> Answer:
        """Go through the stages, then give the reply."""
        self.asked.append(question)
        for stage in STAGES:
            if on_stage:
                on_stage(stage)
        if isinstance(self.reply, Exception):
            raise self.reply
        return self.reply

    def sources(self) -> tuple[Source, ...]:
        """Return the documents."""
        return (GRAND_EST, FEDERATION, HOSTILE)

    def build_id(self) -> str:
        """Return the name of the build."""
        return self.build

    def passages(self, source_id: str) -> tuple[Passage, ...]:
        """Return all passages of a document."""
        return next(document for document in (FIR, DEMAND, ATTACK) if document[0].source.id == source_id)

    def hidden_sources(self) -> tuple[Source, ...]:
        """Return the documents switched off: none."""
        return ()

    def context(self, passage: Passage) -> tuple[Passage, ...]:
        """Return all passages of the passage's document."""
        return next(document for document in (FIR, DEMAND, ATTACK) if passage in document)
