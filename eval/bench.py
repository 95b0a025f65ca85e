"""`python -m eval.bench`: measure speed, memory and size here, print the tables and rewrite docs/performance.md."""

import json
import platform
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
from playwright.sync_api import sync_playwright
from rich.console import Console

from assistant.building import open_assistant
from assistant.settings import AssistantSettings
from corpus.errors import SetupError, operator_errors
from corpus.vocabulary import load_vocabulary
from eval.case import Case, load_question_set
from eval.evaluating import HERE
from eval.performance import Durations, Indexing, Performance, durations, tables, with_tables
from eval.running import run_cases
from index.build import current_build, read_manifest
from index.building import build_index
from index.embedding import PACKAGED, load_embeddings
from index.packaged_model import prepare_packaged_model
from index.settings import IndexSettings

PAGE = HERE.parent / "docs" / "performance.md"
QUESTIONS = HERE / "cases" / "a.yaml"
WARM_UP_CASES = 5
PASSES = 2
BROWSER_QUESTIONS = 3
START_S = 120
ANSWER_S = 60

_PACKAGES = ("torch", "sentence-transformers", "chromadb", "bm25s", "streamlit")
_START_UP = """
import json, sys
from time import perf_counter
marks = [perf_counter()]
from assistant.building import open_assistant
from assistant.question import Question
marks.append(perf_counter())
assistant = open_assistant()
marks.append(perf_counter())
assistant.answer(Question(sys.argv[1]))
marks.append(perf_counter())
print(json.dumps(marks))
"""
_status = Console(stderr=True).status


class BenchError(SetupError):
    """Something that could not be measured although it should."""


def main() -> None:
    """Measure, print, and rewrite the part of the page that holds the figures."""
    with operator_errors():
        with_tables(PAGE.read_text(encoding="utf-8"), "")  # A page that cannot take the figures is told at once.
        measured = tables(measure(load_question_set(QUESTIONS).cases, AssistantSettings().corpus))
        print(measured)
        PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8"), measured), encoding="utf-8")


def measure(cases: Sequence[Case], corpus: Path) -> Performance:
    """Take all measures, one after the other, on the index of the settings brought up to date."""
    settings = IndexSettings()
    conditions = machine()
    questions = [case.question for case in cases[:BROWSER_QUESTIONS]]
    with _status("Answering"):
        passes = time_answers(cases, corpus)
    with _status("Indexing"):
        indexing = time_indexing(corpus, settings)
    with _status("Starting a fresh process"):
        start_up_s = time_start_up(questions[0])
    with _status("Serving the app"):
        peak_memory_bytes = served_memory(questions)
    build = current_build(settings.folder)
    return Performance(
        conditions=conditions | {"embedding model": read_manifest(build).model, "questions": str(len(cases))},
        passes=passes,
        indexing=indexing,
        start_up_s=start_up_s,
        disk_bytes={
            "index, one build, on disk": disk_bytes(build),
            "model, on disk": disk_bytes(model_folder(settings)),
        },
        peak_memory_bytes=peak_memory_bytes,
    )


def machine() -> dict[str, str]:
    """Return the machine, how busy it is, and the versions that the figures depend on."""
    return {
        "date, UTC": f"{datetime.now(UTC):%Y-%m-%d %H:%M}",
        "processor": processor(),
        "cores": str(psutil.cpu_count()),
        "memory, GB": f"{psutil.virtual_memory().total / 1e9:.1f}",
        "load before the bench": f"{psutil.getloadavg()[0]:.2f}",
        "python": platform.python_version(),
    } | {package: version(package) for package in _PACKAGES}


def processor() -> str:
    """Return the model of the processor, as Linux tells it where there is one."""
    cpuinfo = Path("/proc/cpuinfo")
    named = re.search(r"^model name\s*: (.+)$", cpuinfo.read_text(), re.MULTILINE) if cpuinfo.exists() else None
    return named[1] if named else platform.processor() or platform.machine()


def time_answers(cases: Sequence[Case], corpus: Path) -> tuple[Durations, ...]:
    """Ask a few cases to warm up, then all of them in each pass."""
    assistant = open_assistant(corpus)
    list(run_cases(cases[:WARM_UP_CASES], assistant))
    return tuple(durations(run_cases(cases, assistant)) for _ in range(PASSES))


def time_indexing(corpus: Path, settings: IndexSettings) -> Indexing:
    """Time a build from nothing, in a folder of its own."""
    embeddings = load_embeddings(settings.model, settings.model_cache)
    vocabulary = load_vocabulary()
    with TemporaryDirectory() as folder:
        started = time.perf_counter()
        nowhere = IndexSettings(folder=Path(folder), chroma_url=None)
        report = build_index(corpus, nowhere, lambda: embeddings, vocabulary)
        return Indexing(report.manifest.passages, report.embedded, time.perf_counter() - started)


def time_start_up(question: str) -> dict[str, float]:
    """Return the seconds of each step of a fresh process up to its first answer, then of the whole process."""
    begun = time.perf_counter()
    process = subprocess.run([sys.executable, "-c", _START_UP, question], stdout=subprocess.PIPE, check=True)
    whole = time.perf_counter() - begun
    started, imported, opened, answered = json.loads(process.stdout)
    return {
        "import the assistant": imported - started,
        "open it, libraries and model included": opened - imported,
        "first answer": answered - opened,
        "whole process, interpreter included": whole,
    }


def served_memory(questions: Iterable[str]) -> int | None:
    """Return the peak memory in bytes of the app served to a reader who asks `questions`; None where not measurable."""
    chromium = shutil.which("chromium")
    if chromium is None or sys.platform != "linux":
        return None
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with served(port) as server:
        ask_in_browser(chromium, f"http://127.0.0.1:{port}", questions)
        process = psutil.Process(server.pid)
        return sum(peak_bytes(each.pid) for each in (process, *process.children(recursive=True)))


@contextmanager
def served(port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Serve the app as `make run` does, and yield its process once it listens."""
    command = [sys.executable, "-m", "streamlit", "run", "ui/app.py", "--server.port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, server)
        yield server
    finally:
        server.terminate()
        server.wait()


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server listens."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.25)
    raise BenchError("The served app did not start. See why with: make run")


def ask_in_browser(chromium: str, address: str, questions: Iterable[str]) -> None:
    """Ask each question in the page, and wait until its answer is drawn."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(address)
        page.get_by_test_id("stChatInputTextArea").wait_for(timeout=START_S * 1000)
        for asked, question in enumerate(questions, start=1):
            page.get_by_test_id("stChatInputTextArea").fill(question)
            page.keyboard.press("Enter")
            # One message for each question and one for each answer; the script stops when the last is drawn.
            page.get_by_test_id("stChatMessage").nth(2 * asked - 1).wait_for(timeout=ANSWER_S * 1000)
            page.locator("[data-test-script-state=notRunning]").wait_for(timeout=ANSWER_S * 1000)
        browser.close()


def peak_bytes(pid: int) -> int:
    """Return the highest resident memory that a process has had."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.findall(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)[0]) * 1024


def model_folder(settings: IndexSettings) -> Path:
    """Return where the model stands; a model of the hub's cache has no folder of its own here."""
    return prepare_packaged_model(settings.model_cache) if settings.model == PACKAGED else Path(settings.model)


def disk_bytes(folder: Path) -> int | None:
    """Return the size of the files of a folder; None when there is no such folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else None


if __name__ == "__main__":
    main()
