"""What a reader can do with the events of an administrator's page, sent over a connection of his own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from tests.ui.serving import served
from ui.pages import labels_administration as labels
from ui.pages.labels_desk import DESK_TITLES

SECRET = "the-secret-of-the-proxy"
PROXIED = {"X-Assistant-Secret": SECRET, "X-Forwarded-User": "anne", "X-Forwarded-Roles": "administrateur"}
FORGED = {"X-Forwarded-User": "anne", "X-Forwarded-Roles": "administrateur"}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("events")


@pytest.fixture(scope="module")
def origin(place: Path) -> Iterator[str]:
    """Serve the application on a machine that has no index, behind what would be a proxy."""
    settings = {"UI_AUTH": "proxy", "UI_PROXY_SECRET": SECRET, "ASSISTANT_CORPUS": str(place / "documents")}
    with served("ui/app.py", place / "log", INDEX_FOLDER=str(place / "index"), **settings) as origin:
        yield origin


def run(connection: ClientConnection, page: str = "", pressed: str = "", page_name: str = "") -> list[ForwardMsg]:
    """Run the script once, on a page and with a button pressed, and return what the server sends."""
    asked = BackMsg()
    asked.rerun_script.page_script_hash = page
    asked.rerun_script.page_name = page_name
    if pressed:
        state = asked.rerun_script.widget_states.widgets.add()
        state.id, state.trigger_value = pressed, True
    connection.send(asked.SerializeToString())
    received = []
    while not (received and received[-1].WhichOneof("type") == "script_finished"):
        message = ForwardMsg()
        message.ParseFromString(connection.recv(timeout=120))
        received.append(message)
    return received


def opened(origin: str, headers: dict[str, str]) -> ClientConnection:
    """Open a connection as the page does, with headers."""
    address = f"{origin.replace('http', 'ws')}/_stcore/stream"
    return connect(address, subprotocols=["streamlit"], origin=origin, additional_headers=headers, max_size=None)


def menu(messages: list[ForwardMsg]) -> dict[str, str]:
    """Return the pages that the server offers, by title."""
    sent = [message.navigation for message in messages if message.WhichOneof("type") == "navigation"]
    return {page.page_name: page.page_script_hash for page in sent[-1].app_pages}


def buttons(messages: list[ForwardMsg]) -> dict[str, str]:
    """Return the buttons drawn, by label."""
    drawn = [message.delta.new_element for message in messages if message.WhichOneof("type") == "delta"]
    return {element.button.label: element.button.id for element in drawn if element.WhichOneof("type") == "button"}


@pytest.mark.parametrize("headers", [{}, FORGED], ids=["nothing", "forged headers"])
def test_the_events_of_an_administrator_do_nothing_for_a_reader(origin: str, place: Path, headers) -> None:
    with opened(origin, PROXIED) as administrator:
        page = menu(run(administrator))[DESK_TITLES["administration"]]
        button = buttons(run(administrator, page))[labels.REBUILD]
    before = sorted(place.rglob("*"))

    with opened(origin, headers) as reader:
        offered = menu(run(reader))
        drawn = buttons(run(reader, page, pressed=button, page_name="administration"))
        again = buttons(run(reader, page, pressed=button))

    assert not set(DESK_TITLES.values()) & set(offered)
    assert labels.REBUILD not in drawn
    assert labels.REBUILD not in again
    assert not (place / "index-state" / "journal.jsonl").exists()
    assert [path for path in sorted(place.rglob("*")) if path not in before] == []


def test_the_same_event_of_an_administrator_is_obeyed(origin: str, place: Path) -> None:
    with opened(origin, PROXIED) as administrator:
        page = menu(run(administrator))[DESK_TITLES["administration"]]
        button = buttons(run(administrator, page))[labels.REBUILD]
        run(administrator, page, pressed=button)

    assert '"rebuild"' in (place / "index-state" / "journal.jsonl").read_text(encoding="utf-8")
