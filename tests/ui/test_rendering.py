"""What stays alive and what stays inert of the text that the page shows."""

import ast
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.fake_assistant import DEMAND, FIR, HOSTILE_TEXT, cite
from ui import rendering

UI = Path(rendering.__file__).parent
TEXT_TAGS = {"div", "p", "br", "strong", "em", "blockquote", "hr", "ul", "ol", "li"}
TABLE_TAGS = {"table", "thead", "tbody", "tr", "th", "td"}
HEADING_TAGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


class Reader(HTMLParser):
    """Reads HTML as a browser does: its tags, and its text."""

    def __init__(self, html: str) -> None:
        """Read at once."""
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs) -> None:
        """Keep the tag."""
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data) -> None:
        """Keep the text."""
        self.text += data


@given(st.text())
def test_text_shown_reads_as_it_was_written(text: str) -> None:
    shown = Reader(rendering.text_html(text))

    assert shown.text == text
    assert shown.tags == {"div"}


@given(st.text(alphabet=st.sampled_from("[]()!<>/:$`~\\_*#|&;@.- \n1ahtpsw=\"'")) | st.text())
def test_an_answer_can_only_use_the_syntax_allowed(text: str) -> None:
    shown = Reader(rendering.answer_html(text))

    assert shown.tags <= TEXT_TAGS | TABLE_TAGS | HEADING_TAGS
    assert shown.attributes <= {"class", "start", "style", "tabindex"}


WORD = st.text(alphabet="aéZ0 [](){}!:;$`~^<>&@/.%€’«»\u00a0\u202f", min_size=1).map(lambda word: f"a{word}z")


@given(st.lists(WORD, min_size=1))
def test_words_of_documents_keep_every_character_in_an_answer(words: list[str]) -> None:
    paragraphs = [" ".join(word.split(" ")).replace("\u00a0", " ") for word in words]

    shown = Reader(rendering.answer_html("\n\n".join(paragraphs)))

    assert shown.text.replace("\u00a0", " ").strip().split("\n") == paragraphs


def test_bold_lists_and_tables_of_an_answer_are_drawn() -> None:
    shown = Reader(rendering.answer_html("**gras**\n\n- un\n- deux\n\n1. trois\n\n| a | b |\n| - | - |\n| c | d |"))

    assert {"strong", "ul", "ol", "li", "table", "th", "td"} <= shown.tags


@pytest.mark.parametrize(
    "text",
    [
        "voir [1] et [2]",
        "[1]: http://invalid.example",
        "![image](http://invalid.example/i.png)",
        "![image][1]",
        "[lien](javascript:alert(1))",
        "<http://invalid.example>",
        "http://invalid.example www.invalid.example nom@invalid.example",
        "<img src=x onerror=alert(1)>",
        "<script>alert(1)</script>",
        "note[^1]",
        "5$ et 10$ :red[rouge] :smile: :material/home: ~~barré~~ `code`",
        "&lt;b&gt; &#60;",
        "a -> b <= c",
    ],
)
def test_nothing_else_of_an_answer_is_interpreted(text: str) -> None:
    shown = Reader(rendering.answer_html(text))

    assert shown.text.strip() == text
    assert shown.tags == {"div", "p"}


def test_an_escaped_sign_is_shown_without_its_backslash() -> None:
    shown = Reader(rendering.answer_html(r"\*ACI \[1\] 5 \$"))

    assert shown.text.strip() == "*ACI [1] 5 $"


def test_a_passage_shows_its_quote_marked_and_every_character_of_its_text() -> None:
    citation = cite(1, FIR[1], "maximum sur deux ans")

    html = rendering.passage_html(citation, FIR)

    assert "<mark>maximum sur deux ans</mark>" in html
    assert Reader(html).text == "".join(passage.text for passage in FIR)


def test_a_passage_that_its_document_no_longer_holds_stands_alone() -> None:
    citation = cite(1, FIR[1], "maximum sur deux ans")

    html = rendering.passage_html(citation, DEMAND)

    assert Reader(html).text == FIR[1].text


def test_hostile_names_and_values_are_inert() -> None:
    facts = Reader(rendering.facts_html({HOSTILE_TEXT: HOSTILE_TEXT}))
    source = Reader(rendering.source_html(HOSTILE_TEXT, HOSTILE_TEXT))

    assert facts.tags == {"dl", "dt", "dd"}
    assert source.tags == {"div", "p"}
    assert facts.text == source.text == HOSTILE_TEXT * 2


def html_calls(module: Path) -> set[str]:
    """Return what a module uses of Streamlit's ways to draw HTML."""
    nodes = list(ast.walk(ast.parse(module.read_text(encoding="utf-8"))))
    attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    keywords = {node.arg or "" for node in nodes if isinstance(node, ast.keyword)}
    return {name for name in attributes | keywords if name in {"html", "iframe"} or name.startswith("unsafe_allow")}


def test_only_the_rendering_module_draws_html() -> None:
    used = {module.name: html_calls(module) for module in UI.glob("**/*.py")}

    assert {name: calls for name, calls in used.items() if calls} == {"rendering.py": {"html"}}
