"""The page of the next steps, and the Word file that it gives."""

from datetime import date
from io import BytesIO

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from tests.ui.quoting_assistant import DEMAND, MSP, QuotingAssistant, answered
from ui import labels
from ui.docx_export import Heading, Items, Paragraph, Quote, Rows, docx_bytes
from ui.pages import labels_parcours, labels_quotes
from ui.pages.parcours import blocks
from ui.pages.steps import Step, next_steps

WRITING = "Projet en rédaction"


def page(assistant: QuotingAssistant) -> AppTest:
    """Return the page as a session first sees it."""

    def script(assistant):
        from ui.pages.parcours import draw

        draw(lambda: assistant)

    return AppTest.from_function(script, args=(assistant,), default_timeout=30).run()


def choose(app: AppTest, *values: str) -> AppTest:
    """Choose a region, a structure and a stage, in this order."""
    for position, value in enumerate(values):
        app.selectbox[position].set_value(value).run()
    return app


def html_of(app: AppTest) -> str:
    """Return all HTML drawn on the page."""
    return "\n".join(element.proto.body for element in app.get("html"))


def paragraphs(file: bytes) -> list[str]:
    """Return the text of a Word file."""
    return [paragraph.text for paragraph in docx.Document(BytesIO(file)).paragraphs]


def test_the_steps_of_a_stage_come_in_order_with_their_quotes() -> None:
    steps = next_steps("MSP", "bretagne", WRITING, QuotingAssistant())

    assert [step.title for step in steps] == [wanted.title for wanted in labels_parcours.STAGES[WRITING]]
    assert [(step.title, quote.n, quote.quote) for step in steps for quote in step.quotes] == [
        ("Demander l’accompagnement", 1, MSP[1].text),
        ("Déposer le projet et le faire valider", 2, MSP[2].text),
    ]


def test_a_step_names_who_and_what_its_quotes_name() -> None:
    request, *_, filing = next_steps("MSP", "bretagne", WRITING, QuotingAssistant())

    assert request.names == {
        "Acteurs nommés": "ARS, association des professionnels",
        "Pièces nommées": "demande d’accompagnement",
        "À présenter à": "ARS",
    }
    assert filing.names["À présenter à"] == "commission"


def test_a_step_without_quotes_names_nobody() -> None:
    assert Step("Rencontrer les acteurs", ()).names == {}


def test_what_is_only_demanded_is_no_step() -> None:
    assistant = QuotingAssistant(replies=(("valide", answered(DEMAND[0])),))

    steps = next_steps("MSP", "bretagne", WRITING, assistant)

    assert not any(step.quotes for step in steps)


def test_quotes_of_a_document_come_as_it_is_read() -> None:
    assistant = QuotingAssistant(replies=(("documents", answered(MSP[1], MSP[0])),))

    steps = next_steps("MSP", "bretagne", WRITING, assistant)

    assert [quote.start for quote in steps[0].quotes] == sorted(quote.start for quote in steps[0].quotes)


def test_the_page_waits_for_the_three_choices() -> None:
    assistant = QuotingAssistant()

    app = choose(page(assistant), "bretagne", "MSP")

    assert assistant.asked == []
    assert not app.checkbox


def test_each_step_has_its_box_and_a_silent_one_says_so() -> None:
    app = choose(page(QuotingAssistant()), "bretagne", "MSP", WRITING)

    assert [box.label for box in app.checkbox] == [
        f"{n}. {wanted.title}" for n, wanted in enumerate(labels_parcours.STAGES[WRITING], start=1)
    ]
    assert html_of(app).count(labels_parcours.SILENT) == 3
    assert labels_parcours.steps_done(0, 5) in html_of(app)


def test_a_tick_is_counted_and_lasts_while_other_choices_are_looked_at() -> None:
    app = choose(page(QuotingAssistant()), "bretagne", "MSP", WRITING)

    app.checkbox[0].check().run()
    choose(app, "bretagne", "MSP", "Idée")
    choose(app, "bretagne", "MSP", WRITING)

    assert app.checkbox[0].value
    assert labels_parcours.steps_done(1, 5) in html_of(app)


def test_a_quote_opens_its_passage() -> None:
    app = choose(page(QuotingAssistant()), "bretagne", "MSP", WRITING)

    next(button for button in app.button if button.label == labels.open_passage(2)).click().run()

    assert f"<mark>{MSP[2].text}</mark>" in html_of(app)


def test_a_region_whose_documents_hold_no_step_says_so() -> None:
    app = choose(page(QuotingAssistant(replies=())), "bretagne", "MSP", WRITING)

    assert [info.value for info in app.info] == [labels_parcours.all_silent("MSP", "Bretagne")]
    assert not app.checkbox


def test_a_region_without_documents_is_said_so_and_nothing_is_asked() -> None:
    assistant = QuotingAssistant()

    app = choose(page(assistant), "grand-est", "MSP", WRITING)

    assert [info.value for info in app.info] == [labels_quotes.no_document("Grand Est")]
    assert assistant.asked == []


def test_an_incident_is_told_calmly() -> None:
    app = choose(page(QuotingAssistant(replies=(("valide", RuntimeError("secret")),))), "bretagne", "MSP", WRITING)

    assert [warning.value for warning in app.warning] == [labels_quotes.INCIDENT]
    assert not app.exception


def test_the_file_holds_the_boxes_the_quotes_and_their_sources() -> None:
    assistant = QuotingAssistant()
    steps = next_steps("MSP", "bretagne", WRITING, assistant)

    text = paragraphs(docx_bytes("Mon parcours", blocks(steps, (True, False, False, False, False), assistant)))

    assert "☑ 1. Demander l’accompagnement" in text
    assert "☐ 2. Se faire aider pour écrire le projet de santé" in text
    assert f"«\u00a0{MSP[1].text}\u00a0»" in text
    assert "[1] Politique régionale — Bretagne – ARS Bretagne, 2019, page\u00a02" in text
    assert text.count(labels_parcours.SILENT) == 3


def test_every_block_is_written() -> None:
    everything = (
        Heading("Titre", 2),
        Paragraph("texte"),
        Paragraph("remarque", small=True),
        Items(("a", "b")),
        Items(("fait", "à faire"), (True, False)),
        Quote("cité", "source"),
        Rows(("Montant", "Région"), (("15 000 €", "Bretagne"),)),
    )

    file = docx.Document(BytesIO(docx_bytes("Nom", everything, ("note",))))

    assert [paragraph.text for paragraph in file.paragraphs] == [
        *("Nom", "note", "Titre", "texte", "remarque", "a", "b"),
        *("☑ fait", "☐ à faire", "«\u00a0cité\u00a0»", "source"),
    ]
    assert [[cell.text for cell in row.cells] for row in file.tables[0].rows] == [
        ["Montant", "Région"],
        ["15 000 €", "Bretagne"],
    ]


def test_the_file_is_french_and_says_nothing_of_the_template() -> None:
    properties = docx.Document(BytesIO(docx_bytes("Nom", ()))).core_properties

    assert (properties.title, properties.language) == ("Nom", "fr-FR")
    assert (properties.author, properties.comments) == ("", "")
    assert properties.created.date().year >= date.today().year - 1


@pytest.mark.parametrize("text", ["page\x0csuivante", "\x00\ud800", "<w:p/> & \x0b"])
def test_what_a_word_file_refuses_becomes_a_space(text: str) -> None:
    written = paragraphs(docx_bytes("Nom", (Paragraph(text),)))[-1]

    assert written == "".join(char if char.isprintable() else " " for char in text)


@settings(max_examples=10, deadline=None)
@given(st.text())
def test_any_text_can_be_written(text: str) -> None:
    assert docx_bytes(text, (Quote(text, text), Items((text,)), Rows((text,), ((text,),))))
