"""The only door to HTML: text of answers and documents in, inert HTML out.

Streamlit's own Markdown reads images, links, formulas, colours and emoji in any text; a document or a question must
not be able to use them. Here only the syntax named below is alive, everything else is shown as it is written.
"""

import re
from html import escape

import streamlit as st
from markdown_it import MarkdownIt

from assistant.answer import Citation
from corpus.document import PAGE_BREAK, Passage

ANSWER_SYNTAX = ("heading", "list", "blockquote", "hr", "table", "emphasis", "escape", "newline")
"""Markdown that an answer may use; neither links, images, HTML nor code."""

STYLE = """<style>
[data-testid="stMainBlockContainer"] { padding-top: 3rem; }
.stMain .st-key-footer { margin-top: 3rem; column-gap: 1.25rem; row-gap: 0; flex-wrap: wrap; }
.st-key-footer a { padding: 0.25rem 0; text-decoration: underline; text-underline-offset: 0.2em; }
[data-testid="stExpandSidebarButton"]::after { content: "Menu"; padding-left: 0.25rem; }
[data-testid="stBottomBlockContainer"] { padding-top: 0.75rem; padding-bottom: 0.75rem; }
[data-testid="stBottomBlockContainer"] > div { gap: 0.5rem; }
[data-testid^="stChatMessageAvatar"] { display: none; }
[data-testid="stChatMessage"] { padding: 0.25rem 0; }
.st-key-controls { flex-wrap: nowrap; }
.st-key-controls button { white-space: nowrap; }
[class*="st-key-source"] { gap: 0; }
[data-test-script-state="running"] [class*="st-key-given-up"] { display: none; }
[data-testid="stApp"]:not([data-test-script-state="running"]) [class*="st-key-searching"] { display: none; }
[data-testid="stElementContainer"]:has([data-announcement]) { display: none; }
.typed, .passage mark { scroll-margin: 4.5rem 0 1rem; }
[class*="st-key-actions"] { column-gap: 1.25rem; row-gap: 0; }
:is([class*="st-key-source"], [class*="st-key-actions"]) :is(button, a) { text-decoration: underline; }
:is([class*="st-key-source"], [class*="st-key-actions"]) :is(button, a) { text-underline-offset: 0.2em; }
.answer, .typed, .source, .passage { overflow-wrap: anywhere; line-height: 1.55; }
.note { font-size: 0.875rem; opacity: 0.8; }
.typed { white-space: pre-wrap; width: fit-content; padding: 0.5rem 0.9rem; border-radius: 0.75rem; }
.typed { background: color-mix(in srgb, currentColor 8%, transparent); }
.answer table { border-collapse: collapse; display: block; overflow-x: auto; margin: 0.75rem 0; }
.answer :is(th, td) { border: 1px solid color-mix(in srgb, currentColor 25%, transparent); padding: 0.4rem 0.6rem; }
.answer :is(th, td) { text-align: left; vertical-align: top; min-width: 7rem; overflow-wrap: normal; }
.answer :is(th, td):first-child { min-width: 0; }
@media (max-width: 640px) {
  .answer table { font-size: 0.875rem; }
  .answer :is(th, td) { min-width: 0; padding: 0.3rem 0.4rem; }
  .answer :is(th, td):last-child:nth-child(n + 3) { min-width: 10rem; }
}
.answer :is(h1, h2, h3, h4, h5, h6) { font-size: 1.1rem; padding: 0.75rem 0 0.25rem; }
.answer :is(p, ul, ol) { margin: 0 0 0.6rem; }
.answer > :last-child { margin-bottom: 0; }
.answer :is(ul, ol) { padding-left: 1.4rem; }
.answer blockquote { border-left: 3px solid currentColor; margin: 0.5rem 0; padding-left: 0.9rem; }
[data-testid="stHtml"] .document-title { font-size: 1.1rem; margin: 0; padding: 0; overflow-wrap: anywhere; }
.source p { margin: 0; }
.quote { white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.5; padding: 0 0 0.35rem 0.8rem; }
.quote { border-left: 3px solid color-mix(in srgb, currentColor 30%, transparent); }
[class*="st-key-source-quote"] .source p { font-size: 0.875rem; padding-left: 0.9rem; }
.source .warning { border-left: 3px solid currentColor; margin-top: 0.25rem; padding-left: 0.6rem; font-weight: 600; }
[data-testid="stHtml"] .facts { padding: 0; margin: 0 0 1rem; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: 0.2rem 0.9rem; }
.facts dt { opacity: 0.8; }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.passage p { white-space: pre-wrap; margin: 0 0 1rem; }
.passage .near { opacity: 0.72; font-size: 0.92em; }
.passage .cited { border-left: 3px solid currentColor; padding-left: 0.9rem; }
.passage mark { background: #ffe69a; color: #1b2430; padding: 0.1em 0; }
[data-testid="stCheckbox"] label p { font-weight: 600; }
[data-testid="stMain"]:focus-visible { outline: 2px solid currentColor; outline-offset: -2px; }
@media (prefers-reduced-motion: reduce) {
  *, ::before, ::after { animation-duration: 0.01ms !important; animation-iteration-count: 1 !important; }
}
</style>"""

_MARKDOWN = MarkdownIt("zero", {"html": False, "linkify": False, "typographer": False}).enable(list(ANSWER_SYNTAX))

# A table may be wider than a phone: the keyboard must be able to scroll it.
_MARKDOWN.add_render_rule("table_open", lambda self, tokens, at, options, env: '<table tabindex="0">\n')

_INSEPARABLE = re.compile(r"(?<=\d) (?=\d{3}(?!\d))|(?<=\d) (?=[€%])|(?<=«) | (?=»|[;:!?](?:\s|$))")


def draw_style() -> None:
    """Give the page the style of the HTML made here."""
    st.html(STYLE)


def draw(html: str) -> None:
    """Draw HTML made by this module."""
    st.html(html)


def answer_html(markdown: str) -> str:
    """Return an answer as HTML, with only the Markdown of ANSWER_SYNTAX interpreted."""
    return f'<div class="answer">{_MARKDOWN.render(_kept_together(markdown))}</div>'


def _kept_together(text: str) -> str:
    """Return text that no line break parts inside a number, or from its unit and its French punctuation."""
    return _INSEPARABLE.sub("\u00a0", text)


def note_html(text: str) -> str:
    """Return a remark in small type."""
    return f'<div class="note">{escape(text)}</div>'


def announcement_html(text: str, turn: str) -> str:
    """Return what the script of the page says to screen readers, once in a `turn`; nobody sees it."""
    return f'<div hidden data-announcement="{escape(text)}" data-turn="{escape(turn)}"></div>'


def text_html(text: str) -> str:
    """Return text as typed: nothing in it is interpreted."""
    return f'<div class="typed">{escape(text)}</div>'


def quote_html(text: str) -> str:
    """Return words of a document set apart from ours."""
    return f'<div class="quote">{_words(_kept_together(text))}</div>'


def source_html(line: str, warning: str | None = None) -> str:
    """Return the line that names a source and, when there is one, the warning that goes with it."""
    marked = f'<p class="warning">{escape(warning)}</p>' if warning else ""
    return f'<div class="source"><p>{escape(_kept_together(line))}</p>{marked}</div>'


def title_html(text: str) -> str:
    """Return the title of a document, as a heading of the page."""
    return f'<h2 class="document-title">{escape(text)}</h2>'


def facts_html(facts: dict[str, str]) -> str:
    """Return names and values as a description list."""
    lines = (f"<dt>{escape(name)}</dt><dd>{escape(_kept_together(value))}</dd>" for name, value in facts.items())
    return f'<dl class="facts">{"".join(lines)}</dl>'


def passage_html(citation: Citation, passages: tuple[Passage, ...]) -> str:
    """Return the cited passage with its quote marked, between its neighbours among `passages` of the document.

    It stands alone where the document no longer holds it, having changed since the answer.
    """
    before, after = "", ""
    if citation.passage in passages:
        at = passages.index(citation.passage)
        before = "".join(map(_near_html, passages[max(at - 1, 0) : at]))
        after = "".join(map(_near_html, passages[at + 1 : at + 2]))
    return f'<div class="passage">{before}{_cited_html(citation)}{after}</div>'


def _near_html(passage: Passage) -> str:
    return f'<p class="near">{_words(passage.text)}</p>'


def _cited_html(citation: Citation) -> str:
    passage = citation.passage
    before = _words(passage.quote(passage.start, citation.start))
    after = _words(passage.quote(citation.end, passage.end))
    return f'<p class="cited">{before}<mark>{_words(citation.quote)}</mark>{after}</p>'


def _words(text: str) -> str:
    """Return words of a document as HTML; the mark that ends a page has no glyph, and becomes a line break."""
    return escape(text).replace(PAGE_BREAK, "\n")
