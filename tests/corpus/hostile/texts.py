"""Texts, Markdown and web pages made to stop, fill, fool or take over whoever reads them."""

import random
from collections.abc import Iterator

from tests.corpus.hostile.specimen import READ, Specimen, truncated

SENTENCE = "La maison de santé reçoit une aide de 15 000 euros par an pendant trois ans.\n"
_MILLION = 1_000_000


def text_specimens() -> Iterator[Specimen]:
    """Yield all of them."""
    yield from _plain()
    yield from _encoded()
    yield from _front_matter()
    yield from _markdown()
    yield from _web_pages()


def _plain() -> Iterator[Specimen]:
    """Yield plain texts: none, too much, or of a shape that makes searches slow."""
    yield Specimen("sound.txt", (SENTENCE * 20).encode(), READ)
    yield Specimen("nothing.txt", b"", "empty")
    yield Specimen("blank.txt", b"\n \t\n" * 100, "empty")
    yield Specimen("signs.txt", b"*** --- ... !!!", "no text in it")
    yield Specimen("larger.txt", SENTENCE.encode() * 280_000, "larger than 20 MB")
    yield Specimen("longer.txt", SENTENCE.encode() * 80_000, "more than 5,000,000 characters of text")
    shapes = {
        "one-word": "a" * 3 * _MILLION,
        "one-line": "une aide de 100 euros " * 150_000,
        "digits": "1" * _MILLION,
        "amounts": "1 000 € " * 200_000,
        "hyphens": "a-\n" * 300_000,
        "spaces": "a" + " " * _MILLION + "b",
        "blank-lines": "a" + "\n" * 500_000 + "b",
        "tabs": "a\tb\t" * 200_000,
        "rows": "a\tb\tc\n" * 30_000,
        "bullets": "- \n" * 200_000 + "- une aide",
        "dots": "a" + "." * _MILLION,
        "capitals": "AIDE " * 200_000,
        "titles": "1.1.1.1 Titre\n" * 15_000,
        "stars": "**" * 300_000 + "aide",
        "quotes": "«" * 300_000 + "aide",
        "brackets": "(" * 300_000 + "aide",
        "slashes": "A : b / " * 100_000,
        "accents": "e" + "\u0301" * 300_000,
    }
    for name, shape in shapes.items():
        yield Specimen(f"{name}.txt", shape.encode())


def _encoded() -> Iterator[Specimen]:
    """Yield texts in encodings other than UTF-8, and bytes that are no text."""
    text = SENTENCE * 20
    yield Specimen("windows.txt", text.encode("cp1252"), READ)
    yield Specimen("utf-16.txt", text.encode("utf-16"), READ)
    yield Specimen("utf-16-odd.txt", text.encode("utf-16")[:-1], READ)
    yield Specimen("utf-16-unmarked.txt", text.encode("utf-16-le"), "not a text")
    yield Specimen("mark-alone.txt", b"\xef\xbb\xbf", "no text in it")
    yield Specimen("nul.txt", text.encode().replace(b"aide", b"ai\x00de", 1), "not a text")
    yield Specimen("random.txt", random.Random(1).randbytes(20_000), "not a text")
    yield Specimen("random-without-nul.md", random.Random(2).randbytes(20_000).replace(b"\x00", b""), "not a text")
    yield Specimen("cut-character.txt", text.encode() + b"\xc3", READ)
    yield Specimen("surrogates.txt", text.encode() + b"\xed\xa0\x80", READ)
    yield Specimen("directions.txt", ("\u202e" + text + "\u2066").encode(), READ)
    yield Specimen("terminal.txt", ("\x1b]0;titre\x07" + text).encode(), READ)
    yield Specimen("compressed.txt", b"\x1f\x8b" + bytes(500), "an archive, not a text")
    yield Specimen("picture.md", b"\xff\xd8\xff\xe0" + bytes(500), "an image, not a text")


def _front_matter() -> Iterator[Specimen]:
    """Yield front matter that runs code, never ends or grows beyond measure."""
    laughs = "a0: &a0 [ha, ha]\n" + "".join(f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 9)}]\n" for n in range(9))
    fields = {
        "code": "title: !!python/object/apply:os.system ['touch /tmp/evil']\n",
        "itself": "title: &a [*a]\n",
        "laughs": laughs,
        "deep": "title: " + "[" * 9_000 + "]" * 9_000 + "\n",
        "no-date": "title: Guide\ndate: 2024-13-45\n",
        "odd-keys": "title: Guide\n? [a, b]\n: c\n",
    }
    for name, lines in fields.items():
        yield Specimen(f"front-{name}.md", f"---\n{lines}---\n{SENTENCE}".encode())
    yield Specimen("front-endless.md", ("---\ntitle: Guide\n" + SENTENCE * 1_000).encode(), READ)
    yield Specimen("front-dates.md", f"---\ntitle: Guide\ndate: 2024-01-31\n---\n{SENTENCE}".encode(), READ)


def _markdown() -> Iterator[Specimen]:
    """Yield Markdown whose marks stand in one another without end, or that carries live content."""
    shapes = {
        "quotes": ">" * 20_000 + " aide",
        "links": "[" * 50_000 + "aide",
        "images": "![" * 10_000 + "aide",
        "stars": "*a " * 50_000,
        "underscores": "_a" * 50_000,
        "ticks": "".join("`" * n + "a" for n in range(700)),
        "lists": "".join("  " * n + "- aide\n" for n in range(700)),
        "references": "[a]: b\n" * 10_000 + "[a]" * 10_000,
        "table": "|a" * 3_000 + "|\n" + "|-" * 3_000 + "|\n" + ("|1" * 3_000 + "|\n") * 5,
        "tags": "<a " * 50_000,
        "comments": "<!--" * 20_000,
        "entities": "&" * 50_000 + "amp;" * 50_000,
    }
    for name, shape in shapes.items():
        yield Specimen(f"marks-{name}.md", shape.encode())
    live = "<script>fetch('http://127.0.0.1:9/')</script>\n\n![x](http://127.0.0.1:9/a.png)\n\n" + SENTENCE
    yield Specimen("live.md", live.encode(), READ)


def _web_pages() -> Iterator[Specimen]:
    """Yield web pages."""
    page = f"<!DOCTYPE html><html><body><main><h1>Aides</h1><p>{SENTENCE}</p></main></body></html>" * 3
    yield Specimen("sound.html", page.encode(), READ)
    yield from truncated("page", ".html", page.encode(), (5, 30, 70))
    shapes = {
        "divisions": "<div>" * 100_000 + SENTENCE,
        "inline": "<b>" * 50_000 + SENTENCE,
        "lists": "<ul><li>" * 30_000 + SENTENCE,
        "tables": "<table><tr><td>" * 20_000 + SENTENCE,
        "spans": "<table>" + "<tr>" * 300 + '<td rowspan="50" colspan="50">a</td>' * 3_000 + "</table>",
        "attributes": "<p " + "a='b' " * 200_000 + f">{SENTENCE}</p>",
        "attribute": f"<p class='{' menu' * 300_000}x'>{SENTENCE}</p>",
        "comments": "<!--" * 200_000 + SENTENCE,
        "unclosed": f"<p>{SENTENCE}" * 8_000,
        "entities": "&amp" * 300_000,
        "script-alone": "<script>document.write('aide')</script>",
    }
    for name, shape in shapes.items():
        yield Specimen(f"page-{name}.html", f"<html><body>{shape}".encode())
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    yield Specimen("page-laughs.html", f'<!DOCTYPE html [<!ENTITY l0 "ha">{laughs}]><p>&l9; {SENTENCE}</p>'.encode())
    reaching = (
        '<!DOCTYPE html SYSTEM "http://127.0.0.1:9/a.dtd"><html><head><base href="http://127.0.0.1:9/">'
        '<meta http-equiv="refresh" content="0; url=http://127.0.0.1:9/"><link rel="stylesheet" href="a.css"></head>'
        f'<body><img src="a.png"><iframe src="file:///etc/passwd"></iframe><p>{SENTENCE}</p></body></html>'
    )
    yield Specimen("page-reaching-out.html", reaching.encode(), READ)
    yield Specimen("page.txt", page.encode(), "a web page, not a text")
