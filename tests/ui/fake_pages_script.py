"""The script of a session on the hostile document."""

from tests.ui.fake_pages import run

run()
