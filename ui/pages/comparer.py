"""The page that sets ESP, MSP and CPTS side by side for a region, in the words of its documents."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

import streamlit as st

from assistant.answer import Citation
from ui import rendering
from ui.assistant_resource import assistant_or_stop, get_assistant
from ui.pages import labels_comparer, labels_quotes
from ui.pages.quotes import choose_region, draw_quote, has_documents
from ui.pages.quoting import Wanted, find_quotes

if TYPE_CHECKING:
    from assistant.answering import Assistant

logger = logging.getLogger(__name__)

Cells = dict[str, tuple[Citation, ...]]
"""The quotes of a row, by structure."""


def show() -> None:
    """Draw the page."""
    draw(get_assistant)


def draw(open_assistant: Callable[[], "Assistant"]) -> None:
    """Draw the page of an assistant, each row as soon as it is known."""
    st.title(labels_comparer.TITLE, anchor=False)
    st.markdown(labels_comparer.ABOUT)
    assistant = assistant_or_stop(open_assistant)
    region = choose_region(assistant)
    if region is None:
        return
    if not has_documents(region, assistant):
        st.info(labels_quotes.no_document(assistant.territories.region(region).name))
        return
    progress = st.empty()
    try:
        for done, (row, cells) in enumerate(compare(region, assistant)):
            draw_row(row, cells, assistant)
            progress.caption(labels_comparer.rows_read(done + 1, len(labels_comparer.ROWS)))
    except Exception:
        logger.exception("the structures could not be compared")
        st.warning(labels_quotes.INCIDENT)
        return
    finally:
        progress.empty()
    rendering.draw(rendering.note_html(labels_comparer.CAUTION))


def compare(region: str, assistant: "Assistant") -> Iterator[tuple[Wanted, Cells]]:
    """Yield each row as its cells are found; the quotes are numbered as they are read."""
    numbers = count(1)
    for row in labels_comparer.ROWS:
        yield (
            row,
            {
                structure: tuple(
                    replace(quote, n=next(numbers)) for quote in find_quotes(row, structure, region, assistant)
                )
                for structure in labels_quotes.STRUCTURES
            },
        )


def draw_row(row: Wanted, cells: Cells, assistant: "Assistant") -> None:
    """Draw a thing compared, a column for each structure; on a phone they come one below the other."""
    st.header(row.title, anchor=False, divider="gray")
    for column, (structure, quotes) in zip(st.columns(len(cells)), cells.items(), strict=True):
        with column:
            st.markdown(f"**{structure}**")
            if not quotes:
                rendering.draw(rendering.note_html(labels_quotes.NOT_STATED))
            for quote in quotes:
                draw_quote(quote, assistant, key=str(quote.n))
