"""An action of a visitor, carried out in the role that he has at that moment, and what to tell him of it."""

import logging
from collections.abc import Callable

import streamlit as st

from corpus.errors import SetupError
from ui import rendering
from ui.identity import NotAllowedError, User, current_user
from ui.pages.labels_desk import INCIDENT, NOT_ALLOWED

logger = logging.getLogger(__name__)

_TOLD, _FAILED, _DETAIL = "acted-told", "acted-failed", "acted-detail"


def act(action: Callable[[User], object], done: str) -> bool:
    """Carry out an action for who visits now, keep what to tell, and return whether it was done."""
    try:
        action(current_user())
    except NotAllowedError:
        logger.warning("an action was refused to a visitor without the role")
        tell(NOT_ALLOWED, failed=True)
    except SetupError as error:
        logger.error("an action failed: %s", error)
        tell(INCIDENT, str(error), failed=True)
    except Exception:
        logger.exception("an action failed")
        tell(INCIDENT, failed=True)
    else:
        tell(done)
        return True
    return False


def tell(text: str, detail: str = "", failed: bool = False) -> None:
    """Keep what the page is to say when it is drawn next."""
    st.session_state[_TOLD], st.session_state[_DETAIL], st.session_state[_FAILED] = text, detail, failed


def draw_outcome() -> None:
    """Draw what there is to tell, once."""
    told = st.session_state.pop(_TOLD, None)
    if told is None:
        return
    (st.warning if st.session_state.pop(_FAILED, False) else st.success)(told)
    if detail := st.session_state.pop(_DETAIL, ""):
        rendering.draw(rendering.source_html(detail))
