"""The page on a fake assistant, which gives a hostile answer to a question about an attack."""

from tests.ui.fake_assistant import HOSTILE_ANSWER, FakeAssistant
from ui.page import draw_page


class ServedAssistant(FakeAssistant):
    """An assistant with two answers."""

    def answer(self, question, on_stage=None):
        """Choose the answer by the question."""
        if "attaque" in question.text:
            self.reply = HOSTILE_ANSWER
        return FakeAssistant.answer(self, question, on_stage)


draw_page(ServedAssistant)
