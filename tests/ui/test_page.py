"""The page, driven without a browser on a fake assistant."""

import json
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant.answer import Answer, Outcome
from assistant.question import Role
from corpus.errors import SetupError
from tests.ui.fake_assistant import FIR_ANSWER, HOSTILE_ANSWER, HOSTILE_TEXT, FakeAssistant
from tests.ui.fake_desk import COMPARISON, STEPS, DeskAssistant
from ui import labels
from ui.settings import UiSettings

STARTER = "Quel est le montant du FIR starter ?"
PATIENT = "Mon patient de 67 ans, NIR 1 56 03 75 116 001 42, peut-il être suivi en MSP ?"


@pytest.fixture(autouse=True)
def _nothing_known_of_other_tests():
    """Forget which questions have an answer."""
    st.cache_data.clear()


def page(get_assistant, settings: UiSettings | None = None, **parameters: str) -> AppTest:
    """Return the page as a session first sees it at an address with these query parameters."""

    def script(get_assistant, settings):
        from ui.page import draw_page

        draw_page(get_assistant, settings)

    app = AppTest.from_function(script, args=(get_assistant, settings))
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run()


def page_of(assistant: FakeAssistant, settings: UiSettings | None = None, **parameters: str) -> AppTest:
    """Return the page of an assistant."""
    return page(lambda: assistant, settings, **parameters)


def html_of(app: AppTest) -> str:
    """Return all HTML drawn on the page."""
    return "\n".join(element.proto.body for element in app.get("html"))


def ask(app: AppTest, text: str) -> AppTest:
    """Type a question."""
    return app.chat_input[0].set_value(text).run()


def button(app: AppTest, label: str):
    """Return the last button with this label."""
    return [element for element in app.button if element.label == label][-1]


def labels_of(app: AppTest) -> list[str]:
    """Return the labels of all buttons."""
    return [element.label for element in app.button]


def test_the_page_opens_with_its_notice_and_four_questions() -> None:
    app = page_of(FakeAssistant())

    assert app.title[0].value == labels.TITLE
    assert labels.NOTICE in [element.value for element in app.markdown]
    assert labels.REMINDER in html_of(app)
    assert [element.label for element in app.button] == [*labels.EXAMPLE_QUESTIONS, labels.NEW_CONVERSATION]
    assert not app.exception


def test_an_example_is_asked_as_it_is_written() -> None:
    assistant = FakeAssistant()
    app = page_of(assistant)

    button(app, labels.EXAMPLE_QUESTIONS[1]).click().run()

    assert [question.text for question in assistant.asked] == [labels.EXAMPLE_QUESTIONS[1]]
    assert [message.name for message in app.chat_message] == [labels.USER, labels.ASSISTANT]
    assert labels.EXAMPLE_QUESTIONS[0] not in [element.label for element in app.button]


def test_regions_with_documents_are_marked() -> None:
    app = page_of(FakeAssistant())

    assert app.selectbox[0].options == ["Toutes les régions", "Bretagne", "Grand Est (1\u00a0document)"]


def test_the_region_selected_goes_with_the_question() -> None:
    assistant = FakeAssistant()
    app = page_of(assistant)

    ask(app, "Quel montant ?")
    app.selectbox[0].set_value("bretagne").run()
    ask(app, "Et ici ?")

    assert [question.region for question in assistant.asked] == [None, "bretagne"]


def test_earlier_turns_go_with_the_question() -> None:
    assistant = FakeAssistant()
    app = page_of(assistant)

    ask(app, "Quel montant ?")
    ask(app, "Sur combien de temps ?")

    first, second = assistant.asked
    assert first.history == ()
    assert [(turn.role, turn.content) for turn in second.history] == [
        (Role.USER, "Quel montant ?"),
        (Role.ASSISTANT, FIR_ANSWER.text),
    ]


def test_earlier_exchanges_are_drawn_again_and_not_asked_again() -> None:
    assistant = FakeAssistant()
    app = page_of(assistant)

    ask(app, "Quel montant ?")
    ask(app, "Sur combien de temps ?")

    assert len(app.chat_message) == 4
    assert html_of(app).count("100\u202f000\u00a0€ maximum sur deux ans") == 2
    assert len(assistant.asked) == 2


def test_nothing_is_left_of_the_search_once_there_is_an_answer() -> None:
    app = ask(page_of(FakeAssistant()), "Quel montant ?")

    assert len(app.status) == 0
    assert labels.STOPPED not in html_of(app)


def test_screen_readers_hear_that_the_answer_is_there_and_nothing_of_it() -> None:
    app = ask(page_of(FakeAssistant()), "Quel montant ?")

    announced = [html for html in html_of(app).split("\n") if "<div hidden data-announcement" in html]
    assert len(announced) == 1
    assert f'data-announcement="{labels.ready_announced(2)}"' in announced[0]


def test_each_document_cited_is_named_once_with_its_publisher_region_and_date() -> None:
    app = ask(page_of(FakeAssistant()), "Quel montant ?")

    assert (
        "[1] [3] Accompagnement des projets de maisons de santé pluriprofessionnelles — ARS Grand Est, Grand Est, "
        "2018-2019 (date déduite)"
    ) in html_of(app)
    assert "[2] Les maisons de santé, aujourd’hui et demain — AVECsanté, National, document non daté" in html_of(app)
    assert labels.AUTOMATIC in html_of(app)


def test_each_citation_has_its_button() -> None:
    app = ask(page_of(FakeAssistant()), "Quel montant ?")

    opening = [element.label for element in app.button if (element.key or "").startswith("open-")]
    assert sorted(opening) == [labels.open_passage(n) for n in (1, 2, 3)]


def test_only_a_proposal_is_marked_as_one() -> None:
    app = ask(page_of(FakeAssistant()), "Quel montant ?")

    marked = [element.proto.body for element in app.get("html") if labels.PROPOSAL in element.proto.body]

    assert len(marked) == 1
    assert "[2]" in marked[0]


def test_a_citation_opens_its_passage_between_its_neighbours() -> None:
    app = ask(page_of(FakeAssistant()), "Quel montant ?")

    button(app, labels.open_passage(1)).click().run()

    html = html_of(app)
    before, _, after = html.partition(f"<mark>{FIR_ANSWER.citations[0].quote}</mark>")
    assert "souhaitant s’engager" in before
    assert "Fin 2018, 128 MSP" in after
    assert "<dt>Rubrique</dt><dd>Aide au démarrage</dd>" in html
    assert "<dt>Page</dt>" not in html
    assert len(app.chat_message) == 2


def test_a_passage_of_a_paged_document_shows_its_page() -> None:
    app = ask(page_of(FakeAssistant()), "Quel montant ?")

    button(app, labels.open_passage(2)).click().run()

    assert "<dt>Page</dt><dd>2</dd>" in html_of(app)


def test_text_of_documents_and_questions_reaches_no_markdown() -> None:
    app = ask(page_of(FakeAssistant(HOSTILE_ANSWER)), HOSTILE_TEXT)

    button(app, labels.open_passage(1)).click().run()

    read_as_markdown = [element.value for element in (*app.markdown, *app.caption, *app.title)]
    read_as_markdown += [element.label for element in app.button]
    assert not any("invalid.example" in text for text in read_as_markdown)
    assert "<img" not in html_of(app)
    assert "<script" not in html_of(app)
    assert "<a " not in html_of(app)


def test_an_unusable_question_shows_what_the_assistant_says() -> None:
    app = ask(page_of(FakeAssistant(Answer(Outcome.UNUSABLE, "La question est trop longue."))), "x" * 2000)

    assert "La question est trop longue." in html_of(app)
    assert labels.SOURCES not in "".join(element.value for element in app.markdown)


def test_an_incident_is_told_calmly_and_the_conversation_goes_on() -> None:
    assistant = FakeAssistant(RuntimeError("secret detail"))
    app = ask(page_of(assistant), "Quel montant ?")

    assistant.reply = FIR_ANSWER
    ask(app, "Et maintenant ?")

    assert [warning.value for warning in app.warning] == [labels.FAILED]
    assert "secret detail" not in html_of(app)
    assert "100\u202f000\u00a0€ maximum" in html_of(app)
    assert [turn.content for turn in assistant.asked[1].history] == ["Quel montant ?"]


class Interrupted(FakeAssistant):
    """Ends the run the first time that it is asked."""

    def answer(self, question, on_stage=None):
        """Be interrupted, then answer."""
        self.asked.append(question)
        if len(self.asked) == 1:
            self.interrupt()
        return FIR_ANSWER


class Clicked(Interrupted):
    """Is interrupted as by a click elsewhere on the page."""

    interrupt = staticmethod(st.rerun)


class Stopped(Interrupted):
    """Is interrupted as by the stop button."""

    interrupt = staticmethod(st.stop)


def test_a_question_interrupted_is_asked_again() -> None:
    assistant = Clicked()

    app = ask(page_of(assistant), "Quel montant ?")

    assert [question.text for question in assistant.asked] == ["Quel montant ?"] * 2
    assert "100\u202f000\u00a0€ maximum" in html_of(app)


def test_a_question_stopped_waits_for_its_reader() -> None:
    assistant = Stopped()
    app = ask(page_of(assistant), "Quel montant ?")

    app.run()

    assert [question.text for question in assistant.asked] == ["Quel montant ?"]
    assert labels.STOPPED in html_of(app)
    button(app, labels.RESUME).click().run()
    assert [question.text for question in assistant.asked] == ["Quel montant ?"] * 2
    assert "100\u202f000\u00a0€ maximum" in html_of(app)


def test_a_question_stopped_stays_when_another_is_asked() -> None:
    app = ask(page_of(Stopped()), "Quel montant ?")

    ask(app, "Quelle durée ?")

    assert "Quel montant ?" in html_of(app)
    assert labels.STOPPED in html_of(app)
    assert "100\u202f000\u00a0€ maximum" in html_of(app)


def test_a_new_conversation_forgets_the_turns_and_keeps_the_region() -> None:
    assistant = FakeAssistant()
    app = page_of(assistant)
    app.selectbox[0].set_value("bretagne").run()
    ask(app, "Quel montant ?")

    button(app, labels.NEW_CONVERSATION).click().run()

    assert not app.chat_message
    assert app.selectbox[0].value == "bretagne"
    ask(app, "Et ici ?")
    assert assistant.asked[1].history == ()


def test_without_an_assistant_the_page_says_what_to_do_and_nothing_else() -> None:
    def no_index():
        raise SetupError("no index in <data>: run `make index`")

    app = page(no_index)

    assert [error.value for error in app.error] == [labels.UNAVAILABLE]
    assert "no index in &lt;data&gt;: run `make index`" in html_of(app)
    assert not app.exception
    assert not app.chat_input
    assert not app.button


def test_an_unexpected_error_while_opening_tells_no_detail() -> None:
    def broken():
        raise RuntimeError("secret detail")

    app = page(broken)

    assert [error.value for error in app.error] == [labels.UNAVAILABLE]
    assert "secret detail" not in html_of(app)
    assert not app.exception


def test_every_stage_has_its_label() -> None:
    assert set(labels.STAGES) == {"understand", "retrieve", "compose", "check"}


def test_a_comparison_is_drawn_as_a_table_whose_citations_open() -> None:
    app = ask(page_of(FakeAssistant(COMPARISON)), "Quelle différence ?")

    opening = [label for label in labels_of(app) if label.startswith("Lire")]
    assert html_of(app).count("<tr>") == 4
    assert opening == [labels.open_passage(n) for n in (1, 2, 3)]


def test_questions_to_go_on_with_are_those_that_have_another_answer() -> None:
    assistant = DeskAssistant()
    app = ask(page_of(assistant), STARTER)

    suggested = [label for label in labels_of(app) if "en région Grand Est" in label]

    assert suggested == ["Quelles sont les étapes pour créer une MSP en région Grand Est\u202f?"]


def test_a_question_to_go_on_with_is_asked_as_it_was_tried() -> None:
    assistant = DeskAssistant()
    app = ask(page_of(assistant), STARTER)
    tried = next(question for question in assistant.asked if "étapes" in question.text)

    button(app, tried.text).click().run()

    assert assistant.asked[-1] == tried
    assert STEPS.citations[0].quote in html_of(app)


def test_questions_to_go_on_with_are_looked_for_once() -> None:
    assistant = DeskAssistant()
    app = ask(page_of(assistant), STARTER)
    looked_for = len(assistant.asked)

    app.run()

    assert len(assistant.asked) == looked_for


def test_an_answer_stays_when_no_question_to_go_on_with_can_be_looked_for() -> None:
    class Puzzled(DeskAssistant):
        """Understands nothing."""

        def understand(self, question):
            """Fail."""
            raise RuntimeError("secret detail")

    app = ask(page_of(Puzzled()), STARTER)

    assert "100\u202f000\u00a0€ maximum" in html_of(app)
    assert not app.exception
    assert labels.SUGGESTIONS not in [element.value for element in app.markdown]


def test_a_message_about_a_patient_is_not_sent() -> None:
    assistant = FakeAssistant()
    app = ask(page_of(assistant), PATIENT)

    assert assistant.asked == []
    assert [warning.value for warning in app.warning] == [labels.HELD]


def test_a_message_withdrawn_leaves_no_trace() -> None:
    assistant = FakeAssistant()
    app = ask(page_of(assistant), PATIENT)

    button(app, labels.WITHDRAW).click().run()
    ask(app, "Quel montant ?")

    assert not any("67 ans" in body for body in html_of(app).splitlines())
    assert [(question.text, question.history) for question in assistant.asked] == [("Quel montant ?", ())]


def test_a_message_confirmed_goes_without_the_numbers_of_people() -> None:
    assistant = FakeAssistant()
    app = ask(page_of(assistant), PATIENT)

    button(app, labels.CONFIRM).click().run()

    assert [question.text for question in assistant.asked] == [
        f"Mon patient de 67 ans, NIR {labels.MASKED_NIR}, peut-il être suivi en MSP ?"
    ]
    assert "1 56 03" not in html_of(app)
    assert not app.warning


def test_the_question_of_a_link_is_shown_before_it_is_asked() -> None:
    assistant = FakeAssistant()

    app = page_of(assistant, question="Quel montant ?", region="bretagne")

    assert assistant.asked == []
    assert "Quel montant ?" in html_of(app)
    assert labels.proposed_region("Bretagne") in html_of(app)


def test_the_question_of_a_link_is_asked_once_in_its_region() -> None:
    assistant = FakeAssistant()
    app = page_of(assistant, question="Quel montant ?", region="bretagne")

    button(app, labels.ASK_PROPOSED).click().run()
    app.run()

    assert [(question.text, question.region) for question in assistant.asked] == [("Quel montant ?", "bretagne")]
    assert app.selectbox[0].value == "bretagne"
    assert labels.ASK_PROPOSED not in labels_of(app)
    assert "question" not in app.query_params


def test_the_question_of_a_link_can_be_ignored() -> None:
    assistant = FakeAssistant()
    app = page_of(assistant, question="Quel montant ?")

    button(app, labels.IGNORE_PROPOSED).click().run()

    assert assistant.asked == []
    assert labels.ASK_PROPOSED not in labels_of(app)
    assert labels.EXAMPLE_QUESTIONS[0] in labels_of(app)


def test_a_hostile_link_is_inert_and_a_patient_in_it_is_held_back() -> None:
    assistant = FakeAssistant()
    app = page_of(assistant, question=f"{HOSTILE_TEXT} patient de 67 ans", region="<script>")

    button(app, labels.ASK_PROPOSED).click().run()

    assert assistant.asked == []
    assert "<img" not in html_of(app)
    assert not any("invalid.example" in element.value for element in app.markdown)


def test_a_reply_can_be_read_before_it_is_sent() -> None:
    app = ask(page_of(FakeAssistant()), "Quel montant ?")

    button(app, labels.REPLY).click().run()

    (body,) = [area.value for area in app.text_area]
    assert body.startswith(labels.MAIL_GREETING)
    assert labels.MAIL_CAUTION in body
    assert app.text_input[0].value == labels.mail_subject("Quel montant ?")
    assert app.get("link_button")[0].proto.url.startswith("mailto:?subject=")


def test_an_answer_can_be_copied_as_plain_text() -> None:
    app = ask(page_of(FakeAssistant()), "Quel montant ?")

    button(app, labels.COPY).click().run()

    (text,) = [area.value for area in app.text_area]
    assert "- du temps de coordination [1]" in text
    assert "**" not in text
    assert labels.CAUTION in text


def test_the_link_of_a_question_proposes_it_again() -> None:
    app = ask(page_of(FakeAssistant()), "Quel montant ?")

    button(app, labels.LINK).click().run()

    assert [area.value for area in app.text_area] == ["?question=Quel+montant+%3F"]


def test_an_answer_without_sources_offers_nothing_to_send() -> None:
    app = ask(page_of(FakeAssistant(Answer(Outcome.OUT_OF_SCOPE, "Hors périmètre."))), "Quel temps ?")

    assert labels.REPLY not in labels_of(app)


def test_readers_are_asked_for_no_opinion_unless_the_operator_keeps_them() -> None:
    app = ask(page_of(FakeAssistant()), "Quel montant ?")

    assert not app.get("button_group")


@pytest.mark.parametrize(("keep_questions", "kept"), [(False, None), (True, "Quel montant ?")])
def test_an_opinion_is_kept_with_its_reason(tmp_path: Path, keep_questions: bool, kept: str | None) -> None:
    settings = UiSettings(feedback_folder=tmp_path, keep_questions=keep_questions)
    app = ask(page_of(FakeAssistant(), settings), "Quel montant ?")

    app.get("button_group")[0].set_value(labels.NO).run()
    app.get("button_group")[1].set_value("amount").run()

    (file,) = tmp_path.iterdir()
    opinion = json.loads(file.read_text(encoding="utf-8"))
    assert (opinion["useful"], opinion["reason"], opinion["question"]) == (False, "amount", kept)
    assert labels.THANKS in html_of(app)


def test_an_opinion_is_kept_once(tmp_path: Path) -> None:
    app = ask(page_of(FakeAssistant(), UiSettings(feedback_folder=tmp_path)), "Quel montant ?")

    app.get("button_group")[0].set_value(labels.YES).run()
    app.run()

    (file,) = tmp_path.iterdir()
    assert len(file.read_text(encoding="utf-8").splitlines()) == 1
    assert not app.get("button_group")
