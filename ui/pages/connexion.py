"""The page where agents and administrators sign in, shown where there is a provider to ask."""

import streamlit as st

from ui import rendering
from ui.identity import Role, current_user
from ui.pages import labels_desk as labels
from ui.settings import UiSettings


def show() -> None:
    """Draw who is signed in and how to leave, or how to sign in."""
    st.title(labels.SIGN_IN_TITLE, anchor=False)
    st.markdown(labels.ABOUT_SIGN_IN)
    if st.user.to_dict().get("is_logged_in") is not True:
        st.button(labels.SIGN_IN, on_click=st.login, type="primary")
        return
    user = current_user()
    rendering.draw(rendering.source_html(labels.signed_in(user.name, user.role)))
    if user.role is Role.READER:
        rendering.draw(rendering.note_html(labels.role_too_old(UiSettings().login_hours)))
    st.button(labels.SIGN_OUT, on_click=st.logout)
