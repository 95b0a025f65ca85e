"""The one assistant that all sessions share."""

from typing import TYPE_CHECKING

import streamlit as st

from ui import labels

if TYPE_CHECKING:
    from assistant.answering import Assistant


@st.cache_resource(show_spinner=labels.LOADING)
def get_assistant() -> "Assistant":
    """Open the assistant once; raises SetupError, and tries again at the next call, when it cannot be opened."""
    # Imported here: it loads the model's libraries, and the page must appear before them.
    from assistant.building import open_assistant

    return open_assistant()
