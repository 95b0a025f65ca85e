"""Many readers at once, on a server of its own: `python -m tests.ui.load --sessions 30 --every 10 --minutes 3`.

Each reader is a raw WebSocket client that speaks Streamlit's own protocol, on its own cookie: a browser a reader would
measure the browsers. Needs an index (`make index`) and the packages of the tests.
"""

import asyncio
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from statistics import quantiles
from typing import Annotated
from urllib.request import urlopen

import psutil
import typer
import yaml
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from tests.ui.serving import ROOT, served

QUESTIONS = ROOT / "eval" / "cases" / "a.yaml"
ANSWER_S = 60
"""A run that lasts longer is an error."""
START_S = 180
LARGEST = 32_000_000
TOKEN = "_streamlit_xsrf"


@dataclass(slots=True)
class Reader:
    """What the pages of one reader need to know, and how long its answers took."""

    input_id: str = ""
    query: str = ""
    page: str = ""
    answers_s: list[float] = field(default_factory=list)
    """From the question to the last words of its answer."""
    runs_s: list[float] = field(default_factory=list)
    """From the question to the end of the run: sources, actions and suggestions are there too."""
    errors: list[str] = field(default_factory=list)


def main(
    sessions: Annotated[int, typer.Option(help="Readers at once.", min=1)] = 30,
    every: Annotated[float, typer.Option(help="Seconds from one question of a reader to the next.")] = 10,
    minutes: Annotated[float, typer.Option(help="How long.")] = 3,
    limit: Annotated[float, typer.Option(help="Seconds that 95 % of the answers may take.")] = 3,
    warm_s: Annotated[float, typer.Option(help="Seconds to wait after the start of an own server.")] = 60,
    url: Annotated[str, typer.Option(help="Server to try; one of its own is started without it.")] = "",
) -> None:
    """Ask, measure, print; exit 1 on any error, or when the answers are too slow."""
    asked = [case["question"] for case in yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))["items"]]
    with nullcontext((url, None)) if url else serving(warm_s) as (origin, server):
        before, spent = os.getloadavg(), cpu_s(server)
        readers = asyncio.run(read(origin, sessions, every, minutes * 60, asked))
        spent = cpu_s(server) - spent
        memory = server.memory_info().rss / 1e9 if server else 0.0
    report(readers, before, memory, spent)
    times = [spent for reader in readers for spent in reader.answers_s]
    if any(reader.errors for reader in readers) or percentile(times, 95) >= limit:
        raise typer.Exit(1)


@contextmanager
def serving(warm_s: float) -> Iterator[tuple[str, psutil.Process]]:
    """Serve the application, and yield its address and its process once it answers and its caches have filled."""
    with served("ui/app.py", Path(os.devnull)) as origin:
        wait_for(f"{origin}/sante")
        time.sleep(warm_s)
        (server,) = psutil.Process().children()
        yield origin, server


def wait_for(address: str) -> None:
    """Wait until an address answers."""
    deadline = time.monotonic() + START_S
    while True:
        try:
            with urlopen(address, timeout=5):
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)


async def read(origin: str, sessions: int, every: float, seconds: float, asked: list[str]) -> list[Reader]:
    """Have readers ask, begun one after the other over the time between two questions."""
    return list(
        await asyncio.gather(
            *(
                one_reader(
                    origin, n * every / sessions, every, seconds, asked[n % len(asked) :] + asked[: n % len(asked)]
                )
                for n in range(sessions)
            )
        )
    )


async def one_reader(origin: str, delay: float, every: float, seconds: float, asked: list[str]) -> Reader:
    """Ask a question every so often, waiting for its answer."""
    reader = Reader()
    await asyncio.sleep(delay)
    try:
        headers = {"Cookie": await asyncio.to_thread(token_of, origin)}
        address = f"{origin.replace('http', 'ws', 1)}/_stcore/stream"
        async with connect(
            address, subprotocols=["streamlit"], origin=origin, additional_headers=headers, max_size=LARGEST
        ) as socket_:
            await run(socket_, reader, "")
            begun = time.monotonic()
            for n, question in enumerate(islice(cycle(asked), round(seconds / every))):
                if time.monotonic() - begun > seconds:
                    break
                await asyncio.sleep(max(0.0, begun + n * every - time.monotonic()))
                await run(socket_, reader, question)
    except Exception as error:
        reader.errors.append(f"{type(error).__name__}: {error}")
    return reader


def token_of(origin: str) -> str:
    """Return the cookie by which the server knows a browser."""
    with urlopen(f"{origin}/_stcore/health", timeout=ANSWER_S) as response:
        cookies = response.headers.get_all("Set-Cookie") or []
    return next((cookie.partition(";")[0] for cookie in cookies if cookie.startswith(TOKEN)), "")


async def run(socket_: ClientConnection, reader: Reader, question: str) -> None:
    """Have the script run, on a question unless it is empty, and note how it went."""
    sent = time.monotonic()
    answered = 0.0
    await socket_.send(request(reader, question))
    while True:
        message = ForwardMsg()
        message.ParseFromString(await asyncio.wait_for(socket_.recv(decode=False), ANSWER_S))
        kind = message.WhichOneof("type")
        if kind == "new_session":
            reader.page = message.new_session.page_script_hash
        elif kind == "page_info_changed":
            reader.query = message.page_info_changed.query_string
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            answered = note(message.delta.new_element, reader) or answered
        elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            break
    if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
        reader.errors.append(f"the run ended with status {message.script_finished}")
    elif question and answered:
        reader.answers_s.append(answered - sent)
        reader.runs_s.append(time.monotonic() - sent)
    elif question:
        reader.errors.append(f"no answer to {question!r}")
    elif not reader.input_id:
        reader.errors.append("the page has no input")


def request(reader: Reader, question: str) -> bytes:
    """Return the message that runs the script, on a question unless it is empty."""
    message = BackMsg()
    state = message.rerun_script
    state.query_string, state.page_script_hash = reader.query, reader.page
    if question:
        widget = state.widget_states.widgets.add()
        widget.id = reader.input_id
        widget.chat_input_value.data = question
    return message.SerializeToString()


def note(element, reader: Reader) -> float:
    """Keep what an element tells of the page, and return the time when it is part of an answer."""
    kind = element.WhichOneof("type")
    if kind == "chat_input":
        reader.input_id = element.chat_input.id
    elif kind in ("exception", "alert"):
        reader.errors.append(f"{kind}: {str(getattr(element, kind))[:200]}")
    elif kind == "html" and 'class="answer"' in element.html.body:
        return time.monotonic()
    return 0.0


def cpu_s(server: psutil.Process | None) -> float:
    """Return the seconds of processor that the server has taken, which the other work of the machine does not change."""
    return sum(server.cpu_times()[:2]) if server else 0.0


def percentile(times: list[float], rank: int) -> float:
    """Return a percentile, that of nothing being without end."""
    return quantiles(times, n=100, method="inclusive")[rank - 1] if len(times) > 1 else float("inf")


def report(readers: list[Reader], load: tuple[float, float, float], memory: float, spent: float) -> None:
    """Print the figures as Markdown."""
    errors = [error for reader in readers for error in reader.errors]
    print(f"{sum(len(reader.answers_s) for reader in readers)} answers to {len(readers)} readers, {len(errors)} errors")
    for error in sorted(set(errors)):
        print(f"  {errors.count(error)} x {error}")
    for name, times in (
        ("answer, s", [spent for reader in readers for spent in reader.answers_s]),
        ("end of the run, s", [spent for reader in readers for spent in reader.runs_s]),
    ):
        ranks = " / ".join(f"{percentile(times, rank):.2f}" for rank in (50, 95, 99))
        print(f"{name}: p50 / p95 / p99 {ranks}, longest {max(times, default=0):.2f}")
    print(f"load before {load[0]:.1f}, after {os.getloadavg()[0]:.1f}, on {os.cpu_count()} cores")
    if memory:
        answers = sum(len(reader.answers_s) for reader in readers)
        print(f"memory of the server {memory:.2f} GB, processor {spent / max(1, answers):.2f} s a question")


if __name__ == "__main__":
    typer.run(main)
