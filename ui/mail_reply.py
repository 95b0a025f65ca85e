"""An answer in, a reply ready to send out: greeting, answer, sources, caution, closing."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten
from urllib.parse import quote

from assistant.answer import Answer
from assistant.question import Question
from ui import labels
from ui.answer_blocks import plain_text
from ui.privacy import mask

LINK_CHARACTERS = 2000
"""Longer mailto links are cut or refused by Windows mail programs."""
_SUBJECT_CHARACTERS = 90


@dataclass(frozen=True, slots=True)
class MailReply:
    """A mail before it is sent."""

    subject: str
    body: str

    @property
    def fits_a_link(self) -> bool:
        """Whether a link can carry the whole body."""
        return len(_link(self.subject, self.body)) <= LINK_CHARACTERS


def answer_text(answer: Answer, references: Sequence[str]) -> str:
    """Return an answer and its sources as plain text."""
    return "\n\n".join([plain_text(answer.text), labels.SOURCES, "\n".join(references)])


def mail_reply(question: Question, answer: Answer, references: Sequence[str]) -> MailReply:
    """Return the reply to the person who asked; `references` are the lines that name the citations."""
    asked = mask(question.text).strip()
    dated = all(citation.passage.source.date for citation in answer.citations)
    caution = labels.MAIL_CAUTION if dated else f"{labels.MAIL_CAUTION} {labels.MAIL_UNDATED}"
    paragraphs = (
        labels.MAIL_GREETING,
        labels.mail_opening(asked),
        answer_text(answer, references),
        caution,
        labels.MAIL_CLOSING,
    )
    subject = labels.mail_subject(shorten(asked, _SUBJECT_CHARACTERS, placeholder="…"))
    return MailReply(subject, "\n\n".join(paragraphs))


def mailto(reply: MailReply) -> str:
    """Return the link that opens the reply in a mail program, with a place to paste a body too long for a link."""
    pasted = "\n\n".join([labels.MAIL_GREETING, labels.MAIL_PASTE, labels.MAIL_CLOSING])
    return _link(reply.subject, reply.body if reply.fits_a_link else pasted)


def _link(subject: str, body: str) -> str:
    # Mail programs read "+" as a plus sign, and want the line ends of mail.
    lines = body.replace("\n", "\r\n")
    return f"mailto:?subject={quote(subject, safe='')}&body={quote(lines, safe='')}"
