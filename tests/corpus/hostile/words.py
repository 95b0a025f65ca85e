"""Word files made to stop, fill, fool or take over whoever reads them."""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx

from tests.corpus.hostile.specimen import READ, Specimen, damaged

SENTENCE = "La maison de santé reçoit une aide de 15 000 euros par an pendant trois ans."
_BODY = "word/document.xml"
_PARAGRAPH = f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>".encode()


def word_specimens() -> Iterator[Specimen]:
    """Yield all of them."""
    sound = sound_docx()
    yield Specimen("sound.docx", sound, READ)
    yield from damaged("docx", ".docx", sound)
    yield from _disguised(sound)
    yield from _lying()
    yield from _nested()
    yield from _inflating()
    yield from _reaching_out()


def sound_docx() -> bytes:
    """Return a Word file with a heading, paragraphs, a list and a table."""
    word = docx.Document()
    word.add_heading("Financement", 1)
    for number in range(20):
        word.add_paragraph(f"{number}. {SENTENCE}")
    word.add_paragraph("Une réunion par mois", style="List Bullet")
    table = word.add_table(2, 2)
    for cell, words in zip(
        (cell for row in table.rows for cell in row.cells), ("Aide", "Montant", "FIR", "15 000 €"), strict=True
    ):
        cell.text = words
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def with_members(changes: Mapping[str, bytes]) -> bytes:
    """Return the sound file with some of its members replaced or added."""
    out = BytesIO()
    with ZipFile(BytesIO(sound_docx())) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        members = {name: before.read(name) for name in before.namelist()} | dict(changes)
        for name, content in members.items():
            after.writestr(name, content)
    return out.getvalue()


def with_body(inside: bytes) -> bytes:
    """Return the sound file with `inside` in place of its paragraphs."""
    with ZipFile(BytesIO(sound_docx())) as archive:
        whole = archive.read(_BODY)
    return with_members({_BODY: re.sub(rb"(?s)(<w:body>).*(</w:body>)", lambda m: m[1] + inside + m[2], whole)})


def archive(members: Mapping[str, bytes]) -> bytes:
    """Return a zip of `members`."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as written:
        for name, content in members.items():
            written.writestr(name, content)
    return out.getvalue()


def _disguised(sound: bytes) -> Iterator[Specimen]:
    """Yield files that are not what their suffix says."""
    yield Specimen("nothing.docx", b"", "empty")
    yield Specimen("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000), "encrypted or old Office file")
    yield Specimen("workbook.docx", archive({"xl/workbook.xml": b"<x/>"}), "an Excel file, not a Word file")
    yield Specimen("slides.docx", archive({"ppt/presentation.xml": b"<x/>"}), "a PowerPoint file, not a Word file")
    yield Specimen("open.docx", archive({"content.xml": b"<x/>"}), "an OpenDocument file, not a Word file")
    yield Specimen("photos.docx", archive({"a.jpg": b"x"}), "an archive, not a Word file")
    yield Specimen("no-members.docx", archive({}), "an archive, not a Word file")
    yield Specimen("rich.docx", rb"{\rtf1 Une aide}", "a rich text file, not a Word file")
    yield Specimen("sound-word.pdf", sound, "a Word file, not a PDF")
    yield Specimen("sound-word.md", sound, "a Word file, not a text")


def _lying() -> Iterator[Specimen]:
    """Yield files whose structure says what is not so."""
    sound = sound_docx()
    yield Specimen("no-body.docx", archive({"word/other.xml": b"<x/>"}), "broken Word file")
    yield Specimen("body-not-xml.docx", with_members({_BODY: b"rien"}), "broken Word file")
    yield Specimen("body-empty.docx", with_body(b""), "no text in it")
    yield Specimen("types-lost.docx", with_members({"[Content_Types].xml": b"<x/>"}), "broken Word file")
    yield Specimen("relations-lost.docx", with_members({"_rels/.rels": b"<x/>"}), "broken Word file")
    marked = bytearray(sound)
    for start in (found.start() for found in re.finditer(rb"PK\x01\x02|PK\x03\x04", sound)):
        marked[start + (8 if sound[start + 2] == 1 else 6)] |= 1
    yield Specimen("members-encrypted.docx", bytes(marked), "broken Word file")
    wide = (
        b'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>%b</w:tc><w:tc>%b</w:tc></w:tr></w:tbl>'
    )
    yield Specimen("table-wide.docx", with_body(_PARAGRAPH + wide % (_PARAGRAPH, _PARAGRAPH)))
    item = b'<w:p><w:pPr><w:numPr><w:ilvl w:val="%b"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Aide</w:t></w:r></w:p>'
    yield Specimen("item-deep.docx", with_body(item % b"1000000000"))
    yield Specimen("item-of-no-depth.docx", with_body(item % b"x"))
    loop = b'<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="A"/></w:style>'
    with ZipFile(BytesIO(sound)) as zipped:
        styles = zipped.read("word/styles.xml").replace(b"</w:styles>", loop + b"</w:styles>")
    yield Specimen("style-loop.docx", with_members({"word/styles.xml": styles}), READ)


def _nested() -> Iterator[Specimen]:
    """Yield files whose elements stand in one another without end."""
    deep = 100_000
    yield Specimen("elements-deep.docx", with_body(b"<w:x>" * deep + b"</w:x>" * deep), "broken Word file")
    wrapped = b"<w:ins>" * 240 + _PARAGRAPH + b"</w:ins>" * 240
    yield Specimen("insertions-deep.docx", with_body(wrapped))
    boxes = b"<w:p><w:r><w:txbxContent>" * 80 + _PARAGRAPH + b"</w:txbxContent></w:r></w:p>" * 80
    yield Specimen("boxes-deep.docx", with_body(boxes))
    tables = b"<w:tbl><w:tr><w:tc>" * 80 + _PARAGRAPH + b"</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>" * 80
    yield Specimen("tables-deep.docx", with_body(tables))


def _inflating() -> Iterator[Specimen]:
    """Yield files that grow beyond measure once unpacked."""
    yield Specimen(
        "unpacked-210-mb.docx", with_members({"word/media/a.bin": bytes(210_000_000)}), "200 MB once unpacked"
    )
    yield Specimen("body-60-mb.docx", with_body(b"<w:p/>" * 10_000_000))
    yield Specimen("body-blank.docx", with_body(b" " * 50_000_000))
    yield Specimen("members-20000.docx", with_members({f"word/{number}.xml": b"" for number in range(20_000)}))
    laughs = b"".join(b'<!ENTITY l%d "%b">' % (n + 1, b"&l%d;" % n * 10) for n in range(9))
    yield Specimen("laughs.docx", with_members({_BODY: _declaring(b'<!ENTITY l0 "ha">' + laughs, b"&l9;")}))


def _declaring(entities: bytes, words: bytes) -> bytes:
    """Return a body of one paragraph, under a declaration of entities."""
    return (
        b"<!DOCTYPE w:document [%b]>"
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b"<w:body><w:p><w:r><w:t>%b</w:t></w:r></w:p></w:body></w:document>" % (entities, words)
    )


def _reaching_out() -> Iterator[Specimen]:
    """Yield files that would open an address or another file; their own text is read, no more."""
    entity = b'<!ENTITY e SYSTEM "file:///etc/hostname">'
    yield Specimen("entity-outside.docx", with_members({_BODY: _declaring(entity, SENTENCE.encode() + b" &e;")}))
    schemas = "http://schemas.openxmlformats.org"
    relation = (
        f'<Relationships xmlns="{schemas}/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{schemas}/officeDocument/2006/relationships/attachedTemplate" '
        'Target="http://127.0.0.1:9/evil.dotm" TargetMode="External"/></Relationships>'
    )
    yield Specimen("template-remote.docx", with_members({"word/_rels/settings.xml.rels": relation.encode()}), READ)
    yield Specimen("member-by-path.docx", with_members({"../../../tmp/evil.txt": b"x", "/etc/evil": b"x"}), READ)
    yield Specimen("macros.docx", with_members({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}), READ)
