"""The server on a fake assistant, for a browser."""

import streamlit as st
from starlette.middleware import Middleware

from ui.shell import FrenchShell

app = st.App("fake_chat.py", middleware=[Middleware(FrenchShell)])
