"""The script that Streamlit runs for each session."""

from ui.assistant_resource import get_assistant
from ui.page import draw_page

draw_page(get_assistant)
