"""Plain texts: headings, labels, lists, tables and glossaries are told by their looks."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import BlockKind
from corpus.reading import Reading, read_file
from corpus.reading.text import read_text

DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"
SENTENCE = "L'agence étudie chaque demande avec les professionnels concernés."


def read(text: str) -> Reading:
    return read_text("essai.txt", text.encode())


def spans(reading: Reading, kind: BlockKind) -> list[list[str]]:
    return [[reading.text[line.start : line.end] for line in b.lines] for b in reading.blocks if b.kind is kind]


def headings(reading: Reading) -> list[tuple[int, str]]:
    return [
        (block.level, reading.text[block.lines[0].start : block.lines[-1].end])
        for block in reading.blocks
        if block.kind is BlockKind.HEADING
    ]


def assert_sound(reading: Reading) -> None:
    """Every line is a stripped, non-empty span, and lines follow each other without overlap."""
    end = 0
    for line in (line for block in reading.blocks for line in block.lines):
        words = reading.text[line.start : line.end]
        assert end <= line.start < line.end
        assert words == words.strip()
        end = line.end


def test_a_short_line_without_full_stop_before_a_paragraph_is_a_heading():
    text = f"{SENTENCE}\nLe programme régional\n{SENTENCE}"

    reading = read(text)

    assert headings(reading) == [(2, "Le programme régional")]


def test_a_numbered_title_above_letters_is_a_heading_whatever_number_follows():
    text = (
        f"3. FINANCEMENT\n\n{SENTENCE}\n\n4. DÉPENSES\na) les salaires ;\nb) les logiciels.\n\n5. CONTACT\n\n{SENTENCE}"
    )

    reading = read(text)

    assert headings(reading) == [(1, "3. FINANCEMENT"), (1, "4. DÉPENSES"), (1, "5. CONTACT")]
    assert spans(reading, BlockKind.LIST) == [["les salaires ;", "les logiciels."]]


def test_the_first_heading_is_the_title_even_below_a_letterhead():
    text = f"Direction des soins\n Direction jointe\n\n**La politique régionale\n des équipes**\n\n{SENTENCE}"

    reading = read(text)

    assert headings(reading) == [(1, "La politique régionale\n des équipes")]
    assert spans(reading, BlockKind.PARAGRAPH)[:2] == [["Direction des soins"], ["Direction jointe"]]


def test_numbers_and_capitals_give_the_first_level_and_other_headings_go_below():
    text = (
        f"GUIDE RÉGIONAL\n\n1. La rencontre des acteurs\n\nPour les équipes\n\n{SENTENCE}\n\n2. Le projet\n\n{SENTENCE}"
        f"\n\n2.1 Sa rédaction\n\n{SENTENCE}\n\nET DEMAIN...\n\n{SENTENCE}"
    )

    reading = read(text)

    assert headings(reading) == [
        (1, "GUIDE RÉGIONAL"),
        (1, "1. La rencontre des acteurs"),
        (2, "Pour les équipes"),
        (1, "2. Le projet"),
        (2, "2.1 Sa rédaction"),
        (1, "ET DEMAIN..."),
    ]


def test_a_question_alone_on_its_line_is_a_heading():
    text = f"Guide\n\n{SENTENCE}\n\nUne équipe, c’est quoi ?\n\n{SENTENCE}"

    reading = read(text)

    assert headings(reading)[1:] == [(2, "Une équipe, c’est quoi ?")]


@pytest.mark.parametrize(
    "line",
    [
        "On connaît la formule !",
        "Il existe des statuts type",
        "Le point de départ est une association",
        "Les projets labellisés : MSP de Vars / MSP de Mansle",
        "contact@exemple.fr et www.exemple.fr",
        "Les modalités envisagées à ce stade sont les suivantes :",
    ],
)
def test_a_sentence_a_slogan_or_a_value_is_not_a_heading(line: str):
    text = f"{SENTENCE}\n\n{line}\n\n{SENTENCE}"

    reading = read(text)

    assert headings(reading) == []


def test_a_label_heads_the_values_that_follow_it():
    text = f"Public :\n\nLes élus\n\nPartenaires\n\nà mobiliser :\n\nLa caisse\n\nLa région\n\nBilan\n\n{SENTENCE}"

    reading = read(text)

    assert [words for _, words in headings(reading)] == ["Public :", "Partenaires\n\nà mobiliser :", "Bilan"]
    assert spans(reading, BlockKind.PARAGRAPH)[:3] == [["Les élus"], ["La caisse"], ["La région"]]


def test_unmarked_values_between_two_headings_stay_values():
    values = "Nombre de sites\n\nNombre de départs"
    text = f"{SENTENCE}\n\nSuivi\n\n{values}\n\nCalendrier\n\nDurée du contrat\n\nAction\n\n{SENTENCE}"

    reading = read(text)

    assert [words for _, words in headings(reading)] == ["Suivi", "Calendrier", "Action"]


def test_a_heading_that_goes_on_keeps_its_mark():
    text = f"{SENTENCE}\n\nDescription de l'action (suite)\n\n{SENTENCE}"

    reading = read(text)

    assert headings(reading)[0][1] == "Description de l'action (suite)"


def test_an_introduction_is_a_paragraph_and_its_items_a_nested_list():
    text = "Conditions :\n\n  • deux missions\n    - l'accès ;\n    - le parcours ;\n  • un projet\n\n→ Une réserve."

    reading = read(text)

    assert headings(reading) == []
    assert spans(reading, BlockKind.LIST) == [
        ["deux missions", "l'accès ;", "le parcours ;", "un projet"],
        ["Une réserve."],
    ]
    assert [line.depth for line in reading.blocks[1].lines] == [0, 1, 1, 0]


def test_numbers_that_run_on_make_a_list():
    text = f"{SENTENCE}\n\n1. Information des équipes ;\n2. Rédaction du projet ;\n3. Signature."

    reading = read(text)

    assert spans(reading, BlockKind.LIST) == [
        ["Information des équipes ;", "Rédaction du projet ;", "Signature."],
    ]


@pytest.mark.parametrize("title", ["4. VOTRE DOSSIER", "4. Votre dossier"])
def test_a_numbered_title_above_items_with_letters_is_a_heading(title: str):
    text = f"{SENTENCE}\n\n{title}\n\na) Fiche de contact.\nb) Visite sur place.\nc) Dossier complet."

    reading = read(text)

    assert headings(reading) == [(1, title)]
    assert spans(reading, BlockKind.LIST) == [["Fiche de contact.", "Visite sur place.", "Dossier complet."]]


def test_items_with_letters_below_a_numbered_item_are_nested():
    text = "1. Le dossier comprend :\na) un budget ;\nb) un calendrier.\n2. La visite."

    reading = read(text)

    assert [(line.depth, reading.text[line.start : line.end]) for line in reading.blocks[0].lines] == [
        (0, "Le dossier comprend :"),
        (1, "un budget ;"),
        (1, "un calendrier."),
        (0, "La visite."),
    ]


def test_an_item_takes_in_the_lines_that_continue_it():
    text = "- un projet qui décrit\n  l'organisation des soins ;\n- une équipe"

    reading = read(text)

    assert spans(reading, BlockKind.LIST) == [["un projet qui décrit\n  l'organisation des soins ;", "une équipe"]]


def test_a_paragraph_broken_by_a_margin_is_one_line():
    text = (
        "L'agence peut accorder une aide aux professionnels de santé qui\n"
        "souhaitent travailler ensemble. La commission rend son avis après\n"
        "Noël, puis l'agence\n"
        "notifie sa décision.\n"
        "Elle est motivée.\n"
    )

    reading = read(text)

    assert len(spans(reading, BlockKind.PARAGRAPH)) == 2
    assert reading.blocks[1].lines[0].start == text.index("Elle est")


def test_lines_with_as_many_tabs_are_a_table():
    text = f"Modes d'appui\n\nMode\tDurée\nConsultant\t7 jours\nPool\t8 jours\n\n{SENTENCE}"

    reading = read(text)

    assert spans(reading, BlockKind.TABLE) == [["Mode\tDurée", "Consultant\t7 jours", "Pool\t8 jours"]]
    assert headings(reading) == [(1, "Modes d'appui")]


def test_an_empty_first_cell_keeps_the_columns_of_its_row():
    text = "\tESP\tMSP\nMédecins\t1\t2"

    reading = read(text)

    assert spans(reading, BlockKind.TABLE) == [["–\tESP\tMSP", "Médecins\t1\t2"]]


def test_a_glossary_line_is_a_list_of_its_entries():
    text = f"{SENTENCE}\n\n*ACI : accord conventionnel / AMO : assurance maladie / ARS : agence régionale"

    reading = read(text)

    assert spans(reading, BlockKind.LIST) == [
        ["ACI : accord conventionnel", "AMO : assurance maladie", "ARS : agence régionale"]
    ]


def test_emphasis_and_notes_are_removed_and_products_kept():
    text = "L'**aide de l'ARS*** est versée *via* la SISA* (AMO* et AMC*), soit 2 * 3 mois."

    reading = read(text)

    assert reading.text == "L'aide de l'ARS est versée via la SISA (AMO et AMC), soit 2 * 3 mois."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_usual_encodings_and_line_breaks_are_read_with_their_typography(encoding: str):
    content = "Montant\r\n\r\nL’aide atteint 15\u00a0000\u00a0€ – « maximum ».\r\n".encode(encoding)

    reading = read_text("essai.txt", content)

    assert reading.text == "Montant\n\nL’aide atteint 15\u00a0000\u00a0€ – « maximum ».\n"


def test_front_matter_becomes_fields_and_leaves_the_text():
    text = f"---\ntitle: Guide\nregion: Bretagne\n---\n{SENTENCE}"

    reading = read(text)

    assert reading.fields == {"title": "Guide", "region": "Bretagne"}
    assert reading.text == SENTENCE


@given(
    st.lists(
        st.sampled_from(
            [
                "",
                " ",
                "- ",
                "1. ",
                "→ ",
                "\t",
                "a\tb",
                "Titre",
                "LABEL :",
                "**",
                "*",
                "Une phrase.",
                "suite\u00a0",
                "--",
            ]
        )
        | st.text(max_size=30),
        max_size=30,
    )
)
def test_any_text_gives_sound_blocks(lines: list[str]):
    reading = read("\n".join(lines))

    assert_sound(reading)


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_word_of_the_documents_is_in_a_block(path: Path):
    reading = read_file(path)

    assert_sound(reading)
    covered = {at for block in reading.blocks for line in block.lines for at in range(line.start, line.end)}
    left = "".join(char for at, char in enumerate(reading.text) if at not in covered)
    assert not any(char.isalpha() for char in left)
