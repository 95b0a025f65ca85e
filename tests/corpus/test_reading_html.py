"""Saved web pages: the content is read, what surrounds it is dropped."""

import pytest

from corpus.document import BlockKind
from corpus.reading import Reading
from corpus.reading.html import read_html

SURROUNDINGS = (
    "<html><head><title>T</title><style>p{{}}</style></head><body><header><a>Accueil</a></header>"
    "<nav><ul><li>Menu</li></ul></nav><div class='fr-breadcrumb'>Vous êtes ici</div>{}"
    "<p hidden>Caché</p><p style='display: none'>Caché</p><footer>Mentions</footer><script>x()</script></body></html>"
)


def read(content: str) -> Reading:
    return read_html("page.html", SURROUNDINGS.format(content).encode())


def blocks(reading: Reading) -> list[tuple[BlockKind, int, list[str]]]:
    return [(b.kind, b.level, [reading.text[line.start : line.end] for line in b.lines]) for b in reading.blocks]


def test_only_the_content_of_the_page_is_read():
    reading = read("<h1>Créer une <em>ESP</em></h1><p>Une aide<br>de 15&nbsp;000&nbsp;€ <b>maximum</b>.</p>")

    assert blocks(reading) == [
        (BlockKind.HEADING, 1, ["Créer une ESP"]),
        (BlockKind.PARAGRAPH, 0, ["Une aide\nde 15\u00a0000\u00a0€ maximum."]),
    ]


def test_text_outside_of_paragraphs_and_accordions_is_read():
    reading = read("<h3><button>Délais</button></h3><div>Trois <span>mois</span><p><strong>Suivi</strong></p>Fin</div>")

    assert blocks(reading) == [
        (BlockKind.HEADING, 3, ["Délais"]),
        (BlockKind.PARAGRAPH, 0, ["Trois mois"]),
        (BlockKind.HEADING, 4, ["Suivi"]),
        (BlockKind.PARAGRAPH, 0, ["Fin"]),
    ]


def test_lists_nest_and_bullets_typed_by_hand_make_one():
    reading = read("<ul><li>un<ul><li>deux</li></ul></li></ul><ol><li>trois</li></ol><p>• quatre</p><p>• cinq</p>")

    assert reading.text == "- un\n  - deux\n\n1. trois\n\n• quatre\n\n• cinq"
    assert [words for _, _, words in blocks(reading)] == [["un", "deux"], ["trois"], ["quatre", "cinq"]]


def test_a_cell_that_spans_others_is_repeated_under_each_header():
    reading = read(
        "<table><caption>Aides</caption><tr><th></th><th>ESP</th><th>MSP</th></tr>"
        "<tr><td rowspan=2>Montant</td><td>1</td><td>2</td></tr><tr><td colspan=2>aucun</td></tr></table>"
    )

    assert blocks(reading) == [
        (BlockKind.HEADING, 2, ["Aides"]),
        (BlockKind.TABLE, 0, ["–\tESP\tMSP", "Montant\t1\t2", "Montant\taucun\taucun"]),
    ]


def test_the_main_element_wins_and_the_title_above_it_is_kept():
    words = "Une équipe de soins primaires se coordonne autour de sa patientèle. " * 4

    reading = read(f"<h1>Les équipes</h1><p>Publicité</p><main><p>{words}</p></main>")

    assert [kind for kind, _, _ in blocks(reading)] == [BlockKind.HEADING, BlockKind.PARAGRAPH]
    assert "Publicité" not in reading.text


def test_front_matter_may_stand_in_the_first_comment():
    content = b"<!DOCTYPE html><!--\ntitle: Guide\nregion: Bretagne\n--><p>Texte.</p><!-- autre: 1 -->"

    reading = read_html("page.html", content)

    assert reading.fields == {"title": "Guide", "region": "Bretagne"}
    assert reading.text == "Texte."


def test_a_comment_of_the_browser_is_not_front_matter():
    content = b"<!-- saved from url=(0014)https://x.fr -->\n<!-- a: b: c\n d --><p>Texte.</p>"

    reading = read_html("page.html", content)

    assert reading.fields == {}
    assert reading.text == "Texte."


def test_a_term_stays_with_its_definition():
    reading = read(
        "<dl><dt>Clôture</dt><dd>30 avril 2025</dd><div><dt>Aide</dt><dd>15 000 €</dd><dd>par an</dd></div></dl>"
    )

    assert blocks(reading) == [(BlockKind.LIST, 0, ["Clôture\n30 avril 2025", "Aide\n15 000 €\npar an"])]


def test_questions_head_their_answers_whatever_element_they_stand_in():
    reading = read(
        "<h2>Questions</h2><dl><dt>Qui ?</dt><dd>Les équipes.</dd></dl><details><summary>Quand ?</summary><p>En juin.</p>"
        "<ul><li>le 1er</li></ul></details><h3><button>Où ?</button></h3><p>À Ruffec.</p>"
    )

    assert blocks(reading) == [
        (BlockKind.HEADING, 2, ["Questions"]),
        (BlockKind.HEADING, 3, ["Qui ?"]),
        (BlockKind.PARAGRAPH, 0, ["Les équipes."]),
        (BlockKind.HEADING, 3, ["Quand ?"]),
        (BlockKind.PARAGRAPH, 0, ["En juin."]),
        (BlockKind.LIST, 0, ["le 1er"]),
        (BlockKind.HEADING, 3, ["Où ?"]),
        (BlockKind.PARAGRAPH, 0, ["À Ruffec."]),
    ]


@pytest.mark.parametrize(
    "attributes",
    [
        "id='tarteaucitronRoot'",
        "class='cookieconsent-banner'",
        "class='fil-ariane'",
        "class='sharing'",
        "id='comments'",
    ],
)
def test_banners_shares_and_comments_are_dropped(attributes: str):
    reading = read(f"<div {attributes}><p>Tout accepter</p></div><p>L’agence étudie chaque demande.</p>")

    assert reading.text == "L’agence étudie chaque demande."


def test_a_name_of_surroundings_around_the_whole_page_is_not_believed():
    reading = read(
        "<div class='page-menu'><p>L’agence étudie chaque demande avec les professionnels concernés.</p></div>"
    )

    assert reading.text == "L’agence étudie chaque demande avec les professionnels concernés."


def test_a_box_inside_the_content_is_read_and_one_of_links_is_not():
    contact = "<aside><h2>Votre contact</h2><p>Guichet des équipes, le mardi matin.</p></aside>"
    links = "<aside><a>Lire aussi</a><a>Nos autres pages</a></aside>"

    reading = read(f"<main><h1>Aide</h1><p>{'Une aide existe. ' * 20}</p>{contact}{links}</main>")

    assert "Guichet des équipes" in reading.text
    assert "Lire aussi" not in reading.text
