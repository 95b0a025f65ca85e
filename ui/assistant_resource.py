"""The one assistant that all sessions share, and what the server may know without it."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

import streamlit as st

from corpus.errors import SetupError
from index.build import Manifest, current_build
from index.settings import IndexSettings
from index.switching import answering, read_switches, switched_off
from ui import labels, rendering

if TYPE_CHECKING:
    from assistant.answering import Assistant

logger = logging.getLogger(__name__)


@st.cache_resource(show_spinner=labels.LOADING)
def get_assistant() -> "Assistant":
    """Open the assistant once; raises SetupError, and tries again at the next call, when it cannot be opened."""
    # Imported here: it loads the model's libraries, and the page must appear before them.
    from assistant.building import open_assistant
    from index.embedding import share_the_processor

    share_the_processor()
    return open_assistant()


def assistant_or_stop(open_assistant: Callable[[], "Assistant"]) -> "Assistant":
    """Return the assistant; where there is none, say so on the page and end it there."""
    try:
        return open_assistant()
    except SetupError as error:
        logger.error("the assistant cannot be opened: %s", error)
        stop_unavailable(rendering.text_html(str(error)))
    except Exception:
        logger.exception("the assistant cannot be opened")
        stop_unavailable()


def stop_unavailable(remedy: str = "") -> NoReturn:
    """Say that there is no assistant, and in HTML what the operator can do about it, then end the page."""
    st.error(labels.UNAVAILABLE)
    if remedy:
        rendering.draw(remedy)
    st.stop()


def current_manifest() -> Manifest:
    """Return the manifest of what answers now, without the documents switched off; raises SetupError when none can."""
    # Imported here for the same reason as above.
    from index.searching import usable_manifest

    settings = IndexSettings()
    manifest = usable_manifest(current_build(settings.folder), settings)
    return answering(manifest, switched_off(read_switches(settings)))
