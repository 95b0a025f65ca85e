"""The page that sets ESP, MSP and CPTS side by side for a region, in the words of its documents."""

import logging
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

import streamlit as st

from assistant.answer import Citation
from ui import rendering
from ui.assistant_resource import assistant_or_stop, current_manifest, get_assistant
from ui.pages import labels_comparer, labels_quotes
from ui.pages.quotes import choose_region, draw_quote, has_documents
from ui.pages.quoting import Wanted, find_quotes

if TYPE_CHECKING:
    from assistant.answering import Assistant

logger = logging.getLogger(__name__)

Comparison = dict[Wanted, dict[str, tuple[Citation, ...]]]
"""The quotes of each cell: by row, then by structure."""
REMEMBERED = 64
"""Comparisons kept: the regions of France, for the current build and some of those before."""


def show() -> None:
    """Draw the page."""
    draw(get_assistant, lambda: current_manifest().build_id)


def draw(open_assistant: Callable[[], "Assistant"], build_id: Callable[[], str]) -> None:
    """Draw the page of an assistant; `build_id` names the build of the index that it answers from."""
    st.title(labels_comparer.TITLE, anchor=False)
    st.markdown(labels_comparer.ABOUT)
    assistant = assistant_or_stop(open_assistant)
    region = choose_region(assistant)
    if region is None:
        return
    if not has_documents(region, assistant):
        st.info(labels_quotes.no_document(assistant.territories.region(region).name))
        return
    try:
        comparison = compare(region, build_id(), assistant)
    except Exception:
        logger.exception("the structures could not be compared")
        st.warning(labels_quotes.INCIDENT)
        return
    draw_comparison(comparison, assistant)


@st.cache_resource(show_spinner=labels_quotes.SEARCHING, max_entries=REMEMBERED)
def compare(region: str, build_id: str, _assistant: "Assistant") -> Comparison:
    """Ask the assistant for each cell, once a build; the quotes are numbered as they are read."""
    numbers = count(1)
    return {
        row: {
            structure: tuple(
                replace(quote, n=next(numbers)) for quote in find_quotes(row, structure, region, _assistant)
            )
            for structure in labels_quotes.STRUCTURES
        }
        for row in labels_comparer.ROWS
    }


def draw_comparison(comparison: Comparison, assistant: "Assistant") -> None:
    """Draw a row for each thing compared, a column for each structure; on a phone they come one below the other."""
    for row, cells in comparison.items():
        st.subheader(row.title, anchor=False, divider="gray")
        for column, (structure, quotes) in zip(st.columns(len(cells)), cells.items(), strict=True):
            with column:
                st.markdown(f"**{structure}**")
                if not quotes:
                    rendering.draw(rendering.note_html(labels_quotes.NOT_STATED))
                for quote in quotes:
                    draw_quote(quote, assistant, key=str(quote.n))
    rendering.draw(rendering.note_html(labels_comparer.CAUTION))
