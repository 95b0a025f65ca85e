"""The script that Streamlit runs for each session.

It stands in here because Streamlit takes a folder `pages` beside its script for its own, older kind of pages, and would
serve each file of it to whoever asks first.
"""

from ui.navigation import navigate

navigate()
