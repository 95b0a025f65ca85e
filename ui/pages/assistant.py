"""The page where questions are asked."""

from ui.assistant_resource import get_assistant
from ui.page import draw_page


def show() -> None:
    """Draw the conversation."""
    draw_page(get_assistant)
