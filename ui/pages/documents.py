"""The page of what the assistant knows: each document with its entry, its original, its passages and what its entry rests on."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, TypeVar

import streamlit as st

from assistant.answer import Citation
from assistant.messages import STATUS_LABELS, region_label, region_name
from corpus.document import Basis, Passage, Source, Status
from corpus.quoting import find_quote
from corpus.vocabulary import load_vocabulary
from ui import labels as common
from ui import rendering
from ui.assistant_resource import assistant_or_stop, get_assistant
from ui.pages import labels
from ui.pages.switches import draw_switch_off, draw_switched_off
from ui.routes import document_address, is_shown

if TYPE_CHECKING:
    from assistant.answering import Assistant

DOCUMENTS_SHOWN = 20
"""Documents on one page of the list."""
PASSAGES_SHOWN = 20
"""Passages on one page of a document."""

T = TypeVar("T")

_QUOTED = re.compile(r"«\s*(.+?)\s*»")


@dataclass(frozen=True, slots=True)
class Listed:
    """A document of the list."""

    source: Source
    passages: tuple[Passage, ...]
    age_signs: tuple[str, ...]
    """Words of its text that show it to be old."""

    @property
    def is_paged(self) -> bool:
        """Whether the format has pages."""
        return any(passage.page > 1 for passage in self.passages)


@dataclass(frozen=True, slots=True)
class Clue:
    """Words of a document that say something of its region, its date or its age."""

    told: str
    """What they say, for the reader."""
    words: str


def show() -> None:
    """Draw the page."""
    draw_documents(get_assistant)


def draw_documents(open_assistant: Callable[[], "Assistant"]) -> None:
    """Draw the documents of the assistant, by region."""
    st.title(labels.DOCUMENTS, anchor=False)
    assistant = assistant_or_stop(open_assistant)
    st.markdown(labels.ABOUT_DOCUMENTS)
    documents = [listed(source, assistant) for source in draw_choice(assistant)]
    passages = sum(len(document.passages) for document in documents)
    rendering.draw(rendering.note_html(labels.documents_counted(len(documents), passages)))
    for document in shown_part(documents, DOCUMENTS_SHOWN, key="documents"):
        draw_document(document, assistant)
    draw_switched_off(assistant)


def draw_choice(assistant: "Assistant") -> list[Source]:
    """Draw the choice of a region, and return its documents by title."""
    sources = sorted(assistant.sources(), key=lambda source: source.title)
    names = {region: region_name(region, assistant.territories) for source in sources for region in source.regions}
    chosen = st.selectbox(
        labels.REGION,
        [None, *sorted(names, key=names.__getitem__)],
        format_func=lambda region: names.get(region, labels.EVERY_REGION),
        key="documents-region",
    )
    return [source for source in sources if chosen is None or chosen in source.regions]


def shown_part(items: Sequence[T], size: int, key: str) -> Sequence[T]:
    """Return the items of the page chosen, with the choice drawn above them where there are several pages."""
    pages = ceil(len(items) / size)
    page = st.pagination(pages, key=f"{key}-pages") if pages > 1 else 1
    return items[(page - 1) * size : page * size]


def listed(source: Source, assistant: "Assistant") -> Listed:
    """Return a document with its passages and its signs of age."""
    passages = assistant.passages(source.id)
    vocabulary = load_vocabulary()
    signs = (sign for passage in passages for sign in vocabulary.age_signs_in(passage.text))
    return Listed(source, passages, tuple(dict.fromkeys(signs)))


def draw_document(document: Listed, assistant: "Assistant") -> None:
    """Draw a document's entry, and what opens from it."""
    source = document.source
    with st.container(border=True, key=f"document-{source.id}"):
        rendering.draw(rendering.title_html(source.title))
        rendering.draw(rendering.facts_html(facts(document, assistant)))
        with st.container(horizontal=True):
            draw_original(source)
            if st.button(labels.read_passages(len(document.passages)), key=f"passages-{source.id}"):
                draw_passages(document)
            if clues(document) and st.button(labels.READ_CLUES, key=f"clues-{source.id}"):
                draw_clues(document)
            draw_switch_off(source)


def draw_original(source: Source) -> None:
    """Draw the link to a document as it was published."""
    st.link_button(common.open_original(None, is_shown(source.id)), document_address(source.id))


def facts(document: Listed, assistant: "Assistant") -> dict[str, str]:
    """Return what is known about a document, by name."""
    source = document.source
    known = {
        common.PUBLISHER: source.publisher or common.UNKNOWN_PUBLISHER,
        common.REGION: region_label(source, assistant.territories),
        common.TERRITORY: source.territory,
        common.DATE: date_told(source),
        labels.KIND: source.kind,
        labels.AUDIENCE: source.audience,
        labels.STATUS: statuses_told(document.passages),
        labels.AGE: labels.age_signs(document.age_signs) if document.age_signs else None,
        common.ADDRESS: source.url,
    }
    return {name: value for name, value in known.items() if value}


def date_told(source: Source) -> str:
    """Say the date of a document, how it is known and on which words that rests."""
    if source.date is None:
        return labels.undated(source.date_cue)
    return labels.date_known(source.date, source.date_cue, is_inferred=source.date_basis is Basis.INFERRED)


def statuses_told(passages: Sequence[Passage]) -> str:
    """Say what a document is worth; how many passages, where it is not the same for all."""
    counts = Counter(passage.status for passage in passages)
    if len(counts) == 1:
        return STATUS_LABELS[passages[0].status]
    return "\u202f; ".join(labels.status_counted(STATUS_LABELS[status], n) for status, n in counts.most_common())


def clues(document: Listed) -> list[Clue]:
    """Return the words that the region and the date rest on, and those that show the document to be old."""
    return [
        *(Clue(labels.region_clue(words), words) for words in quoted(document.source.region_cue)),
        *(Clue(labels.date_clue(words), words) for words in quoted(document.source.date_cue)),
        *(Clue(labels.age_clue(sign), sign) for sign in document.age_signs),
    ]


def quoted(cue: str | None) -> list[str]:
    """Return what a cue quotes between « and »; a cue without them is a quote as it stands."""
    if not cue:
        return []
    return _QUOTED.findall(cue) or [cue]


@st.dialog(labels.PASSAGES_TITLE, position="right")
def draw_passages(document: Listed) -> None:
    """Draw the passages of a document in order."""
    draw_head(document.source)
    for passage in shown_part(document.passages, PASSAGES_SHOWN, key=f"passages-of-{document.source.id}"):
        draw_place(passage, document)
        rendering.draw(rendering.quote_html(passage.text))


@st.dialog(labels.CLUES_TITLE, position="right")
def draw_clues(document: Listed) -> None:
    """Draw each clue with the first passage that holds it, its words marked."""
    draw_head(document.source)
    for clue in clues(document):
        rendering.draw(rendering.source_html(clue.told))
        citation = next(citations_of(clue.words, document.passages), None)
        if citation is None:
            rendering.draw(rendering.note_html(labels.CLUE_NOT_FOUND))
            continue
        draw_place(citation.passage, document)
        rendering.draw(rendering.passage_html(citation, (citation.passage,)))


def draw_head(source: Source) -> None:
    """Draw what a drawer is about; the link in it lets the keyboard reach what scrolls below."""
    rendering.draw(rendering.title_html(source.title))
    draw_original(source)


def citations_of(words: str, passages: Sequence[Passage]) -> Iterator[Citation]:
    """Yield a citation of `words` for each passage that holds them."""
    for passage in passages:
        span = find_quote(passage.text, words)
        if span:
            yield Citation(1, passage, passage.start + span[0], passage.start + span[1])


def draw_place(passage: Passage, document: Listed) -> None:
    """Draw where a passage stands and what it is worth; where the document has pages, with a link to its page."""
    headings = common.HEADING_SEPARATOR.join(passage.headings) or labels.NO_HEADING
    is_proposal = passage.status is Status.PROPOSAL
    rendering.draw(rendering.source_html(headings, common.PROPOSAL if is_proposal else None))
    if not is_proposal:
        rendering.draw(rendering.note_html(STATUS_LABELS[passage.status].capitalize()))
    if document.is_paged:
        address = document_address(document.source.id, passage.page)
        st.link_button(labels.open_page(passage.page), address, type="tertiary")
