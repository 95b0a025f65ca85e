from dataclasses import replace

import pytest

from assistant import messages
from assistant.answer import Citation, Outcome, Statement
from assistant.checking import check
from assistant.composing.draft import Draft
from assistant.question import Query
from corpus.document import BlockKind, Passage, Source, Status, Unit
from corpus.territories import load_territories

TEXT = "Le financement peut être mobilisé à hauteur de 100 000 € maximum sur deux ans."
SOURCE = Source("doc.txt", "Aide au démarrage", "ARS Grand Est", ("grand-est",))


def passage(status=Status.REPORT):
    unit = Unit(0, len(TEXT), TEXT, status, BlockKind.PARAGRAPH)
    return Passage(SOURCE, (), TEXT, 1, 0, len(TEXT), status, (unit,))


def checked(text, status=Status.REPORT, numbers=(1,), question="Quel montant ?"):
    draft = Draft(Outcome.ANSWERED, (Statement(text, numbers),), (Citation(1, passage(status), 0, len(TEXT)),))
    query = Query(text=question, words=question, subject=question)
    return check(query, draft, load_territories())


def test_a_true_statement_passes():
    draft, checks = checked(TEXT)

    assert draft.statements[0].text == TEXT
    assert checks.dropped == 0


@pytest.mark.parametrize("written", ["100\u00a0000 €", "100.000 €", "100 k€", "cent mille euros", "100000 euros"])
def test_the_same_amount_written_otherwise_passes(written):
    _, checks = checked(TEXT.replace("100 000 €", written))

    assert checks.dropped == 0


@pytest.mark.parametrize(
    "false",
    [
        TEXT.replace("100 000", "10 000"),
        TEXT.replace("100 000", "150 000"),
        TEXT.replace("deux ans", "trois ans"),
        TEXT.replace("deux ans", "2 mois"),
        TEXT + " soit 50 000 € par an.",
    ],
)
def test_a_figure_that_the_passage_does_not_state_is_dropped(false):
    draft, checks = checked(false)

    assert checks.dropped == 1
    assert "figure" in checks.reasons[0]
    assert draft.outcome is Outcome.NOT_FOUND


def test_another_region_than_the_source_s_is_dropped():
    _, checks = checked("En Occitanie, le financement peut être mobilisé à hauteur de 100 000 € maximum sur deux ans.")

    assert checks.dropped == 1
    assert "region" in checks.reasons[0]


def test_a_proposal_told_as_a_rule_is_dropped():
    _, checks = checked(TEXT, Status.PROPOSAL)

    assert checks.dropped == 1
    assert "proposal" in checks.reasons[0]


def test_a_proposal_said_to_be_one_passes():
    _, checks = checked(f"{messages.proposal(SOURCE)} {TEXT}", Status.PROPOSAL)

    assert checks.dropped == 0


def test_a_citation_that_does_not_exist_is_dropped():
    _, checks = checked(TEXT, numbers=(9,))

    assert checks.dropped == 1


def test_the_assistant_s_own_words_state_no_figure():
    _, checks = checked("Vous aurez 30 000 €.", numbers=())

    assert checks.dropped == 1


def test_the_assistant_s_own_words_may_repeat_a_figure_of_the_question():
    _, checks = checked("Aucun document ne mentionne 30 000 €.", numbers=(), question="Les 30 000 € du FIR ?")

    assert checks.dropped == 0


def test_a_quote_outside_its_passage_is_refused():
    citation = Citation(1, passage(), 0, len(TEXT))

    with pytest.raises(ValueError, match="outside"):
        _ = replace(citation, end=len(TEXT) + 5).quote
