"""Conversations kept in memory for a while."""

from ui.keeping import Shelf

BROWSER, OTHER = b"one", b"other"


class Clock:
    """A clock set by hand."""

    now = 0.0

    def __call__(self) -> float:
        """Return the time set."""
        return self.now


def test_a_conversation_is_found_again_by_its_browser_only() -> None:
    shelf = Shelf(60, 10)

    shelf.put((BROWSER, "name"), ["exchange"])

    assert shelf.get((BROWSER, "name")) == ["exchange"]
    assert shelf.get((OTHER, "name")) is None
    assert shelf.get((BROWSER, "another")) is None


def test_a_conversation_is_forgotten_in_time_counted_from_its_last_change() -> None:
    clock = Clock()
    shelf = Shelf(60, 10, clock)
    shelf.put((BROWSER, "name"), ["first"])
    clock.now = 50
    shelf.put((BROWSER, "name"), ["second"])

    clock.now = 110
    kept = shelf.get((BROWSER, "name"))
    clock.now = 111

    assert kept == ["second"]
    assert shelf.get((BROWSER, "name")) is None


def test_the_oldest_conversations_make_room() -> None:
    shelf = Shelf(60, 2)
    for name in ("first", "second", "first", "third"):
        shelf.put((BROWSER, name), [name])

    assert [shelf.get((BROWSER, name)) for name in ("first", "second", "third")] == [["first"], None, ["third"]]


def test_a_conversation_removed_is_gone() -> None:
    shelf = Shelf(60, 2)
    shelf.put((BROWSER, "name"), ["exchange"])

    shelf.remove((BROWSER, "name"))
    shelf.remove((BROWSER, "name"))

    assert shelf.get((BROWSER, "name")) is None
