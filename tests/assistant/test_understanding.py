import pytest

from assistant.cues import load_cues
from assistant.parting import asking_part, questions_in
from assistant.question import Intent, Question, Role, Turn
from assistant.understanding import understand
from corpus.territories import load_territories
from corpus.vocabulary import load_vocabulary


def understood(text, region=None, history=()):
    turns = tuple(Turn(Role.USER, said) for said in history)
    question = Question(text, region, turns)
    return understand(question, load_vocabulary(), load_territories(), load_cues(), frozenset({"FREMAPOSE"}))


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("C’est quoi une CPTS ?", Intent.DEFINITION),
        ("Quelle différence entre une ESP et une MSP ?", Intent.COMPARISON),
        ("Combien de médecins faut-il pour une MSP ?", Intent.COMPOSITION),
        ("combien l’ARS donne pour une MSP", Intent.AMOUNT),
        ("Combien de temps dure la convention ?", Intent.DURATION),
        ("qui contacter pour monter une ESP", Intent.CONTACT),
        ("Qui valide le projet de santé ?", Intent.DECISION),
        ("Quelles sont les étapes pour créer une CPTS ?", Intent.STEPS),
        ("Quels sont les critères de contractualisation ?", Intent.CONDITIONS),
        ("Peut-on commencer sans local ?", Intent.YES_NO),
        ("la gouvernance", Intent.OTHER),
    ],
)
def test_the_intent_is_read_from_the_words(text, intent):
    assert understood(text).intent is intent


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("quel montant pour la CPTS ?", ("amount",)),
        ("combien de sous pour une msp", ("amount",)),
        ("sur combien de temps ?", ("duration",)),
        ("sous quel délai l’ARS répond-elle ?", ("response_time",)),
        ("Donnez-moi le téléphone du référent", ("telephone",)),
        ("Donnez-moi l’adresse mail du référent", ("contact_details",)),
        ("Un téléphone pour joindre la fédération ?", ("telephone",)),
        ("et pour une MSP, ce serait combien ?", ("amount",)),
        ("On dépose le dossier en ligne ou par courrier ?", ("channel",)),
        ("Quand se réunit la prochaine commission ?", ("next_date",)),
        ("L’adhésion à la fédération, combien ?", ("membership_fee",)),
        ("Combien l’Assurance maladie nous versera-t-elle ?", ("insurer_amount",)),
        ("La caisse nous versera combien ?", ("insurer_amount",)),
        ("ya un budjet pour demarrer, combien max", ("amount",)),
        ("Qui donne le feu vert ?", ("decider",)),
        ("Un remplaçant peut-il compter comme généraliste ?", ("counting",)),
        ("Le loyer est-il couvert ?", ("rent",)),
        ("le starter et l’ACI, on prend les deux en même temps ?", ("cumulation",)),
        ("où télécharger le modèle ?", ("link",)),
        ("est-ce toujours valable ?", ("validity",)),
        ("C’est quoi une CPTS ?", ()),
    ],
)
def test_what_the_evidence_must_hold_is_read_from_the_words(text, needs):
    assert understood(text).needs == needs


def test_the_region_named_wins_over_the_one_selected():
    assert understood("Et à Quimper ?", region="occitanie").regions == ("bretagne",)


def test_the_region_selected_holds_when_none_is_named():
    assert understood("Quelle aide pour une MSP ?", region="occitanie").regions == ("occitanie",)


def test_a_number_in_brackets_places_a_town_that_no_list_holds():
    assert understood("on veut se regrouper a villefagnan (16)").regions == ("nouvelle-aquitaine",)


def test_a_numbered_part_is_noticed():
    assert understood("et la phase 3, elle sert à quoi ?").labels == ("phase 3",)


def test_who_asks_is_no_part_of_what_is_asked():
    assert understood("Infirmière à Bastia, je cherche une fédération").intent is not Intent.COMPOSITION
    assert Intent.COMPOSITION not in understood("je suis pharmacienne, qui aide une CPTS ?").aspects


def test_a_follow_up_inherits_the_structure_and_the_region():
    query = understood("et sur combien de temps ?", history=["Quelle aide pour une MSP en Bretagne ?"])

    assert query.structures == ("MSP",)
    assert query.regions == ("bretagne",)
    assert query.needs == ("duration",)


def test_a_follow_up_replaces_the_region_and_keeps_the_rest():
    query = understood("et en Normandie ?", history=["Quel montant pour une MSP en Bretagne ?"])

    assert query.regions == ("normandie",)
    assert query.structures == ("MSP",)
    assert query.needs == ("amount",)
    assert "Bretagne" not in query.text


def test_a_follow_up_replaces_the_structure():
    assert understood("et pour une CPTS ?", history=["Quelle aide pour une MSP ?"]).structures == ("CPTS",)


def test_a_full_question_inherits_nothing():
    query = understood("Quelles sont les étapes pour créer une CPTS ?", history=["Quelle aide pour une MSP à Brest ?"])

    assert query.structures == ("CPTS",)
    assert query.regions == ()


def test_places_are_taken_out_of_what_passages_are_compared_with():
    query = understood("montant de l’aide pour une MSP à Quimper")

    assert "Quimper" not in query.words
    assert "msp" not in query.subject


def test_figures_taken_for_granted_are_noticed():
    assert understood("Les 150 000 € du FIR, c’est sur 3 ans ?").claims == ("150 000 €", "3 ans")
    assert understood("On est 2 généralistes et 1 infirmière").claims == ()


def test_what_is_asked_for_by_name_is_noticed():
    assert [item.word for item in understood("Peut-on acheter un échographe ?").objects] == ["echographe"]


def test_acronyms_of_the_documents_are_terms():
    assert understood("La fremapose, c’est qui ?").terms == ("FREMAPOSE",)


@pytest.mark.parametrize(
    "text",
    [
        "Quelle posologie d’amoxicilline ?",
        "Patient sous AVK, INR à 6, conduite à tenir ?",
        "Pour qui voter ?",
        "le tarif d’une consultation",
    ],
)
def test_other_topics_are_out_of_scope(text):
    assert not understood(text).in_scope


@pytest.mark.parametrize("text", ["Quelle aide pour une ESP ?", "Les consultations non programmées dans une CPTS ?"])
def test_coordinated_practice_is_in_scope(text):
    assert understood(text).in_scope


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Combien de temps dure la convention ? Qui valide le projet ?", 2),
        ("C’est quoi une équipe de soins primaires, et combien de médecins faut-il ?", 2),
        ("Quelle aide pour une maison de santé, et pendant combien de temps ?", 1),
        ("Qui valide une MSP, à Ruffec et à Rennes ? C’est la même instance ?", 1),
        ("Quelle aide pour une maison de santé ?", 1),
        ("Qui épaule les porteurs de projet : en Grand Est ? en Bretagne ? dans la Charente ?", 1),
    ],
)
def test_a_message_is_cut_where_it_asks_something_else(text, count):
    assert len(questions_in(Question(text), load_territories())) == count


def test_a_question_that_leans_on_the_sentence_before_it_keeps_it():
    mail = (
        "Bonjour, je tiens les comptes d’une communauté professionnelle de santé qui se crée autour de Saint-Flour, avec une "
        "quarantaine de membres de tous métiers, en ville et à l’hôpital, et nous nous voyons une fois par mois. "
        "J’ai prévu 15 000 € pour écrire le projet de santé. Est-ce exact ? Merci bien."
    )

    asked, told = asking_part(mail, load_cues())

    assert asked == "J’ai prévu 15 000 € pour écrire le projet de santé. Est-ce exact ?"
    assert "quarantaine" in told


@pytest.mark.parametrize(
    ("text", "asks_when"), [("Quand déposer le dossier ?", True), ("Qui prévenir quand on crée l’association ?", False)]
)
def test_quand_asks_when_unless_it_joins_two_clauses(text, asks_when):
    assert (Intent.DURATION in understood(text).aspects) is asks_when
