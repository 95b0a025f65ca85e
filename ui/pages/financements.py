"""The page of the register of amounts: filtered, sorted, downloaded, each with the sentence that states it."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import streamlit as st

from assistant.answer import Citation
from assistant.messages import STATUS_LABELS, age_caution
from corpus.vocabulary import load_vocabulary
from index.amounts import Amount
from index.amounts.exporting import choose, in_words, region_names, write_csv
from index.amounts.exporting import labels as register_labels
from index.settings import IndexSettings
from ui import rendering
from ui.assistant_resource import assistant_or_stop, current_manifest, get_assistant
from ui.pages import labels_financements as labels
from ui.pages.labels_quotes import STRUCTURES
from ui.pages.quotes import choose_region, draw_quote

if TYPE_CHECKING:
    from assistant.answering import Assistant

Register = tuple[Amount, ...]
LISTED = 20
"""Amounts drawn at once."""


def show() -> None:
    """Draw the page."""
    draw(get_assistant, lambda: current_register(current_manifest().build_id))


@st.cache_resource(max_entries=2)
def current_register(build_id: str) -> Register:
    """Read the register, once a build."""
    # Imported here: it loads the libraries of the searches, and the page must appear before them.
    from index.searching import read_register

    return read_register(IndexSettings())


def draw(open_assistant: Callable[[], "Assistant"], read_amounts: Callable[[], Register]) -> None:
    """Draw the page of an assistant and the register of its documents."""
    st.title(labels.TITLE, anchor=False)
    st.markdown(labels.ABOUT)
    st.info(labels.CAUTION)
    assistant = assistant_or_stop(open_assistant)
    chosen = draw_choice(assistant, read_amounts())
    if not chosen:
        st.markdown(labels.NO_AMOUNT)
        return
    undated = sum(amount.passage.source.date is None for amount in chosen)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(labels.amounts_counted(len(chosen), undated), width="content")
        st.download_button(labels.DOWNLOAD, csv_bytes(chosen), labels.FILE_NAME, "text/csv", on_click="ignore")
    listed = draw_listed(len(chosen))
    if len(chosen[listed]) > 1:
        draw_chart(chosen[listed], first=listed.start + 1)
    for n, amount in list(enumerate(chosen, start=1))[listed]:
        draw_amount(n, amount, assistant)


def draw_choice(assistant: "Assistant", register: Register) -> list[Amount]:
    """Draw the filters and the order, and return the amounts that they leave."""
    region = choose_region(assistant, labels.EVERY_REGION)
    left, right = st.columns(2)
    with left:
        structure = st.selectbox(
            labels.STRUCTURE,
            STRUCTURES,
            index=None,
            placeholder=labels.EVERY_STRUCTURE,
            key="structure",
            bind="query-params",
        )
    with right:
        order = st.selectbox(labels.SORT, labels.ORDERS, key="tri", bind="query-params")
    return in_order(choose(register, region, structure), order)


def in_order(amounts: Sequence[Amount], order: str) -> list[Amount]:
    """Return amounts in an order of `labels.ORDERS`; those of undated documents are the oldest."""
    if order == labels.LATEST:
        return sorted(amounts, key=last_year, reverse=True)
    if order == labels.BY_REGION:
        return sorted(amounts, key=region_names)
    return sorted(amounts, key=lambda amount: amount.highest, reverse=order == labels.HIGHEST)


def last_year(amount: Amount) -> str:
    """Return the last year that the date of an amount's document names, or "" without a date."""
    return max(re.findall(r"\d{4}", amount.passage.source.date or ""), default="")


def draw_listed(amounts: int) -> slice:
    """Return which amounts are listed; where one page cannot hold them all, draw the pages to choose from."""
    starts = range(0, amounts, LISTED)
    if len(starts) == 1:
        return slice(0, LISTED)
    # Not st.pagination: a screen reader would hear its buttons in English.
    first = st.selectbox(
        labels.LISTED, starts, format_func=lambda start: labels.lines(start + 1, min(start + LISTED, amounts))
    )
    return slice(first, first + LISTED)


def draw_chart(amounts: Sequence[Amount], first: int) -> None:
    """Draw a bar for each amount, under the number that it has in the list."""
    # Imported here: it takes a second to load, and only this page needs it.
    from ui.pages.amounts_chart import amounts_chart

    st.header(labels.CHART, anchor=False)
    st.altair_chart(amounts_chart(amounts, first, is_dark=st.context.theme.type == "dark"), width="stretch")
    rendering.draw(rendering.note_html(labels.CHART_NOTE))


def draw_amount(n: int, amount: Amount, assistant: "Assistant") -> None:
    """Draw an amount in words, what it depends on, and the sentence that states it."""
    with st.container(border=True):
        rendering.draw(rendering.title_html(in_words(amount)))
        rendering.draw(rendering.facts_html(facts(amount)))
        citation = Citation(n, amount.passage, amount.unit.start, amount.unit.end)
        draw_quote(citation, assistant, key=str(n))
        if signs := load_vocabulary().age_signs_in(amount.passage.text):
            rendering.draw(rendering.note_html(age_caution(signs)))


def facts(amount: Amount) -> dict[str, str]:
    """Return what an amount depends on, by name, without what its document does not say."""
    kind = register_labels()["kinds"][amount.kind]
    known = {
        labels.KIND: f"{kind}, {labels.POSSIBLE}" if amount.possible else kind,
        labels.FOR: ", ".join(amount.structures),
        labels.PAYERS: ", ".join(amount.payers),
        labels.PURPOSE: amount.purpose,
        labels.CONDITION: amount.condition,
        labels.STATUS: STATUS_LABELS[amount.status],
    }
    return {name: value for name, value in known.items() if value}


def csv_bytes(amounts: Sequence[Amount]) -> bytes:
    """Return amounts as the file that the command line writes."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / labels.FILE_NAME
        write_csv(amounts, file)
        return file.read_bytes()
