"""The page of the next steps of a project: found in documents, ticked by the reader, taken away as a Word file."""

import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from ui import rendering
from ui.assistant_resource import assistant_or_stop, get_assistant
from ui.docx_export import DOCX_MIME, Block, Heading, Items, Paragraph, Quote, docx_bytes
from ui.pages import labels_parcours as labels
from ui.pages import labels_quotes
from ui.pages.quotes import choose_region, draw_quote, has_documents, source_line
from ui.pages.steps import Step, next_steps
from ui.sources import warning

if TYPE_CHECKING:
    from assistant.answering import Assistant

logger = logging.getLogger(__name__)

FILE_NAME = "mon-parcours.docx"


def show() -> None:
    """Draw the page."""
    draw(get_assistant)


def draw(open_assistant: Callable[[], "Assistant"]) -> None:
    """Draw the page of an assistant."""
    st.title(labels.TITLE, anchor=False)
    st.markdown(labels.ABOUT)
    assistant = assistant_or_stop(open_assistant)
    region, structure, stage = draw_choice(assistant)
    if not (region and structure and stage):
        return
    name = assistant.territories.region(region).name
    if not has_documents(region, assistant):
        st.info(labels_quotes.no_document(name))
        return
    try:
        with st.spinner(labels_quotes.SEARCHING):
            steps = next_steps(structure, region, stage, assistant)
    except Exception:
        logger.exception("the steps could not be found")
        st.warning(labels_quotes.INCIDENT)
        return
    if not any(step.quotes for step in steps):
        st.info(labels.all_silent(structure, name))
        return
    draw_steps(labels.title(structure, name, stage), steps, assistant)


def draw_choice(assistant: "Assistant") -> tuple[str | None, str | None, str | None]:
    """Draw the three choices, and return the region, the structure and the stage, None while one is open."""
    region = choose_region(assistant)
    left, right = st.columns(2)
    with left:
        structure = st.selectbox(
            labels.STRUCTURE,
            labels_quotes.STRUCTURES,
            index=None,
            placeholder=labels.CHOOSE_STRUCTURE,
            key="structure-of-steps",
            persist_state="session",
        )
    with right:
        stage = st.selectbox(
            labels.STAGE,
            tuple(labels.STAGES),
            index=None,
            placeholder=labels.CHOOSE_STAGE,
            key="stage-of-steps",
            persist_state="session",
        )
    return region, structure, stage


def draw_steps(title: str, steps: Sequence[Step], assistant: "Assistant") -> None:
    """Draw the steps with their boxes, then the file that holds them as they are ticked."""
    st.header(title, anchor=False)
    progress = st.container()
    done = [draw_step(n, step, f"{title}-{step.title}", assistant) for n, step in enumerate(steps, start=1)]
    with progress:
        rendering.draw(rendering.note_html(labels.steps_done(sum(done), len(done))))
    rendering.draw(rendering.note_html(labels.CAUTION))
    notes = (labels.made_on(date.today().strftime("%d/%m/%Y")), labels.CAUTION)
    # Made at once: a file made when it is asked for is lost when a tick has just redrawn the page.
    file = docx_bytes(f"{labels.TITLE}\u00a0: {title}", blocks(steps, done, assistant), notes)
    st.download_button(labels.DOWNLOAD, file, FILE_NAME, DOCX_MIME, on_click="ignore")


def draw_step(n: int, step: Step, key: str, assistant: "Assistant") -> bool:
    """Draw a step under its box, and return whether the box is ticked; `key` keeps it so."""
    with st.container(border=True):
        done = st.checkbox(labels.numbered(n, step.title), key=f"done-{key}", persist_state="session")
        if step.names:
            rendering.draw(rendering.facts_html(step.names))
        if not step.quotes:
            rendering.draw(rendering.note_html(labels.SILENT))
        for quote in step.quotes:
            draw_quote(quote, assistant, key=str(quote.n))
    return done


def blocks(steps: Sequence[Step], done: Sequence[bool], assistant: "Assistant") -> Iterator[Block]:
    """Yield the steps as the blocks of a file: all of them with their boxes, then each with its quotes."""
    titles = tuple(labels.numbered(n, step.title) for n, step in enumerate(steps, start=1))
    yield Items(titles, tuple(done))
    for title, step in zip(titles, steps, strict=True):
        yield Heading(title, level=2)
        for label, names in step.names.items():
            yield Paragraph(f"{label}\u00a0: {names}")
        if not step.quotes:
            yield Paragraph(labels.SILENT)
        for quote in step.quotes:
            marked = (source_line(quote, assistant), warning(quote))
            yield Quote(quote.quote, "\n".join(filter(None, marked)))
