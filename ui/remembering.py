"""Answers that many readers get, remembered as long as the index stays the same."""

from typing import TYPE_CHECKING

import streamlit as st

from assistant.answer import Answer
from assistant.question import Question

if TYPE_CHECKING:
    from assistant.answering import Assistant

REMEMBERED = 3000
"""Answers kept: those of the pages and the suggestions for the regions of France."""


def remembered_answer(text: str, region: str | None, assistant: "Assistant") -> Answer:
    """Return the answer to a question of ours, worked out once a build; never used for what readers write."""
    return _answer(text, region, assistant.build_id(), assistant)


@st.cache_resource(max_entries=REMEMBERED, show_spinner=False)
def _answer(text: str, region: str | None, build_id: str, _assistant: "Assistant") -> Answer:
    return _assistant.answer(Question(text, region=region))
