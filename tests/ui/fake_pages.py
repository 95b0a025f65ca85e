"""Every page on a hostile document, for a browser: what it says, what it is called, and what it is asked."""

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from tempfile import mkdtemp

import streamlit as st

from assistant.answer import Answer, Outcome
from assistant.settings import AssistantSettings
from corpus.document import Basis, Source, Status
from index.amounts import Amount
from tests.ui.fake_assistant import HOSTILE_TEXT, FakeAssistant, cite, passages_of
from tests.ui.quoting_assistant import answered
from tests.ui.test_financements import amount
from ui import rendering
from ui.page import draw_page
from ui.pages import comparer, documents, financements, parcours
from ui.pages.labels import PAGE_TITLES
from ui.pages.labels_legal import LEGAL_TITLES
from ui.settings import UiSettings

ATTACKER = Source(
    id="hostile.txt",
    title=f"Titre {HOSTILE_TEXT}",
    publisher=f"Éditeur {HOSTILE_TEXT}",
    regions=("bretagne",),
    region_basis=Basis.INFERRED,
    region_cue=f"« {HOSTILE_TEXT} »",
    territory=HOSTILE_TEXT,
    date="2019",
    date_basis=Basis.STATED,
    kind=HOSTILE_TEXT,
    audience=HOSTILE_TEXT,
    url="javascript:fetch('http://invalid.example/u')",
)
TEXTS = (
    f"La commission valide le projet d’une MSP. {HOSTILE_TEXT}",
    f"Une aide de 5\u00a0000\u00a0€ par an est versée à la MSP. {HOSTILE_TEXT}",
    f"Une aide de 7\u00a0000\u00a0€ par an est versée à la MSP. {HOSTILE_TEXT}",
)
PASSAGES = tuple(
    replace(passage, headings=(f"Rubrique {HOSTILE_TEXT}",), topic=("MSP",), id="")
    for passage in passages_of(ATTACKER, *TEXTS, status=Status.RULE)
)
ANSWER = Answer(
    Outcome.ANSWERED,
    f"- {TEXTS[0]} [1]",
    citations=(cite(1, PASSAGES[0], PASSAGES[0].text),),
)


class AttackedAssistant(FakeAssistant):
    """Answers everything from the hostile document."""

    def answer(self, question, on_stage=None):
        """Quote the document: as an answer to what a reader types, else as the pages want it."""
        return ANSWER if "attaque" in question.text else answered(PASSAGES[0])

    def sources(self):
        """Return the document."""
        return (ATTACKER,)

    def passages(self, source_id):
        """Return its passages."""
        return PASSAGES

    def context(self, passage):
        """Return its passages."""
        return PASSAGES


def register() -> tuple[Amount, ...]:
    """Return the two sums of the document."""
    return tuple(
        amount(
            value,
            passage,
            per=("year",),
            possible=True,
            payers=(HOSTILE_TEXT,),
            purpose=HOSTILE_TEXT,
            condition=HOSTILE_TEXT,
        )
        for value, passage in zip((5000, 7000), PASSAGES[1:], strict=True)
    )


@st.cache_resource
def assistant() -> AttackedAssistant:
    """Return the one assistant of all sessions."""
    return AttackedAssistant()


def legal_page(name: str) -> st.Page:
    """Return a legal page of an operator who filled in nothing."""
    module = import_module(f"ui.pages.{name}")
    drawn = (UiSettings(), AssistantSettings()) if name == "donnees_personnelles" else (UiSettings(),)
    return st.Page(lambda: module.draw(*drawn), title=LEGAL_TITLES[name], url_path=name)


def run() -> None:
    """Draw the menu, and the page that the address names."""
    shows = {
        "assistant": lambda: draw_page(assistant, UiSettings(feedback_folder=Path(mkdtemp()))),
        "comparer": lambda: comparer.draw(assistant),
        "financements": lambda: financements.draw(assistant, register),
        "parcours": lambda: parcours.draw(assistant),
        "documents": lambda: documents.draw_documents(assistant),
    }
    pages = [
        st.Page(show, title=PAGE_TITLES[name], url_path=name, default=name == "assistant")
        for name, show in shows.items()
    ]
    page = st.navigation([*pages, *map(legal_page, LEGAL_TITLES)], position="top")
    rendering.draw_style()
    page.run()
