import subprocess
import sys

from tests.conftest import DOCUMENTS, ROOT

BLOCKED = """
import socket

real = socket.socket.connect

def refuse(self, address):
    if self.family in (socket.AF_INET, socket.AF_INET6):
        raise AssertionError(f"connection to {address}")
    return real(self, address)

socket.socket.connect = refuse
socket.getaddrinfo = lambda *arguments, **named: (_ for _ in ()).throw(AssertionError(f"look-up of {arguments[0]}"))
"""


def test_index_chat_and_evaluation_work_with_every_connection_blocked(tmp_path):
    script = f"""{BLOCKED}
from pathlib import Path
from assistant.building import open_assistant
from assistant.question import Question
from streamlit.testing.v1 import AppTest

assistant = open_assistant(Path({str(DOCUMENTS)!r}), Path({str(tmp_path / "index")!r}))
assert "100 000" in assistant.answer(Question("Quel est le montant du FIR starter dans le Grand Est ?")).text

from eval.case import load_question_set
from eval.running import run_cases
cases = load_question_set(Path("eval/cases/a.yaml")).cases[:2]
assert all(run.answer.text for run in run_cases(cases, assistant, True))

import os
os.environ["INDEX_FOLDER"] = {str(tmp_path / "index")!r}
page = AppTest.from_file("ui/pages/__main__.py", default_timeout=120).run()
page.chat_input[0].set_value("Quel est le montant du FIR starter dans le Grand Est ?").run()
assert not page.exception
assert len(page.chat_message) == 2
assert any("Lire le passage" in button.label for button in page.button)
print("done")
"""

    result = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)

    assert result.stdout.endswith("done\n"), result.stderr[-2000:]
