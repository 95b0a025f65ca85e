"""Passages: what each bears with it to be understood and found again."""

from corpus.document import Document, SectionStatus, Source, Status
from corpus.reading import Reading
from corpus.reading.markdown import read_markdown
from corpus.reading.text import read_text
from corpus.splitting import split
from corpus.vocabulary import load_vocabulary


def document(reading: Reading) -> Document:
    return Document(Source("guide.txt", "Guide"), reading.text, reading.blocks)


def test_each_row_bears_its_caption_and_its_header():
    text = "Aides\n\nLes montants sont les suivants :\n\nÉtape\tMontant\nAppui\t3 000 €\nSuivi\t5 000 €"

    passages = split(document(read_text("guide.txt", text.encode())), load_vocabulary())

    rows = [(unit.header, unit.text) for passage in passages for unit in passage.units[1:]]
    assert rows == [
        ("Les montants sont les suivants : Étape | Montant", "Appui | 3 000 €"),
        ("Les montants sont les suivants : Étape | Montant", "Suivi | 5 000 €"),
    ]


def test_a_passage_in_the_middle_of_a_list_bears_the_page_that_it_stands_on():
    item = "- un projet qui décrit l’organisation des soins sur le territoire concerné par la demande de l’équipe"
    reading = read_text("guide.txt", "\n".join([item] * 30).encode())
    middle = reading.blocks[0].lines[15].start
    text = f"{reading.text[: middle - 3]}\f{reading.text[middle - 2 :]}"

    passages = split(Document(Source("guide.txt", "Guide"), text, reading.blocks), load_vocabulary())

    assert {passage.page for passage in passages if passage.start < middle} == {1}
    assert {passage.page for passage in passages if passage.start >= middle} == {2}


def test_a_demand_is_one_whatever_number_its_heading_bears():
    text = "7. CE QUI EST PAYÉ\n\nL’aide est de 3 000 €.\n\n8. CE QUE NOUS VOULONS\n\nPorter l’aide à 10 000 €."
    reading = read_text("guide.txt", text.encode())
    demands = (SectionStatus("Ce que nous voulons", Status.PROPOSAL),)
    source = Source("guide.txt", "Guide", sections=demands)

    passages = split(Document(source, reading.text, reading.blocks), load_vocabulary())

    demanded = [passage.text for passage in passages if passage.status is Status.PROPOSAL]
    assert demanded == ["Porter l’aide à 10 000 €."]


def test_demands_end_with_their_section_where_the_levels_of_headings_are_stated():
    text = (
        "## Ce que la fédération demande\n\nPorter l’aide à 10 000 €.\n\n### Délais\n\nRépondre en 45 jours.\n\n"
        "## Nous joindre\n\nÉcrivez-nous."
    )
    reading = read_markdown("guide.md", text.encode())

    passages = split(Document(Source("guide.md", "Guide"), reading.text, reading.blocks), load_vocabulary())

    demanded = [passage.text for passage in passages if passage.status is Status.PROPOSAL]
    assert demanded == ["Porter l’aide à 10 000 €.", "Répondre en 45 jours."]


def test_a_section_that_says_that_it_demands_is_one_of_demands():
    text = (
        "POUR ALLER PLUS LOIN\n\nCe qui suit n’est pas acquis : aucun point n’est en vigueur, ce sont des demandes.\n\n"
        "Porter l’aide à 10 000 €."
    )
    reading = read_text("guide.txt", text.encode())

    passages = split(Document(Source("guide.txt", "Guide"), reading.text, reading.blocks), load_vocabulary())

    assert {passage.status for passage in passages} == {Status.PROPOSAL}


def test_what_the_agency_asks_for_is_no_demand():
    reading = read_markdown("guide.md", "## Ce que l’ARS demande\n\nDéposer avant le 1er mars.".encode())

    passages = split(Document(Source("guide.md", "Guide"), reading.text, reading.blocks), load_vocabulary())

    assert passages[0].status is not Status.PROPOSAL


def test_a_section_may_be_named_by_its_number_alone():
    text = "Article 1 - Aide\n\nL’aide est de 3 000 €.\n\nArticle 15 - Pistes\n\nPorter l’aide à 10 000 €."
    reading = read_text("guide.txt", text.encode())
    source = Source("guide.txt", "Guide", sections=(SectionStatus("Article 15", Status.PROPOSAL),))

    passages = split(Document(source, reading.text, reading.blocks), load_vocabulary())

    demanded = [passage.text for passage in passages if passage.status is Status.PROPOSAL]
    assert demanded == ["Porter l’aide à 10 000 €."]
