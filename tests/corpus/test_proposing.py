import time
from datetime import datetime
from pathlib import Path

import pytest
import yaml
from docx import Document
from reportlab.pdfgen.canvas import Canvas

from corpus.document import Block, BlockKind, Line
from corpus.entry import source_of
from corpus.folding import collapse
from corpus.proposing import entry_text, propose_entry
from corpus.reading import Reading, read_file
from corpus.territories import load_territories

HERE = Path(__file__).parent
DOCUMENTS = HERE.parents[1] / "corpus" / "documents"
REGIONS = HERE.parent / "regions"
WRITTEN = yaml.safe_load((HERE / "proposed_entries.yaml").read_text(encoding="utf-8"))

RIGHT, LEFT_OUT, UNKNOWN = "right", "left out", "unknown"
"""Against the true entry: the same, nothing where it says something, nothing where it says nothing."""
FOUND = {
    "ars-bretagne-politique-exercices-coordonnes.txt": {"publisher": RIGHT, "region": RIGHT, "date": UNKNOWN},
    "ars-esp-cpts-gcs-sara.txt": {"publisher": RIGHT, "region": RIGHT, "date": UNKNOWN},
    "ars-grand-est-accompagnement-msp.txt": {"publisher": RIGHT, "region": RIGHT, "date": RIGHT},
    "avecsante-accompagner-les-msp.txt": {"publisher": RIGHT, "region": RIGHT, "date": RIGHT},
    "cls-pays-ruffecois-action-2.txt": {"publisher": RIGHT, "region": RIGHT, "date": UNKNOWN},
    "hauts-de-france-appel-a-projets.html": {"publisher": RIGHT, "region": RIGHT, "date": RIGHT},
    "normandie-memento-financements.txt": {"publisher": RIGHT, "region": RIGHT, "date": RIGHT},
    "occitanie-dotation-amorcage.md": {"publisher": RIGHT, "region": RIGHT, "date": RIGHT},
}
"""What is found in documents whose entry is hidden. A month or a year is right where the entry gives the day."""


def text_reading(text):
    """A reading of one heading a line that begins with #, one paragraph any other."""
    blocks, at = [], 0
    for line in text.split("\n"):
        kind = BlockKind.HEADING if line.startswith("#") else BlockKind.PARAGRAPH
        start = at + (2 if kind is BlockKind.HEADING else 0)
        if line.strip():
            blocks.append(Block(kind, (Line(start, at + len(line)),), level=1 if kind is BlockKind.HEADING else 0))
        at += len(line) + 1
    return Reading(text, tuple(blocks))


def proposed(text, name="note.txt"):
    return propose_entry(name, text_reading(text))


def in_ids(region):
    names = [region] if isinstance(region, str) else region or []
    return {name if name == "national" else load_territories().region(name).id for name in names}


def verdict(field, expected, actual):
    if actual is None:
        return UNKNOWN if expected is None else LEFT_OUT
    if field == "region":
        same = in_ids(actual) == in_ids(expected)
    elif field == "date":
        same = str(expected).startswith(str(actual))
    else:
        same = actual == expected
    return RIGHT if same else f"wrong: {actual!r} instead of {expected!r}"


def verdicts(expected, fields):
    return {name: verdict(name, expected.get(name), fields.get(name)) for name in ("publisher", "region", "date")}


@pytest.mark.parametrize("name", FOUND)
def test_an_entry_that_is_hidden_is_found_again_in_the_document_or_left_out(name):
    path = next(folder / name for folder in (DOCUMENTS, REGIONS) if (folder / name).exists())
    reading = read_file(path)
    true = reading.fields or yaml.safe_load(path.with_suffix(".yaml").read_text(encoding="utf-8"))

    proposal = propose_entry(name, Reading(reading.text, reading.blocks))

    assert verdicts(true, proposal.fields) == FOUND[name]


@pytest.mark.parametrize("written", WRITTEN, ids=lambda written: written["name"])
def test_documents_of_other_agencies_regions_and_years_say_as_much(written, tmp_path):
    path = tmp_path / written["name"]
    path.write_text(written["text"], encoding="utf-8")

    proposal = propose_entry(path.name, read_file(path))

    found = verdicts(written["expected"], proposal.fields)
    assert found == {name: RIGHT if name in written["expected"] else UNKNOWN for name in found}


@pytest.mark.parametrize("region", load_territories().regions, ids=lambda region: region.id)
def test_the_agency_of_any_region_is_its_publisher(region):
    letter = proposed(f"Agence régionale de santé {region.genitive}\n# Aide aux équipes\n3 mai 2023")
    page = proposed(f"L’ARS {region.name} aide les équipes. Au 1er mars 2024, l’ARS {region.name} en compte dix.")

    for proposal, date in ((letter, "2023-05-03"), (page, "2024")):
        assert proposal.fields["publisher"] == f"ARS {region.name}"
        assert proposal.fields["region"] == region.name
        assert proposal.fields["date"] == date


def test_the_fund_of_any_department_is_placed_in_its_region():
    data = yaml.safe_load((HERE.parents[1] / "corpus" / "territories.yaml").read_text(encoding="utf-8"))

    text = "# Aide aux équipes\nLa CPAM {} instruit les demandes."
    found = {
        name: in_ids(
            proposed(text.format(f"de l’{name}" if name[0] in "AEIO" else f"de la {name}")).fields.get("region")
        )
        for region in data["regions"]
        for name in region["departments"].values()
    }

    wrong = {
        name: ids
        for region in data["regions"]
        for name, ids in found.items()
        if name in region["departments"].values() and not ids <= {region["id"]}
    }
    assert not wrong
    assert sum(map(bool, found.values())) >= 0.9 * len(found)


def test_every_inferred_value_is_to_confirm_and_quotes_the_document():
    for name in FOUND:
        path = next(folder / name for folder in (DOCUMENTS, REGIONS) if (folder / name).exists())
        reading = read_file(path)

        proposal = propose_entry(name, Reading(reading.text, reading.blocks))

        for field, clue in proposal.clues.items():
            assert clue.reason
            assert all(quote in collapse(reading.text) for quote in clue.quotes), field
        assert proposal.fields.get("region_basis") == ("inferred" if "region" in proposal.to_confirm else None)
        assert list(proposal.to_confirm) == proposal.fields.get("to_confirm", [])


def test_regions_of_the_same_weight_are_both_proposed():
    proposal = proposed("# Coopérations\nEn Bretagne, dix équipes. En Normandie, neuf équipes.\nBretagne et Normandie.")

    assert in_ids(proposal.fields["region"]) == {"bretagne", "normandie"}
    assert "region" in proposal.to_confirm


def test_a_region_that_is_only_compared_with_is_not_proposed():
    proposal = proposed(
        "# Aides\nÀ l’instar de l’ARS Bretagne, des équipes s’organisent. Contrairement à la Corse, non."
    )

    assert "region" in proposal.missing
    assert "publisher" in proposal.missing


def test_the_addressee_of_a_letter_is_not_its_author():
    proposal = proposed("# Lettre ouverte à l’ARS Bretagne\nNous demandons une aide à l’ARS Bretagne.")

    assert "publisher" in proposal.missing


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("# Guide\nVersion 2 – mars 2023", "2023-03"),
        ("# Guide\nPublié le 3 mars 2021, mis à jour le 5 juin 2023.", "2023-06-05"),
        ("# Arrêté du 4 mai 2017 relatif aux équipes\nArticle 1.", "2017-05-04"),
        ("# Appel à projets 2026\nLes équipes répondent.", "2026"),
        ("# Guide\nAu 31 décembre 2021, dix équipes étaient aidées.", "2021"),
        ("# Guide\nElles étaient dix en mai 2021. Un guichet ouvrira en 2022.", "2021-2022"),
        ("# Guide\nLa règle s’applique à compter du 1er mars 2020.", "2020"),
        ("# Guide\nLa loi du 21 juillet 2009 les définit.", None),
        ("# Guide\nD’ici 2030, chaque bassin de vie aura la sienne.", None),
        ("# Guide\nCréées en 2007, elles se sont multipliées depuis 2015.", None),
        ("# Guide\nUne aide de 2020 € est versée.", None),
        ("# Guide\nLe 45 mars 2023", None),
    ],
)
def test_a_date_is_that_of_the_document_not_one_that_it_speaks_of(text, date):
    assert proposed(text).fields.get("date") == date


def test_a_proposal_goes_on_until_a_heading_that_surely_ends_it():
    numbered = proposed("# Guide\n# 1. Les aides\nDix.\n# 2. Propositions\nVingt.\n# 3. Calendrier\nMai.")
    by_look = proposed("# Guide\n# LES AIDES\nDix.\n# ET DEMAIN\nVingt.\n# DES MOYENS\nTrente.\n# GLOSSAIRE\nMots.")

    assert numbered.fields["sections"] == [
        {"heading": "2. Propositions", "status": "proposal"},
        {"heading": "3. Calendrier", "status": "report"},
    ]
    assert [section["heading"] for section in by_look.fields["sections"]] == ["ET DEMAIN", "GLOSSAIRE"]


def test_the_kind_says_what_a_document_is_worth():
    assert proposed("# Cahier des charges des équipes\nTrois.").fields["status"] == "rule"
    assert proposed("# Contrat local de santé : feuille de route\nTrois.").fields["status"] == "plan"
    assert proposed("# Plaidoyer pour les équipes\nTrois.").fields["status"] == "proposal"
    assert "status" in proposed("# Une aide à la décision\nTrois.").missing


def test_what_the_front_matter_states_is_not_proposed():
    reading = Reading("L’ARS Corse. L’ARS Corse.", (), fields={"publisher": "ARS Bretagne", "region": "Bretagne"})

    proposal = propose_entry("note.md", reading)

    assert not {"publisher", "region"} & {*proposal.fields, *proposal.missing}


@pytest.mark.parametrize(
    "title", ["À qui : « nous »\x85 # non", "- [x] {a}: b\x07", "'\"", "a\u2028b: c", "!!python/object:os.system x"]
)
def test_no_character_of_a_document_breaks_its_entry(title):
    proposal = proposed(f"# {title}\nL’ARS Corse aide. L’ARS Corse {title} paie.", name=f"{title}.txt")

    fields = yaml.safe_load(entry_text(proposal))

    assert source_of("note.txt", fields).publisher == "ARS Corse"
    assert collapse(fields["title"]) == collapse(proposal.fields["title"])
    assert all(line.isprintable() for line in entry_text(proposal).split("\n"))


def test_what_a_file_says_of_itself_completes_what_its_text_does_not(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        "<html><head><title>Les équipes | ARS Normandie</title>"
        '<meta property="article:published_time" content="2024-05-06T10:00:00">'
        '<link rel="canonical" href="https://www.normandie.ars.sante.fr/equipes"></head>'
        "<body><main><p>Une équipe se compose de professionnels qui se coordonnent.</p></main></body></html>",
        encoding="utf-8",
    )

    proposal = propose_entry(page.name, read_file(page))

    assert proposal.fields["publisher"] == "ARS Normandie"
    assert proposal.fields["region"] == "Normandie"
    assert proposal.fields["date"] == "2024-05-06"
    assert proposal.fields["url"] == "https://www.normandie.ars.sante.fr/equipes"
    assert {"title", "publisher", "region", "date"} <= {*proposal.to_confirm}


def test_the_properties_of_a_pdf_and_of_a_word_file_are_the_last_resort(tmp_path):
    pdf, word = tmp_path / "note.pdf", tmp_path / "note.docx"
    canvas = Canvas(str(pdf))
    canvas.setAuthor("ARS Corse")
    canvas.setTitle("Microsoft Word - brouillon")
    canvas.drawString(72, 700, "Une équipe se compose de professionnels qui se coordonnent autour des patients.")
    canvas.save()
    document = Document()
    document.core_properties.author, document.core_properties.modified = "Marie", datetime(2023, 4, 5)
    document.add_paragraph("Une équipe se compose de professionnels qui se coordonnent autour des patients.")
    document.save(word)

    of_pdf, of_word = (propose_entry(path.name, read_file(path)).fields for path in (pdf, word))

    assert (of_pdf["publisher"], of_pdf["region"], of_pdf["title"]) == ("ARS Corse", "Corse", "Note")
    assert of_pdf["date_basis"] == "inferred"
    assert (of_word.get("publisher"), of_word["date"]) == (None, "2023-04-05")


def test_an_address_that_is_none_of_the_web_is_not_proposed():
    reading = Reading("Une équipe.", (), properties={"url": "javascript:alert(1)"})

    assert "url" in propose_entry("page.html", reading).missing


@pytest.mark.parametrize(
    "text",
    [
        "a" * 90_000,
        "ars-" * 20_000 + "@",
        "Ars-a" * 15_000 + " 2024",
        "Pays A-" * 12_000,
        "1" * 90_000,
        "A, le " * 15_000,
        "( " * 45_000,
    ],
)
def test_a_text_made_to_be_slow_is_not(text):
    started = time.process_time()

    proposed(f"# {text[:200]}\n{text}\nL’{text} ARS {text[:50]}")

    assert time.process_time() - started < 10


def test_a_field_that_nothing_tells_is_named_with_what_may_be_written_there():
    text = entry_text(proposed("# Comment faire\nRéunissez-vous."))

    assert "# Date – à compléter" in text
    assert "\n# date:" in text
    assert "national" in text
