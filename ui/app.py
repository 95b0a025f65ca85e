"""The web server: `streamlit run ui/app.py`."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from threading import Thread

import streamlit as st
from starlette.middleware import Middleware

from assistant.settings import AssistantSettings
from corpus.errors import SetupError
from ui.api import api_routes
from ui.assistant_resource import current_manifest, get_assistant
from ui.purging import keep_purging
from ui.routes import routes
from ui.settings import UiSettings
from ui.shell import FrenchShell
from ui.uploads import GuardedUploads
from ui.warming import keep_warm


@asynccontextmanager
async def open_early(app: st.App) -> AsyncIterator[None]:
    """Open the assistant while the server starts, so that the first reader waits less; delete what was kept too long."""
    Thread(target=open_and_warm, daemon=True).start()
    Thread(target=keep_purging, daemon=True).start()
    yield


def open_and_warm() -> None:
    """Open the assistant, then ask what the pages will; what is wrong with the setup is told by the page."""
    with suppress(SetupError):
        assistant = get_assistant()
        # Streamlit collects garbage after every run of a page: two thirds of the processor went into looking through
        # the libraries, the model and the index again, which stay.
        gc.freeze()
        keep_warm(assistant)


app = st.App(
    "pages/__main__.py",
    lifespan=open_early,
    routes=[*routes(current_manifest, AssistantSettings().corpus), *api_routes(get_assistant, UiSettings)],
    middleware=[Middleware(FrenchShell), Middleware(GuardedUploads)],
)
