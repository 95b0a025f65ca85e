from dataclasses import replace

import pytest

from assistant import messages
from assistant.answer import Citation, Outcome, Statement
from assistant.checking import check
from assistant.composing.draft import Draft
from assistant.question import Query
from corpus.document import CELL_SEPARATOR, BlockKind, Passage, Source, Status, Unit
from corpus.territories import load_territories

TEXT = "Le financement peut être mobilisé à hauteur de 100 000 € maximum sur deux ans."
QUERY = Query(text="?", words="?", subject="?")
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


def test_a_figure_of_the_question_is_not_affirmed_in_the_assistant_s_own_words():
    _, checks = checked("Oui, vous aurez 30 000 €.", numbers=(), question="Les 30 000 € du FIR ?")

    assert checks.dropped == 1


def test_a_quote_that_its_passage_does_not_hold_is_dropped():
    draft = Draft(Outcome.ANSWERED, (Statement(TEXT, (1,)),), (Citation(1, passage(), 0, len(TEXT) + 5),))

    _, checks = check(QUERY, draft, load_territories())

    assert checks.dropped == 1
    assert "quote" in checks.reasons[0]


def told_of(text, *sentences, kind=BlockKind.PARAGRAPH, header=""):
    """Check a statement that cites a passage of these sentences, items or rows; return why it is dropped, or None."""
    whole = " ".join(sentences)
    starts = [whole.index(sentence) for sentence in sentences]
    units = tuple(
        Unit(start, start + len(sentence), sentence, Status.RULE, kind, header)
        for start, sentence in zip(starts, sentences, strict=True)
    )
    source = Source("doc.txt", "Exercice coordonné", "ARS Bretagne", ("bretagne",))
    cited = Passage(source, ("Équipes de soins primaires",), whole, 1, 0, len(whole), Status.RULE, units, ("ESP",))
    draft = Draft(Outcome.ANSWERED, (Statement(text, (1,)),), (Citation(1, cited, 0, len(whole)),))
    _, checks = check(QUERY, draft, load_territories())
    return checks.reasons[0] if checks.dropped else None


BUDGET = (
    "Si la demande est validée, l'ARS indemnise les professionnels pour le temps de travail.",
    "Le budget permettra d'indemniser 3 à 7 réunions et/ou pourra être consacré à une prestation externe.",
    "Une ESP regroupe des professionnels, dont au moins un médecin généraliste.",
    "Il n'est pas prévu de financement FIR, car des aides conventionnelles sont possibles.",
    "Le projet doit être formalisé entre 7 et 12 jours de travail, sans prestataire imposé.",
)


@pytest.mark.parametrize(
    "true",
    [
        "En Bretagne, si la demande est validée, le temps de travail des professionnels est indemnisé par l’ARS.",
        "L’ARS peut indemniser le temps de travail des professionnels.",
        "Le budget permettra d’indemniser de trois à sept réunions.",
        "Le budget pourra être consacré à une prestation externe.",
        "Une équipe de soins primaires (ESP) regroupe des professionnels, dont 1 médecin généraliste au moins.",
        "Aucun financement FIR n’est prévu.",
        "Des aides conventionnelles sont possibles.",
        "Il faut formaliser le projet : 7 à 12 jours de travail.",
        "Le projet doit être formalisé, sans prestataire imposé.",
        "L’indemnisation des professionnels n’est pas automatique.",
    ],
)
def test_what_the_passage_says_passes_in_other_words(true):
    assert told_of(true, *BUDGET) is None


@pytest.mark.parametrize(
    ("false", "reason"),
    [
        ("L’ARS indemnise les professionnels pour le temps de travail.", "due"),
        ("Si la demande est validée, l’ARS garantit une indemnité pour le temps de travail.", "certainty"),
        ("Le budget sera consacré à une prestation externe.", "due"),
        ("Le budget permettra d’indemniser 3 à 7 jours.", "figure"),
        ("Le budget permettra d’indemniser 7 à 12 réunions.", "figure"),
        ("Le budget permettra d’indemniser 3 à 7 réunions par an.", "figure"),
        ("Le budget permettra d’indemniser au moins 3 à 7 réunions.", "figure"),
        ("Une ESP regroupe des professionnels, dont un médecin généraliste.", "at least one"),
        ("Une ESP regroupe des professionnels, dont au plus un médecin généraliste.", "figure"),
        ("Une MSP regroupe des professionnels, dont au moins un médecin généraliste.", "structure"),
        ("Si la demande est validée, la CPAM indemnise les professionnels pour le temps de travail.", "actor"),
        ("Un financement FIR est prévu.", "contrary"),
        ("Des aides conventionnelles ne sont pas possibles.", "contrary"),
        ("Des aides conventionnelles doivent être demandées.", "due"),
        ("Le projet peut être formalisé entre 7 et 12 jours de travail.", "possible"),
        ("Le projet doit être formalisé entre 8 et 13 jours de travail.", "figure"),
        ("Le projet doit être formalisé avec un prestataire imposé.", "contrary"),
        ("En Normandie, le projet doit être formalisé entre 7 et 12 jours de travail.", "region"),
        ("Partout en France, le projet doit être formalisé entre 7 et 12 jours de travail.", "does not say"),
        ("Les pharmaciens vaccinent à domicile les patients âgés.", "does not say"),
    ],
)
def test_what_the_passage_does_not_say_is_dropped(false, reason):
    assert reason in told_of(false, *BUDGET)


def test_an_item_of_a_conditional_list_is_not_told_as_due():
    header = "Le cas échéant, l'ARS accorde un financement afin :"

    bare = told_of(
        "Les réunions de concertation sont indemnisées.", "d'indemniser les réunions de concertation", header=header
    )
    whole = told_of(
        f"{header}\n  - d’indemniser les réunions de concertation",
        "d'indemniser les réunions de concertation",
        header=header,
    )

    assert "due" in bare
    assert whole is None


@pytest.mark.parametrize(
    ("told", "holds"),
    [
        ("Rédaction – ESP : 6 000 € ; MSP : 11 500 €", True),
        ("La rédaction est financée à hauteur de 6 000 € pour une ESP.", True),
        ("Rédaction – ESP : 11 500 € ; MSP : 6 000 €", False),
        ("La rédaction est financée à hauteur de 11 500 € pour une ESP.", False),
        ("Rédaction – ESP : 6 000 € ; MSP : 35 000 €", False),
    ],
)
def test_a_cell_of_a_table_is_told_under_its_own_heads(told, holds):
    rows = [
        CELL_SEPARATOR.join(row) for row in (("Rédaction", "6 000 €", "11 500 €"), ("Démarrage", "9 000 €", "35 000 €"))
    ]

    reason = told_of(told, *rows, kind=BlockKind.TABLE, header=CELL_SEPARATOR.join(("Étape", "ESP", "MSP")))

    assert (reason is None) == holds


def test_a_quote_outside_its_passage_is_refused():
    citation = Citation(1, passage(), 0, len(TEXT))

    with pytest.raises(ValueError, match="outside"):
        _ = replace(citation, end=len(TEXT) + 5).quote
