"""The reply by mail, and an answer as plain text."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from assistant.question import Question
from tests.ui.fake_assistant import FIR, FIR_ANSWER, FakeAssistant, cite
from ui import labels
from ui.answer_blocks import answer_blocks, plain_text
from ui.docx_export import Items, Paragraph, Rows
from ui.mail_reply import LINK_CHARACTERS, answer_text, mail_reply, mailto
from ui.reuse import references

QUESTION = Question("Quel montant pour mon cabinet, rappel au 06 12 34 56 78 ?")
REFERENCES = references(FIR_ANSWER, FakeAssistant())
SHORT = replace(FIR_ANSWER, text="128 MSP [1].", citations=(cite(1, FIR[2], "128 MSP"),))


def test_a_reply_goes_from_greeting_to_closing_through_answer_sources_and_caution() -> None:
    reply = mail_reply(QUESTION, FIR_ANSWER, REFERENCES)

    parts = (
        labels.MAIL_GREETING,
        "100\u202f000\u00a0€ maximum sur deux ans [1].",
        labels.SOURCES,
        "[2] Les maisons de santé, aujourd’hui et demain — AVECsanté, National, document non daté, p.\u00a02",
        labels.MAIL_CAUTION,
        labels.MAIL_UNDATED,
        labels.MAIL_CLOSING,
    )
    places = [reply.body.find(part) for part in parts]
    assert places == sorted(places)
    assert places[0] == 0
    assert reply.body.endswith(labels.MAIL_CLOSING)
    assert "**" not in reply.body


def test_a_proposal_is_named_as_one_in_the_sources() -> None:
    assert [labels.PROPOSAL in line for line in REFERENCES] == [False, True, False]


def test_a_reply_on_dated_documents_does_not_say_that_one_has_no_date() -> None:
    assert labels.MAIL_UNDATED not in mail_reply(QUESTION, SHORT, REFERENCES[:1]).body


def test_a_reply_masks_the_numbers_of_people() -> None:
    reply = mail_reply(QUESTION, FIR_ANSWER, REFERENCES)

    assert "06 12" not in reply.subject + reply.body
    assert labels.MASKED_PHONE in reply.body


def test_a_short_reply_goes_whole_into_its_link() -> None:
    reply = mail_reply(Question("Combien ?"), SHORT, ["[1] Titre"])

    fields = parse_qs(urlsplit(mailto(reply)).query)

    assert reply.fits_a_link
    assert fields["subject"] == [reply.subject]
    assert fields["body"][0].replace("\r\n", "\n") == reply.body


def test_a_long_reply_leaves_a_place_to_paste_it() -> None:
    reply = mail_reply(QUESTION, FIR_ANSWER, REFERENCES)

    link = mailto(reply)

    assert not reply.fits_a_link
    assert len(link) <= LINK_CHARACTERS
    assert labels.MAIL_PASTE in parse_qs(urlsplit(link).query)["body"][0]


def test_a_link_carries_only_a_subject_and_a_body() -> None:
    reply = mail_reply(Question("a&bcc=x@invalid.example#?"), SHORT, ["[1] &cc=y"])

    assert set(parse_qs(urlsplit(mailto(reply)).query)) == {"subject", "body"}


def test_an_answer_keeps_its_paragraphs_lists_and_tables() -> None:
    blocks = answer_blocks("**a** _b_ [1]\n\n- c\n  - d\n  - e [2]\n- f\n\n| g | h |\n| - | - |\n| **i** | j\\* |")

    assert blocks == [
        Paragraph("a b [1]"),
        Items(("c\n– d\n– e [2]", "f")),
        Rows(("g", "h"), (("i", "j*"),)),
    ]


def test_an_answer_reads_as_a_mail_does() -> None:
    text = plain_text("**a**\n\n- c :\n  - d [2]\n\n| g | h | k |\n| - | - | - |\n| **i** | j | l [3] |")

    assert text == "a\n\n- c :\n  – d [2]\n\ni – j\u00a0: l [3]"


def test_the_text_to_copy_ends_with_its_sources() -> None:
    text = answer_text(SHORT, ["[1] Titre"])

    assert text == f"128 MSP [1].\n\n{labels.SOURCES}\n\n[1] Titre"
