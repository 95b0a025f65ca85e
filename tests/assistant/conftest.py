"""What the tests of the assistant share: a server of a language model that replies what each test tells it to."""

from collections.abc import Iterator

import pytest

from tests.assistant.scripted_server import ScriptedServer


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedServer]:
    """Serve until the tests of a file are over."""
    scripted = ScriptedServer()
    yield scripted
    scripted.close()
