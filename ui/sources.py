"""The sources of an answer: the documents cited, and each passage in its context."""

from typing import TYPE_CHECKING

import streamlit as st

from assistant.answer import Citation
from assistant.messages import STATUS_LABELS, date_label, region_label
from corpus.document import Passage, Status
from ui import labels, rendering
from ui.routes import document_address, is_shown

if TYPE_CHECKING:
    from assistant.answering import Assistant


def draw_sources(citations: tuple[Citation, ...], assistant: "Assistant", key: str) -> None:
    """Draw each document cited once, with a button a citation that opens its passage; `key` tells answers apart."""
    if not citations:
        return
    st.markdown(f"**{labels.SOURCES}**")
    for cited in by_document(citations):
        with st.container(key=f"source-{key}-{cited[0].n}"):
            rendering.draw(rendering.source_html(source_line(cited, assistant), warning(cited[0])))
            with st.container(horizontal=True):
                for citation in cited:
                    if st.button(labels.open_passage(citation.n), key=f"open-{key}-{citation.n}", type="tertiary"):
                        draw_passage(citation, assistant)


def by_document(citations: tuple[Citation, ...]) -> list[list[Citation]]:
    """Return the citations of each document together, its proposals apart, in order of first appearance."""
    groups: dict[tuple[str, str | None], list[Citation]] = {}
    for citation in citations:
        groups.setdefault((citation.passage.source.id, warning(citation)), []).append(citation)
    return list(groups.values())


@st.dialog(labels.PASSAGE, position="right")
def draw_passage(citation: Citation, assistant: "Assistant") -> None:
    """Draw the passage between its neighbours, then what is known about its document, and the way to its original."""
    source, passages = citation.passage.source, assistant.context(citation.passage)
    page = page_of(citation, passages)
    rendering.draw(rendering.source_html(f"[{citation.n}] {source.title}", warning(citation)))
    with st.container(key="source-original"):
        address = document_address(source.id, page)
        st.link_button(labels.open_original(page, is_shown(source.id)), address, type="tertiary")
    rendering.draw(rendering.passage_html(citation, passages))
    rendering.draw(rendering.facts_html(facts(citation, passages, assistant)))


def source_line(cited: list[Citation], assistant: "Assistant") -> str:
    """Return "[1] [2] Titre — éditeur, région, date" for citations of one document."""
    source = cited[0].passage.source
    marks = " ".join(f"[{citation.n}]" for citation in cited)
    published = (
        source.publisher or labels.UNKNOWN_PUBLISHER,
        region_label(source, assistant.territories),
        date_label(source),
    )
    return f"{marks} {source.title} — {', '.join(published)}"


def reference(citation: Citation, assistant: "Assistant") -> str:
    """Return the line that names a source, with the page of the citation and what it must not be taken for."""
    page = page_of(citation, assistant.context(citation.passage))
    line = source_line([citation], assistant)
    told = [line, *([labels.page_number(page)] if page else []), *filter(None, [warning(citation)])]
    return ", ".join(told)


def page_of(citation: Citation, passages: tuple[Passage, ...]) -> int | None:
    """Return the page of a citation, None in a document that has no pages; `passages` are all those of the document."""
    is_paged = citation.page > 1 or any(passage.page > 1 for passage in passages)
    return citation.page if is_paged else None


def warning(citation: Citation) -> str | None:
    """Return what the reader must not take the quote for, if anything."""
    return labels.PROPOSAL if citation.status is Status.PROPOSAL else None


def facts(citation: Citation, passages: tuple[Passage, ...], assistant: "Assistant") -> dict[str, str]:
    """Return what is known about a citation, by name; the page only where the document has several."""
    passage, source = citation.passage, citation.passage.source
    page = page_of(citation, passages)
    known = {
        labels.PUBLISHER: source.publisher or labels.UNKNOWN_PUBLISHER,
        labels.REGION: region_label(source, assistant.territories),
        labels.TERRITORY: source.territory or "",
        labels.DATE: date_label(source),
        labels.STATUS: STATUS_LABELS[citation.status],
        labels.PAGE: str(page) if page else "",
        labels.HEADINGS: labels.HEADING_SEPARATOR.join(passage.headings),
        labels.ADDRESS: source.url or "",
    }
    return {name: value for name, value in known.items() if value}
