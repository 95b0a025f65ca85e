"""The server on the assistant of the front desk, for a browser."""

import streamlit as st
from starlette.middleware import Middleware

from ui.shell import FrenchShell

app = st.App("fake_desk_chat.py", middleware=[Middleware(FrenchShell)])
