"""What the tests of the pages share: every test begins with a reader who has asked nothing yet."""

import pytest

from ui.rate import reader_allowance


@pytest.fixture(autouse=True)
def _nothing_asked_yet():
    """Forget the questions counted: all the sessions of AppTest are one visitor."""
    reader_allowance.cache_clear()
