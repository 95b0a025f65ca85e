"""A question in, the link that proposes it again out; and back, from what an address holds."""

from collections.abc import Collection, Mapping
from urllib.parse import urlencode

from assistant.question import Question
from ui.privacy import mask

LINK_CHARACTERS = 600
"""A longer question has no link: mail programs cut long addresses."""

QUESTION, REGION = "question", "region"
"""Names of the query parameters."""


def link_to(question: Question, page: str) -> str | None:
    """Return the address of `page` that proposes the question, masked, or None when it is too long."""
    text = mask(question.text)
    if len(text) > LINK_CHARACTERS:
        return None
    parameters = {QUESTION: text} | ({REGION: question.region} if question.region else {})
    return f"{page.partition('?')[0]}?{urlencode(parameters)}"


def proposed(parameters: Mapping[str, str], regions: Collection[str]) -> Question | None:
    """Return the question that an address proposes, None when there is none or when it is too long.

    An unknown region is left out.
    """
    text = " ".join("".join(letter if letter.isprintable() else " " for letter in parameters.get(QUESTION, "")).split())
    if not text or len(text) > LINK_CHARACTERS:
        return None
    region = parameters.get(REGION)
    return Question(text, region=region if region in regions else None)
