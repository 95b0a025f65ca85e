"""The page that compares the structures: what may stand in a cell, and what the page shows of it."""

from streamlit.testing.v1 import AppTest

from assistant.answer import Outcome
from tests.ui.fake_assistant import HOSTILE_TEXT
from tests.ui.quoting_assistant import ATTACK, DEMAND, ELSEWHERE, MSP, QuotingAssistant, answered
from ui import labels
from ui.pages import labels_comparer, labels_quotes
from ui.pages.quoting import Wanted, find_quotes

DECIDES = Wanted("Qui décide", "Qui valide le projet d’une {structure} ?", ("commission",), most=3)


def quotes_of(assistant: QuotingAssistant, structure: str = "MSP", region: str = "bretagne") -> list[str]:
    """Return the words that answer who decides."""
    return [citation.quote for citation in find_quotes(DECIDES, structure, region, assistant)]


def replying(*passages, outcome=Outcome.ANSWERED) -> QuotingAssistant:
    """Return an assistant that answers with these passages."""
    return QuotingAssistant(replies=(("valide", answered(*passages, outcome=outcome)),))


def page(assistant: QuotingAssistant) -> AppTest:
    """Return the page as a session first sees it."""

    def script(assistant):
        from ui.pages.comparer import draw

        draw(lambda: assistant)

    return AppTest.from_function(script, args=(assistant,), default_timeout=30).run()


def html_of(app: AppTest) -> str:
    """Return all HTML drawn on the page."""
    return "\n".join(element.proto.body for element in app.get("html"))


def test_the_structure_and_the_region_go_with_the_question() -> None:
    assistant = QuotingAssistant()

    find_quotes(DECIDES, "CPTS", "bretagne", assistant)

    assert [(question.text, question.region) for question in assistant.asked] == [
        ("Qui valide le projet d’une CPTS ?", "bretagne")
    ]


def test_a_quote_of_the_region_about_the_structure_is_taken() -> None:
    assert quotes_of(replying(MSP[2])) == [MSP[2].text]


def test_an_abstention_gives_no_quote() -> None:
    assert quotes_of(replying(MSP[2], outcome=Outcome.PARTIAL)) == []


def test_a_quote_of_another_region_is_left_out() -> None:
    assert quotes_of(replying(ELSEWHERE[0])) == []


def test_a_quote_from_the_section_of_another_structure_is_left_out() -> None:
    assert quotes_of(replying(MSP[2]), structure="ESP") == []


def test_a_quote_that_names_another_structure_alone_is_left_out() -> None:
    wanted = Wanted("Définition", "Qui valide une {structure} ?", ("est un ",))

    assert find_quotes(wanted, "MSP", "bretagne", replying(MSP[3])) == ()


def test_a_quote_about_something_else_is_left_out() -> None:
    assert quotes_of(replying(MSP[0])) == []


def test_a_national_demand_comes_after_the_rule_of_the_region() -> None:
    assert quotes_of(replying(DEMAND[0], MSP[2])) == [MSP[2].text, DEMAND[0].text]


def test_the_same_words_are_taken_once() -> None:
    assert quotes_of(replying(MSP[2], MSP[2])) == [MSP[2].text]


def test_the_page_waits_for_a_region() -> None:
    assistant = QuotingAssistant()

    app = page(assistant)

    assert app.selectbox[0].placeholder == labels_quotes.CHOOSE_REGION
    assert assistant.asked == []
    assert not app.header


def test_every_row_has_a_cell_for_each_structure_quoted_or_not_stated() -> None:
    app = page(QuotingAssistant())

    app.selectbox[0].set_value("bretagne").run()

    assert [heading.value for heading in app.header] == [row.title for row in labels_comparer.ROWS]
    assert html_of(app).count('class="quote"') == 2
    assert html_of(app).count(labels_quotes.NOT_STATED) == len(labels_comparer.ROWS) * 3 - 2
    assert "[2] Politique régionale — Bretagne – ARS Bretagne, 2019, page\u00a03" in html_of(app)


def test_a_quote_opens_its_passage() -> None:
    app = page(QuotingAssistant())
    app.selectbox[0].set_value("bretagne").run()

    next(button for button in app.button if button.label == labels.open_passage(2)).click().run()

    assert f"<mark>{MSP[2].text}</mark>" in html_of(app)
    assert "<dt>Page</dt><dd>3</dd>" in html_of(app)


def test_a_region_is_asked_about_once_a_build() -> None:
    assistant = QuotingAssistant()
    app = page(assistant)

    app.selectbox[0].set_value("bretagne").run()
    app.run()

    assert len(assistant.asked) == len(labels_comparer.ROWS) * 3


def test_a_region_without_documents_is_said_so_and_nothing_is_asked() -> None:
    assistant = QuotingAssistant()
    app = page(assistant)

    app.selectbox[0].set_value("grand-est").run()

    assert [info.value for info in app.info] == [labels_quotes.no_document("Grand Est")]
    assert assistant.asked == []


def test_an_incident_is_told_calmly_and_not_remembered() -> None:
    assistant = QuotingAssistant(replies=(("valide", RuntimeError("secret detail")),))
    app = page(assistant)
    app.selectbox[0].set_value("bretagne").run()
    told = [warning.value for warning in app.warning]

    assistant.replies = (("valide", answered(MSP[2])),)
    app.run()

    assert told == [labels_quotes.INCIDENT]
    assert not app.exception
    assert html_of(app).count('class="quote"') == 1


def test_a_demand_is_marked_as_one() -> None:
    app = page(replying(DEMAND[0]))

    app.selectbox[0].set_value("bretagne").run()

    assert labels.PROPOSAL in html_of(app)


def test_a_hostile_document_is_shown_as_it_is_written() -> None:
    app = page(replying(ATTACK[0]))

    app.selectbox[0].set_value("bretagne").run()

    assert "<img" not in html_of(app)
    assert "&lt;script&gt;" in html_of(app)
    assert HOSTILE_TEXT not in "".join(element.value for element in app.markdown)


def test_the_real_documents_fill_the_cells_that_they_speak_of(assistant) -> None:
    rows = {row.title: row for row in labels_comparer.ROWS}

    decides = find_quotes(rows["Qui décide"], "MSP", "bretagne", assistant)
    smallest = find_quotes(rows["Composition minimale"], "ESP", "auvergne-rhone-alpes", assistant)
    lasting = find_quotes(rows["Rémunération pérenne (ACI)"], "ESP", "bretagne", assistant)

    assert "présenté devant une commission" in decides[0].quote
    assert any("au moins 2 professionnels" in citation.quote for citation in smallest)
    assert lasting == ()
