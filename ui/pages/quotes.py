"""Quotes in, drawn where a page sets them: the words, where they come from, and the button that opens their passage."""

from collections import Counter
from typing import TYPE_CHECKING

import streamlit as st

from assistant.answer import Citation
from assistant.messages import source_label
from ui import labels, rendering
from ui.pages.labels_quotes import CHOOSE_REGION, quote_source
from ui.sources import draw_passage, page_of, warning

if TYPE_CHECKING:
    from assistant.answering import Assistant

REGION_KEY = "region-of-pages"
"""Key of the region chosen, kept from page to page."""
REGION_PARAMETER = "region"
"""Query parameter that holds it: an address opens the page on the same region."""


def choose_region(assistant: "Assistant", placeholder: str = CHOOSE_REGION) -> str | None:
    """Draw the regions, each with its number of documents, and return the id of the one chosen here or by the address."""
    counts = Counter(region for source in assistant.sources() for region in source.regions)
    names = {
        region.id: labels.region_option(region.name, counts[region.id]) for region in assistant.territories.regions
    }
    if REGION_KEY not in st.session_state and st.query_params.get(REGION_PARAMETER) in names:
        st.session_state[REGION_KEY] = st.query_params[REGION_PARAMETER]
    chosen = st.selectbox(
        labels.REGION,
        list(names),
        index=None,
        format_func=lambda region: names.get(region, region),
        placeholder=placeholder,
        key=REGION_KEY,
        persist_state="session",
    )
    if chosen is None:
        st.query_params.pop(REGION_PARAMETER, None)
    else:
        st.query_params[REGION_PARAMETER] = chosen
    return chosen


def has_documents(region: str, assistant: "Assistant") -> bool:
    """Whether a document is about this region."""
    return any(region in source.regions for source in assistant.sources())


def draw_quote(citation: Citation, assistant: "Assistant", key: str) -> None:
    """Draw a quote, its source under it, and what opens its passage; `key` tells two quotes of a page apart."""
    with st.container(key=f"source-quote-{key}"):
        rendering.draw(rendering.quote_html(citation.quote))
        rendering.draw(rendering.source_html(source_line(citation, assistant), warning(citation)))
        if st.button(labels.open_passage(citation.n), key=f"open-quote-{key}", type="tertiary"):
            draw_passage(citation, assistant)


def source_line(citation: Citation, assistant: "Assistant") -> str:
    """Return "[1] Titre — région – éditeur, date, page 2" for a quote."""
    passage = citation.passage
    label = source_label(passage.source, assistant.territories)
    page = page_of(citation, assistant.context(passage))
    return quote_source(citation.n, passage.source.title, label, page)
