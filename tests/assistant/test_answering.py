import re

import pytest

from assistant import messages
from assistant.answer import Outcome
from assistant.composing.draft import Draft
from assistant.composing.joining import fitted
from assistant.question import Question, Role, Turn


def ask(assistant, text, region=None, history=()):
    return assistant.answer(Question(text, region, tuple(Turn(Role.USER, said) for said in history)))


def test_an_amount_comes_with_its_ceiling_duration_region_date_and_passage(assistant):
    answer = ask(assistant, "Quel est le montant du FIR starter dans le Grand Est ?")

    assert answer.outcome is Outcome.ANSWERED
    for words in ("100 000 €", "maximum", "deux ans", "Grand Est", "2018-2019"):
        assert words in answer.text
    assert "100 000 € maximum sur deux ans" in answer.citations[0].quote


def test_every_quote_is_verbatim_and_every_citation_is_used(assistant):
    answer = ask(assistant, "Quelles étapes pour monter une MSP en Bretagne ?")

    assert [citation.n for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    for citation in answer.citations:
        assert citation.quote in citation.passage.text
        assert f"[{citation.n}]" in answer.text


def test_a_region_without_documents_is_said_first_and_others_are_named(assistant):
    answer = ask(assistant, "Quel est le montant du FIR starter en Occitanie ?")

    assert answer.abstained
    assert answer.text.startswith("Aucun document disponible ne concerne Occitanie")
    assert "Grand Est" in answer.text


def test_with_a_region_no_other_region_is_told_as_its_own(assistant):
    answer = ask(assistant, "Quelle aide pour une MSP ?", region="bretagne")

    assert "100 000" not in answer.text
    assert {citation.passage.source.regions for citation in answer.citations} <= {("bretagne",), ("national",)}


def test_without_a_region_each_is_told_under_its_name_and_the_region_is_asked(assistant):
    answer = ask(assistant, "Une ESP est-elle financée par l’ARS ?")

    assert "**Bretagne" in answer.text
    assert "**Auvergne-Rhône-Alpes (région déduite" in answer.text
    assert "dites-moi la vôtre" in answer.text


def test_what_the_documents_do_not_say_is_said_first(assistant):
    answer = ask(assistant, "Combien l’ARS Bretagne verse-t-elle pour une MSP ?")

    assert answer.outcome is Outcome.PARTIAL
    assert answer.text.startswith("Les documents ne précisent pas le montant")
    assert not re.search(r"\d ?€", answer.text)


def test_a_tool_that_only_another_region_knows_is_not_told_as_available(assistant):
    answer = ask(assistant, "Le GCS SARA, on peut s’en servir aussi à Brest ?")

    assert answer.abstained
    assert "GCS" in answer.text.split("\n")[0]


def test_what_another_region_says_of_it_finds_room_after_what_is_near(assistant):
    answer = ask(assistant, "Le starter de 100 000 € existe aussi à Rennes ?")

    _, _, elsewhere = answer.text.partition("À titre indicatif, dans d’autres régions")
    assert "**Grand Est" in elsewhere
    assert "100 000 € maximum sur deux ans" in elsewhere


def test_an_actor_that_no_document_names_is_said_to_be_missing(assistant):
    answer = ask(assistant, "Doit-on prévenir le conseil de l’Ordre quand on crée l’association de notre MSP à Brest ?")

    assert answer.abstained
    assert "Ordre" in answer.text.split("\n")[0]


def test_a_duty_that_no_quote_speaks_of_is_said_to_be_unsaid(assistant):
    answer = ask(assistant, "La SISA est-elle obligatoire ?")

    assert answer.text.startswith("Les passages cités ne disent pas si c’est obligatoire.")


def test_a_document_of_one_territory_is_not_told_for_a_town_outside_it(assistant):
    elsewhere = ask(assistant, "Qui donne le feu vert pour une maison de santé, à Vannes et à Ruffec ?")
    answer = ask(assistant, "Qui aide les soignants à se regrouper, à Ruffec et à Saintes ?")

    assert "Rien n’y dit que cela vaut pour « Saintes »" in answer.text
    assert "« Ruffec »" not in answer.text
    assert "Rien n’y dit" not in elsewhere.text


def test_each_region_asked_says_who_decides_there_or_that_it_does_not(assistant):
    answer = ask(assistant, "Qui a le dernier mot sur un projet de MSP, en Bretagne et dans le Grand Est ?")

    assert "commission" in answer.text
    assert "Les documents ne précisent pas qui décide dans le Grand Est" in answer.text


def test_regions_come_in_the_order_asked_each_with_its_share_of_the_room(assistant):
    asked = "Quels organismes épaulent les porteurs de projet : en Grand Est ? en Bretagne ? dans le Ruffécois ?"
    regions = [region for c in ask(assistant, asked).citations for region in c.passage.source.regions]
    assert list(dict.fromkeys(regions)) == ["grand-est", "bretagne", "nouvelle-aquitaine"]


def test_a_team_that_asks_which_structure_to_choose_is_held_against_the_minimum_of_each(assistant):
    text = ask(assistant, "Deux infirmières et un généraliste à Quimper : quelle structure choisir ?").text
    assert "MSP (Bretagne) : minimum non atteint" in text
    assert "ESP (Bretagne) : minimum atteint" in text


def test_a_team_of_a_region_without_documents_sees_the_minimums_of_others(assistant):
    answer = ask(assistant, "Deux infirmières et un généraliste à Vesoul : quelle structure, et qui nous paie quoi ?")
    assert answer.outcome is Outcome.PARTIAL
    assert "dont au moins deux médecins généralistes" in answer.text
    assert "SISA" not in answer.text


def test_a_thing_may_be_bought_under_the_name_of_its_kind(assistant):
    answer = ask(assistant, "Peut-on acheter des ordinateurs avec le starter à Metz ?")

    assert answer.outcome is Outcome.ANSWERED
    assert "matériel informatique" in answer.text


def test_a_mail_address_is_no_telephone_number(assistant):
    answer = ask(assistant, "Quel est le téléphone du référent MSP de l’ARS Bretagne ?")

    assert answer.text.startswith("Les documents ne précisent pas le numéro de téléphone demandé")


def test_words_that_date_a_text_are_pointed_out(assistant):
    answer = ask(assistant, "Comment l’ARS finance-t-elle la mise en œuvre d’une CPTS à Lyon ?")

    assert "« en attendant la mise en place des ACI »" in answer.text
    assert "signe d’un document ancien" in answer.text


def test_two_questions_get_two_answers(assistant):
    answer = ask(
        assistant, "Combien de temps dure la convention de l’ARS Bretagne ? Et qui valide le projet de santé ?"
    )

    assert "Convention d'un an" in answer.text
    assert "commission" in answer.text
    assert answer.text.count("**« ") == 2


def test_a_question_about_something_else_is_declined(assistant):
    answer = ask(assistant, "Quelle est la capitale de l’Italie ?")

    assert answer.outcome is Outcome.OUT_OF_SCOPE


def test_a_demand_is_never_told_as_a_rule(assistant):
    answer = ask(assistant, "On a bien trois ans pour reconstituer l’effectif de la MSP ?")

    assert "pas une règle en vigueur" in answer.text
    assert answer.checks.dropped == 0


def test_what_is_only_demanded_is_first_said_to_be_no_rule(assistant):
    answer = ask(assistant, "Depuis la rentrée 2024 les MSP sont reconnues comme lieu de stage, non ?")
    about_something_else = ask(assistant, "Le kiné peut-il être salarié par la SISA ?")

    assert answer.text.startswith("Ce n’est pas établi")
    assert about_something_else.text.startswith("Les passages cités ne disent pas si c’est possible")


def test_no_yes_stands_beside_a_quote_that_refuses(assistant):
    answer = ask(
        assistant, "À Lyon, une CPTS peut-elle demander de l’argent pour des soins imprévus et pour la garde de nuit ?"
    )

    assert "ne seront pas recevables" in answer.text
    assert not answer.text.startswith("Oui")


def test_a_quote_that_answers_twice_is_shown_once(assistant):
    answer = ask(
        assistant,
        "Soins non programmés dans une CPTS : quelles situations vise-t-on ? Sous quel délai faut-il les prendre en charge ?",
    )

    assert answer.text.count("dans les 24 h") == 1
    assert "déjà cité plus haut" in answer.text
    assert [citation.n for citation in answer.citations] == list(range(1, len(answer.citations) + 1))


def test_a_sum_for_something_else_is_not_told_of_a_rent(assistant):
    answer = ask(assistant, "Une MSP à Épinal peut-elle payer le loyer du local avec le starter ?")

    assert answer.text.startswith("Les documents ne précisent pas le loyer")


def test_a_follow_up_keeps_its_subject(assistant):
    answer = ask(
        assistant, "et en Bretagne ?", history=["Quel est le montant de l’aide au démarrage d’une MSP en Grand Est ?"]
    )

    assert answer.regions == ("bretagne",)
    assert "100 000" not in answer.text


@pytest.mark.parametrize("text", ["", "   ", "a" * 20_000])
def test_an_empty_or_endless_question_is_answered_with_what_to_do(assistant, text):
    answer = ask(assistant, text)

    assert answer.outcome is Outcome.UNUSABLE
    assert answer.text
    assert answer.timing_ms.total == 0


def test_a_clinical_question_is_declined(assistant):
    answer = ask(assistant, "Quelle posologie de paracétamol pour un enfant ?")

    assert answer.outcome is Outcome.OUT_OF_SCOPE
    assert not answer.citations


def test_the_stages_are_announced_in_order(assistant):
    stages = []

    assistant.answer(Question("C’est quoi une ESP ?"), stages.append)

    assert stages == ["understand", "retrieve", "compose", "check"]


def test_the_same_question_gets_the_same_answer(assistant):
    assert ask(assistant, "C’est quoi une CPTS ?").text == ask(assistant, "C’est quoi une CPTS ?").text


def test_no_answer_holds_markup_of_a_question(assistant):
    answer = ask(assistant, "Peut-on acheter un <img src=x onerror=alert(1)> ![x](http://a.b) pour une MSP ?")

    assert "<img" not in answer.text
    assert "![" not in answer.text


def test_answers_stay_readable(assistant):
    for text in ("Quelle est la différence entre une ESP, une MSP et une CPTS ?", "Quelles aides par région ?"):
        assert len(ask(assistant, text).text) <= 2_000


def test_quotes_left_out_for_length_leave_the_others_numbered_through(assistant):
    answer = ask(assistant, "Quelle est la différence entre une ESP, une MSP et une CPTS ?")
    draft = Draft(answer.outcome, answer.statements, answer.citations)

    shorter = fitted(draft, characters=len(answer.text) - 1)

    numbers = [n for statement in shorter.statements for n in statement.citations]
    assert len(shorter.citations) < len(draft.citations)
    assert numbers == [citation.n for citation in shorter.citations] == list(range(1, len(numbers) + 1))


def test_the_whole_document_is_there_for_context(assistant):
    answer = ask(assistant, "C’est quoi une CPTS ?")

    context = assistant.context(answer.citations[0].passage)

    assert answer.citations[0].passage in context
    assert [passage.position for passage in context] == list(range(len(context)))


@pytest.mark.parametrize(
    ("asked", "missing"),
    [
        ("Qui est l’employeur de la secrétaire, pour une MSP à Reims ?", "l’employeur"),
        ("La MSP de Vannes doit-elle faire signer un consentement à chaque patient ?", "(consentement)"),
        ("Réunions de l’ESP de Brest en visio, c’est admis ?", "visio"),
        ("Si on jette l’éponge, la CPTS de Valence doit-elle rendre l’argent ?", "rendue ou remboursée"),
        ("Peut-on être dans deux CPTS à la fois à Grenoble ?", "double appartenance"),
        ("Prochaine commission de l’ARS Bretagne ?", "la prochaine date"),
        ("Qui siège à la commission de l’ARS Bretagne ?", "ses membres"),
    ],
)
def test_a_thing_asked_for_that_no_document_speaks_of_is_said_to_be_missing(assistant, asked, missing):
    answer = ask(assistant, asked)

    assert answer.outcome is Outcome.PARTIAL
    assert missing in answer.text.split("\n\n")[0]


def test_a_heading_says_what_the_lines_under_it_are(assistant):
    answer = ask(assistant, "Avec quels indicateurs suit-on l’action du contrat local de santé du Ruffécois ?")

    assert answer.outcome is Outcome.ANSWERED
    assert "Nombre de départs remplacés" in answer.text


def test_the_structures_of_a_region_are_not_counted_as_those_of_a_departement(assistant):
    county, region = (ask(assistant, f"Combien de MSP {where} ?") for where in ("dans l’Aube", "dans le Grand Est"))

    assert county.text.startswith("Les documents ne précisent pas le nombre de « MSP » (Aube)")
    assert region.outcome is Outcome.ANSWERED


def test_a_figure_of_another_structure_is_told_as_that_of_the_other(assistant):
    answer = ask(assistant, "Notre MSP de Lorient a droit à 7 réunions payées, c’est bien ça ?")

    assert "« 7 réunions » vaut pour : ESP" in answer.text.split("\n\n")[0]


def test_a_place_that_no_list_names_is_not_said_to_be_on_it(assistant):
    answer = ask(assistant, "Troyes est-elle parmi les villes « Cœur de ville » de l’ARS Grand Est ?")

    assert answer.outcome is Outcome.PARTIAL
    assert "ne nomment pas « Troyes »" in answer.text


def test_what_holds_in_general_is_no_yes_to_a_case_of_its_own(assistant):
    answer = ask(assistant, "La MSP de Quimper peut-elle toucher l’ACI alors que son projet n’est pas validé ?")

    assert not answer.text.startswith(("Oui", "Non"))


def test_each_structure_is_answered_by_the_region_that_speaks_of_it(assistant):
    answer = ask(assistant, "Quels montants pour une MSP à Metz et pour une CPTS à Grenoble ?")

    assert "100 000 €" in answer.text
    assert "15 000 €" in answer.text


def test_what_another_region_says_is_never_far_from_its_name(assistant):
    answer = ask(assistant, "Combien de jours de consultant pour une MSP à Nantes ?")

    for number in re.finditer("jours", answer.text):
        assert "Bretagne" in answer.text[max(0, number.start() - 400) : number.start()]


@pytest.mark.parametrize(
    ("asked", "elsewhere"),
    [
        ("Pour notre MSP de Bourgoin-Jallieu, un consultant labellisé vient combien de jours ?", "Bretagne"),
        ("À Épinal, suffit-il d'être deux avec des patients en commun pour une ESP ?", "Auvergne-Rhône-Alpes"),
    ],
)
def test_what_only_another_region_answers_is_told_as_its_own(assistant, asked, elsewhere):
    answer = ask(assistant, asked)

    assert answer.abstained
    assert elsewhere in answer.text.partition(messages.ELSEWHERE)[2]


def test_a_region_compared_with_a_colleague_of_another_is_answered_for_itself(assistant):
    answer = ask(
        assistant,
        "Notre MSP de Vannes aura le label du Comité de Sélection Régional, comme celle de Mansle ?",
    )

    assert answer.regions == ("bretagne",)
    assert answer.abstained


def test_the_share_of_a_sum_that_may_go_to_one_expense_is_not_the_sum(assistant):
    answer = ask(assistant, "Colmar : dans l'enveloppe du starter, quelle part peut aller au mobilier ?")

    assert answer.abstained
    assert "répartition" in answer.text


def test_a_number_asked_for_today_is_told_with_the_date_that_it_is_of(assistant):
    answer = ask(assistant, "Combien de MSP fonctionnent actuellement dans le Grand Est ?")

    assert messages.AS_OF_ITS_DATE in answer.text
    assert "Fin 2018" in answer.text


def test_an_acronym_that_no_document_holds_is_pointed_out(assistant):
    answer = ask(assistant, "Comment une CPTS de l'Ain doit-elle travailler avec le DAC et la PTA ?")

    assert messages.not_named(["DAC"]) in answer.text


@pytest.mark.parametrize(
    ("asked", "missing", "elsewhere"),
    [
        ("La FREMAPOSE viendrait nous aider à Quimper ?", "FREMAPOSE", "Nouvelle-Aquitaine"),
        ("GECO Lib' nous épaule-t-il à Troyes ?", "GECO", "Bretagne"),
    ],
)
def test_an_organisation_of_another_region_is_not_told_as_helping_here(assistant, asked, missing, elsewhere):
    answer = ask(assistant, asked)

    assert answer.abstained
    assert f"ne mentionne « {missing} » (documenté pour : {elsewhere})" in answer.text


@pytest.mark.parametrize(
    ("asked", "missing"),
    [
        ("Combien de jours de consultant pour une MSP à Nancy ?", "le nombre de jours"),
        ("La mairie de Metz met combien dans une maison de santé ?", "le montant versé par ce financeur"),
        ("Quelle est la durée moyenne pour écrire un projet de santé ?", "une moyenne"),
    ],
)
def test_another_measure_than_the_one_asked_meets_nothing(assistant, asked, missing):
    answer = ask(assistant, asked)

    assert answer.abstained
    assert f"Les documents ne précisent pas {missing}" in answer.text


@pytest.mark.parametrize(
    ("asked", "missing"),
    [
        ("Pourquoi un consultant compte-t-il moins de jours qu’un coordinateur du pool, à Rennes ?", "la raison"),
        ("Comment la maturité d’un groupe est-elle mesurée pour PACTE, à Reims ?", "méthode"),
        ("Les six agglomérations du Grand Est où l’ARS déploie des MSP : lesquelles ?", "les noms"),
    ],
)
def test_a_reason_a_method_and_names_that_no_passage_gives_are_said_to_be_missing(assistant, asked, missing):
    answer = ask(assistant, asked)
    assert answer.outcome is Outcome.PARTIAL
    assert missing in answer.text.split("\n")[0]


def test_a_reason_that_a_passage_gives_is_given(assistant):
    answer = ask(assistant, "Pourquoi les associés se désengagent-ils de la SISA ?")
    assert answer.outcome is Outcome.ANSWERED
    assert "Le risque est de conduire à un désengagement" in answer.text


def test_a_national_document_answers_for_a_region_without_its_own(assistant):
    answer = ask(assistant, "À Perpignan, la fédération AVECsanté nous aiderait-elle à choisir un logiciel commun ?")
    assert answer.outcome is Outcome.ANSWERED
    assert answer.text.startswith("Aucun document disponible ne concerne Occitanie en particulier")
    assert {region for c in answer.citations for region in c.passage.source.regions} == {"national"}


def test_what_is_only_demanded_answers_no_question_that_takes_it_for_a_rule(assistant):
    presumed = ask(assistant, "Quelle indemnité touche un stagiaire kiné dans une MSP depuis septembre 2024 ?")
    assert presumed.outcome is Outcome.PARTIAL
    assert presumed.text.startswith(messages.ONLY_DEMANDED)
    asked = ask(assistant, "Pour quelle rentrée AVECsanté veut-elle que les stages en MSP soient reconnus ?")
    assert asked.outcome is Outcome.ANSWERED
    assert messages.ONLY_DEMANDED not in asked.text


def test_no_yes_is_said_on_a_sentence_about_something_else(assistant):
    assert "Oui" in ask(assistant, "À Colmar, les fauteuils de la salle d’attente, ça passe sur le starter ?").text
    assert "Oui" not in ask(assistant, "À Colmar, la climatisation des locaux, ça passe sur le starter ?").text
