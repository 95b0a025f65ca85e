"""PDFs made to stop, fill, fool or take over whoever reads them."""

import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.corpus.hostile.specimen import READ, Specimen, damaged

SENTENCE = "La maison de santé reçoit une aide de 15 000 euros par an pendant trois ans."
_SHOWN = b"BT /F1 12 Tf 50 700 Td (Une aide de 15 000 euros par an.) Tj ET\n"
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
_PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> %b >> >>"
)


def pdf_specimens() -> Iterator[Specimen]:
    """Yield all of them."""
    sound = sound_pdf()
    yield Specimen("sound.pdf", sound, READ)
    yield from damaged("pdf", ".pdf", sound)
    yield from _disguised(sound)
    yield from _locked(sound)
    yield from _lying()
    yield from _looping()
    yield from _inflating()
    yield from _reaching_out()


def sound_pdf(pages: int = 3) -> bytes:
    """Return a PDF with an outline and a few sentences a page."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    for page in range(1, pages + 1):
        canvas.bookmarkPage(str(page))
        canvas.addOutlineEntry(f"Partie {page}", str(page))
        for line in range(12):
            canvas.drawString(60, 780 - 20 * line, f"{page}.{line} {SENTENCE}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def made(objects: Mapping[int, bytes], trailer: bytes = b"", startxref: int | None = None) -> bytes:
    """Return a PDF of raw objects; 1 is the catalog. `startxref` lies about where the table stands."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = {}
    for number, body in objects.items():
        offsets[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    out += b"".join(b"%010d 00000 n \n" % offsets.get(number, 0) for number in range(1, size))
    out += b"trailer\n<< /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF" % (
        size,
        trailer,
        table if startxref is None else startxref,
    )
    return bytes(out)


def one_page(contents: bytes, resources: bytes = b"", **others: bytes) -> dict[int, bytes]:
    """Return the objects of a PDF of one page; `others` are more of them, by name "o6", "o7"."""
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: _PAGE % resources,
        4: contents,
        5: _FONT,
        **{int(name[1:]): body for name, body in others.items()},
    }


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """Return a stream object."""
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(data), entries, data)


def packed(megabytes: int, unit: bytes = b" ", layers: int = 1) -> bytes:
    """Return a compressed stream that unfolds to `megabytes` of `unit`."""
    squeeze = zlib.compressobj(9)
    piece = unit * (1_000_000 // len(unit))
    data = b"".join([*(squeeze.compress(piece) for _ in range(megabytes)), squeeze.flush()])
    for _ in range(layers - 1):
        data = zlib.compress(data, 9)
    return stream(data, b"/Filter [%b]" % (b"/FlateDecode " * layers))


def _disguised(sound: bytes) -> Iterator[Specimen]:
    """Yield files that are not what their suffix says, or nothing at all."""
    yield Specimen("nothing.pdf", b"", "empty")
    yield Specimen("blank.pdf", b" \n\t\n", "empty")
    yield Specimen("zeros.pdf", bytes(5000), "empty")
    yield Specimen("header-alone.pdf", b"%PDF-1.7\n", "broken PDF")
    yield Specimen("page-not-found.pdf", b"<!DOCTYPE html><html><p>Erreur 404</p></html>", "a web page, not a PDF")
    yield Specimen("picture.pdf", b"\x89PNG\r\n\x1a\n" + bytes(200), "an image, not a PDF")
    yield Specimen("text.pdf", SENTENCE.encode(), "a text, not a PDF")
    yield Specimen("late-header.pdf", b"\x01" * 5000 + sound, "not a PDF")
    yield Specimen("sound-pdf.html", sound, "a PDF, not a web page")
    yield Specimen("sound-pdf.txt", sound, "a PDF, not a text")
    yield Specimen("sound-pdf.docx", sound, "a PDF, not a Word file")


def _locked(sound: bytes) -> Iterator[Specimen]:
    """Yield encrypted files; one without a password for reading is read."""
    for algorithm in ("RC4-40", "RC4-128", "AES-128", "AES-256"):
        for password, expected in (("secret", "encrypted"), ("", READ)):
            writer = PdfWriter(clone_from=PdfReader(BytesIO(sound)))
            writer.encrypt(user_password=password, owner_password="owner", algorithm=algorithm)
            out = BytesIO()
            writer.write(out)
            yield Specimen(f"{algorithm}-{password or 'open'}.pdf", out.getvalue(), expected)


def _lying() -> Iterator[Specimen]:
    """Yield files whose structure says what is not so."""
    shown = stream(_SHOWN)
    page = one_page(shown)
    yield Specimen("count-lie.pdf", made({**page, 2: b"<< /Type /Pages /Kids [3 0 R] /Count 999999999 >>"}))
    yield Specimen("count-negative.pdf", made({**page, 2: b"<< /Type /Pages /Kids [3 0 R] /Count -1 >>"}))
    yield Specimen("no-pages.pdf", made({**page, 2: b"<< /Type /Pages /Kids [] /Count 0 >>"}), "0 pages")
    yield Specimen("kids-missing.pdf", made({**page, 2: b"<< /Type /Pages /Kids [77 0 R] /Count 1 >>"}))
    yield Specimen("root-missing.pdf", made({5: _FONT}), "broken PDF")
    yield Specimen("startxref-beyond.pdf", made(page, startxref=10**12))
    yield Specimen("startxref-negative.pdf", made(page, startxref=-1))
    yield Specimen("length-lie.pdf", made({**page, 4: shown.replace(b"/Length ", b"/Length 99999")}))
    yield Specimen("size-lie.pdf", made(page).replace(b"/Size 6", b"/Size 999999999999"))
    yield Specimen("box-huge.pdf", made({**page, 3: (_PAGE % b"").replace(b"595", b"1e308")}))
    yield Specimen("no-words.pdf", made(one_page(stream(b"q 100 0 0 100 0 0 cm Q"))), "no text on any page")
    kids = b" ".join([b"3 0 R"] * 20_000)
    yield Specimen(
        "20000-pages.pdf", made({**page, 2: b"<< /Type /Pages /Kids [%b] /Count 20000 >>" % kids}), "20000 pages"
    )
    wide = b"/Type /XRef /Size 9 /W [1 8 8] /Index [0 999999999] /Root 1 0 R"
    yield Specimen(
        "xref-wide.pdf", b"%PDF-1.7\n1 0 obj\n" + stream(b"\x01" * 100, wide) + b"\nendobj\nstartxref\n9\n%%EOF"
    )


def _looping() -> Iterator[Specimen]:
    """Yield files that lead their reader in circles, or ever deeper."""
    page = one_page(stream(_SHOWN))
    yield Specimen("kids-loop.pdf", made({**page, 2: b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>"}))
    yield Specimen("parent-loop.pdf", made({**page, 3: (_PAGE % b"").replace(b"/Parent 2 0 R", b"/Parent 3 0 R")}))
    yield Specimen("contents-loop.pdf", made({**page, 4: b"4 0 R"}))
    yield Specimen("contents-circle.pdf", made({**page, 4: b"[6 0 R]", 6: b"[4 0 R]"}))
    yield Specimen("length-loop.pdf", made({**page, 4: b"<< /Length 4 0 R >>\nstream\n" + _SHOWN + b"endstream"}))
    table = made(page).rindex(b"xref\n0")
    yield Specimen("prev-loop.pdf", made(page, trailer=b"/Prev %d" % table))
    outline = {
        **page,
        1: b"<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R >>",
        6: b"<< /First 7 0 R /Last 7 0 R /Count 1 >>",
        7: b"<< /Title (A) /Next 7 0 R /First 7 0 R /Parent 6 0 R /Dest [3 0 R /Fit] >>",
    }
    yield Specimen("outline-loop.pdf", made(outline))
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
    itself = one_page(stream(_SHOWN + b"/X Do\n"), b"/XObject << /X 6 0 R >>", o6=stream(b"/X Do\n", form))
    yield Specimen("form-loop.pdf", made(itself))
    doubling = {
        number: stream(
            _SHOWN + b"/X Do /X Do\n",
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F1 5 0 R >> /XObject << /X %d 0 R >> >>"
            % (number + 1),
        )
        for number in range(6, 40)
    }
    yield Specimen("form-doubling.pdf", made({**one_page(stream(b"/X Do\n"), b"/XObject << /X 6 0 R >>"), **doubling}))
    yield Specimen("array-deep.pdf", made({**page, 4: b"[" * 100_000 + b"]" * 100_000}))
    yield Specimen("dictionary-deep.pdf", made({**page, 4: b"<< /A " * 50_000 + b"1" + b" >>" * 50_000}))
    deep = {n: b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (n + 1) for n in range(10, 5_000)}
    tree = {**page, 2: b"<< /Type /Pages /Kids [10 0 R] /Count 1 >>", **deep, 5_000: _PAGE % b""}
    yield Specimen("tree-deep.pdf", made(tree))


def _inflating() -> Iterator[Specimen]:
    """Yield files that grow beyond measure once read."""
    yield Specimen("inflated-200-mb.pdf", made(one_page(packed(200))))
    yield Specimen("inflated-thrice.pdf", made(one_page(packed(200, layers=3))))
    pages = {number: _PAGE % b"" for number in range(10, 510)}
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    shared = {**one_page(packed(15, _SHOWN)), 2: b"<< /Type /Pages /Kids [%b] /Count 500 >>" % kids, **pages}
    yield Specimen("shared-by-500-pages.pdf", made(shared), "not read within")
    columns = b"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 2000000000 >>"
    yield Specimen("columns-wide.pdf", made(one_page(stream(zlib.compress(bytes(1000)), columns))))
    cmap = (
        b"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        b"1 beginbfrange <00000000> <FFFFFFFF> <0041>\nendbfrange endcmap"
    )
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /ToUnicode 6 0 R >>"
    yield Specimen("characters-endless.pdf", made({**one_page(stream(_SHOWN), o6=stream(cmap)), 5: font}))
    yield Specimen("run-length.pdf", made(one_page(stream(b"\x81 " * 4_000_000, b"/Filter /RunLengthDecode"))))


def _reaching_out() -> Iterator[Specimen]:
    """Yield files that would run a program, open an address or load another file; their text is read, no more."""
    page = one_page(stream(_SHOWN))
    actions = {
        "javascript": b"<< /S /JavaScript /JS (app.launchURL\\('http://127.0.0.1:9/'\\);) >>",
        "launch": b"<< /S /Launch /F (/bin/sh) >>",
        "address": b"<< /S /URI /URI (http://127.0.0.1:9/) >>",
        "submit": b"<< /S /SubmitForm /F (http://127.0.0.1:9/) >>",
    }
    for name, action in actions.items():
        yield Specimen(
            f"action-{name}.pdf", made({**page, 1: b"<< /Type /Catalog /Pages 2 0 R /OpenAction %b >>" % action}), READ
        )
    outside = b"<< /Length 0 /F (/etc/passwd) >>\nstream\n\nendstream"
    yield Specimen("stream-in-another-file.pdf", made({**page, 4: outside}), "no text on any page")
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /..#2F..#2F..#2Ftmp#2Fevil /DescendantFonts [5 0 R] >>"
    )
    yield Specimen("encoding-by-path.pdf", made({**page, 5: font}))
