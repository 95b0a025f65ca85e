"""What is shown of a document, and how several regions share an answer."""

from assistant.composing.wording import Extract, extract, wording
from assistant.composing.writing import Writer
from corpus.document import BlockKind, Passage, Source, Status, Unit
from corpus.territories import load_territories

BRITTANY = Source("a.txt", "Aides", "ARS Bretagne", ("bretagne",))
NORMANDY = Source("b.txt", "Aides", "ARS Normandie", ("normandie",))


def passage(*sentences, source=BRITTANY):
    """A passage of one paragraph."""
    units, start = [], 0
    for sentence in sentences:
        units.append(Unit(start, start + len(sentence), sentence, Status.RULE, BlockKind.PARAGRAPH))
        start += len(sentence) + 1
    text = " ".join(sentences)
    return Passage(source, (), text, 1, 0, len(text), Status.RULE, tuple(units))


def shown(told, at):
    return wording(extract(told, at))


def test_a_question_of_a_document_is_never_shown_without_its_answer():
    told = passage(
        "Un cardiologue peut-il entrer dans l’équipe ?", "Oui, comme associé.", "Il ne compte pas dans le minimum."
    )

    assert (
        shown(told, 0)
        == "Un cardiologue peut-il entrer dans l’équipe ? Oui, comme associé. Il ne compte pas dans le minimum."
    )


def test_a_sentence_is_shown_with_those_that_lean_on_it_and_no_further():
    told = passage("L’équipe se réunit chaque mois.", "Elle tient un registre.", "Le dossier part par courrier.")

    assert shown(told, 0) == "L’équipe se réunit chaque mois. Elle tient un registre."


def test_each_region_has_its_best_extract_before_one_has_two():
    long = "L’agence verse une aide aux équipes qui se réunissent, " * 3 + "une fois par an."
    here = [Extract(passage(long + "x" * n), 0, 0) for n in range(3)]
    there = Extract(passage("La Normandie verse une aide.", source=NORMANDY), 0, 0)
    writer = Writer(load_territories(), 620)

    writer.show([*here, there])

    regions = [citation.passage.source.regions for citation in writer.citations]
    assert regions.count(("normandie",)) == 1
    assert 0 < regions.count(("bretagne",)) < len(here)
    assert [citation.n for citation in writer.citations] == list(range(1, len(regions) + 1))
