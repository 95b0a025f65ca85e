"""Places are found as doctors type them, and common words are left alone."""

from dataclasses import FrozenInstanceError
from time import perf_counter

import pytest

from corpus.errors import SetupError
from corpus.territories import Territories, UnknownRegionError, load_territories

ARA, BFC, BRE, CVL, COR = (
    "auvergne-rhone-alpes", "bourgogne-franche-comte", "bretagne", "centre-val-de-loire", "corse",
)  # fmt: skip
GES, HDF, IDF, NOR, NAQ = "grand-est", "hauts-de-france", "ile-de-france", "normandie", "nouvelle-aquitaine"
OCC, PDL, PAC, REU = "occitanie", "pays-de-la-loire", "provence-alpes-cote-d-azur", "la-reunion"

NAMED = [
    ("En Bretagne, qui finance ?", "Bretagne", BRE, "region"),
    ("msp bretagne", "bretagne", BRE, "region"),
    ("financement en auvergne rhone alpes", "auvergne rhone alpes", ARA, "region"),
    ("une CPTS en AURA ?", "AURA", ARA, "region"),
    ("critères de l’ARS ARA", "ARA", ARA, "region"),
    ("MSP en paca", "paca", PAC, "region"),
    ("esp en idf ?", "idf", IDF, "region"),
    ("compo minimale hauts de france", "hauts de france", HDF, "region"),
    ("aide HdF", "HdF", HDF, "region"),
    ("que fait l’ARS BFC ?", "BFC", BFC, "region"),
    ("et en CVL ?", "CVL", CVL, "region"),
    ("l’ARS NA répond-elle ?", "NA", NAQ, "region"),
    ("le FIR du Grand-Est", "Grand-Est", GES, "region"),
    ("dans la région Centre", "région Centre", CVL, "region"),
    ("les Pays de Loire", "Pays de Loire", PDL, "region"),
    ("msp en iledefrance", "iledefrance", IDF, "region"),
    ("une MSP à La Réunion", "La Réunion", REU, "region"),
    ("nous exerçons à la Réunion", "la Réunion", REU, "region"),
    ("MSP en Guyane", "Guyane", "guyane", "region"),
    ("esp a mayotte", "mayotte", "mayotte", "region"),
    ("en Martinique", "Martinique", "martinique", "region"),
    ("CPTS de Guadeloupe", "Guadeloupe", "guadeloupe", "region"),
    ("msp en Corse", "Corse", COR, "region"),
    ("une ESP en Alsace", "Alsace", GES, "former region"),
    ("en franche comté", "franche comté", BFC, "former region"),
    ("MSP du Poitou-Charentes", "Poitou-Charentes", NAQ, "former region"),
    ("nord pas de calais", "nord pas de calais", HDF, "former region"),
    ("basse normandie", "basse normandie", NOR, "former region"),
    ("convention de la msp (cotes d armor)", "cotes d armor", BRE, "department"),
    ("msp cotes darmor", "cotes darmor", BRE, "department"),
    ("CPTS Ille & Vilaine", "Ille & Vilaine", BRE, "department"),
    ("Seine-St-Denis", "Seine-St-Denis", IDF, "department"),
    ("en hte savoie", "hte savoie", ARA, "department"),
    ("une CPTS dans l'Ain", "Ain", ARA, "department"),
    ("cpts dans l'ain", "ain", ARA, "department"),
    ("le médecin de l'Orne", "Orne", NOR, "department"),
    ("garants (ain)", "ain", ARA, "department"),
    ("dans le Nord, à qui écrire ?", "Nord", HDF, "department"),
    ("notre MSP dans le Lot", "Lot", OCC, "department"),
    ("la délégation du Cher", "Cher", CVL, "department"),
    ("département de la Manche", "Manche", NOR, "department"),
    ("une msp ds la vienne", "vienne", NAQ, "department"),
    ("maison de santé en Mayenne", "Mayenne", PDL, "department"),
    ("dans les Landes", "Landes", NAQ, "department"),
    ("esp dans le gard", "gard", OCC, "department"),
    ("en Loire-Atlantique", "Loire-Atlantique", PDL, "department"),
    ("délégation du Rhône", "Rhône", ARA, "department"),
    ("qui contacter à clermont ferrand", "clermont ferrand", ARA, "town"),
    ("pré-projet de CPTS (St-Étienne)", "St-Étienne", ARA, "town"),
    ("st etienne", "st etienne", ARA, "town"),
    ("Ste. Foy-lès-Lyon", "Ste. Foy-lès-Lyon", ARA, "town"),
    ("chalon s/ saône", "chalon s/ saône", BFC, "town"),
    ("MSP Paris 18e", "Paris", IDF, "department"),
    ("CPTS à BREST", "BREST", BRE, "town"),
    ("une MSP à Tours", "Tours", CVL, "town"),
    ("ville de nice", "nice", PAC, "town"),
    ("je suis à Nice", "Nice", PAC, "town"),
    ("infirmière à Vienne", "Vienne", ARA, "town"),
    ("une ESP au Havre", "au Havre", NOR, "town"),
    ("kiné à la Rochelle", "la Rochelle", NAQ, "town"),
    ("MSP de Die", "Die", ARA, "town"),
    ("à cherbourg", "cherbourg", NOR, "town"),
    ("brive", "brive", NAQ, "town"),
    ("Nous sommes vers Lannion", "Lannion", BRE, "town"),
    ("un projet à ploermel", "ploermel", BRE, "town"),
    ("Saint-Denis de La Réunion", "La Réunion", REU, "region"),
    ("une infirmière bretonne", "bretonne", BRE, "demonym"),
    ("les médecins alsaciens", "alsaciens", GES, "demonym"),
    ("MSP lorraine", "lorraine", GES, "former region"),
    ("le dispositif normand", "normand", NOR, "demonym"),
    ("règle francilienne", "francilienne", IDF, "demonym"),
    ("un élu finistérien", "finistérien", BRE, "demonym"),
    ("les critères réunionnais", "réunionnais", REU, "demonym"),
    ("dans le Cotentin", "Cotentin", NOR, "territory"),
    ("MSP du Morvan", "Morvan", BFC, "territory"),
    ("au pays basque", "pays basque", NAQ, "territory"),
    ("en Champagne", "Champagne", GES, "territory"),
    ("dans le 35", "35", BRE, "number"),
    ("dpt 29", "29", BRE, "number"),
    ("dép. 2A", "2A", COR, "number"),
    ("département 974", "974", REU, "number"),
    ("une msp ds le 93", "93", IDF, "number"),
    ("MSP de Mirmande (26)", "26", ARA, "number"),
    ("notre CPTS (971) avance", "971", "guadeloupe", "number"),
    ("15, rue des Lices, 35120 Broualan", "35120", BRE, "number"),
    ("code postal 97400", "97400", REU, "number"),
]

MISSPELT = [
    ("dans le morbian", "morbian", BRE),
    ("en bretange", "bretange", BRE),
    ("msp en occitannie", "occitannie", OCC),
    ("en normadie", "normadie", NOR),
    ("nouvelle aquitane", "nouvelle aquitane", NAQ),
    ("pays de la loir", "pays de la loir", PDL),
    ("loire atlantiqe", "loire atlantiqe", PDL),
    ("bourgogne franche conté", "bourgogne franche conté", BFC),
    ("a grenobel", "grenobel", ARA),
    ("esp a marseile", "marseile", PAC),
    ("le finister", "finister", BRE),
    ("un medecin alscien", "alscien", GES),
]

NOT_NAMED = [
    "",
    "?",
    "Cher confrère, merci de votre appel",
    "la somme de 15 000 €",
    "une somme importante",
    "le nord du département",
    "dans le nord de notre secteur",
    "les communes du Nord de la vallée",
    "Comment allier soin et prévention ?",
    "il faut qu’il vienne",
    "qu’on en vienne au fait",
    "faire un tour, puis les tours de garde",
    "on y perd à tours de bras",
    "que manche ou pas manche",
    "elle creuse le sujet",
    "à l’aube d’un projet",
    "un lot de matériel",
    "dans le lot, un seul dossier est complet",
    "une var iable",
    "ce n’est pas le bon sens",
    "sens unique",
    "j’ai eu une réponse",
    "à la réunion de lundi",
    "combien d’euros par réunion ?",
    "La Réunion du 15 mars est reportée",
    "3 à 7 réunions",
    "7 à 12 jours",
    "15 000 €",
    "100000 euros sur deux ans",
    "15000 euros",
    "35000 habitants",
    "15 mars",
    "dans le 15 mars prochain",
    "24 h sur 24",
    "2 MG et 3 IDE",
    "nos infirmières (12) et kinés",
    "article 29 du décret",
    "appeler le 15",
    "basculer sur le 15 la nuit",
    "le Dr Marceau",
    "la page 35",
    "on aura la réponse",
    "on aura aussi les 15 000 € ?",
    "qui en aura besoin ?",
    "Aura-t-on une subvention ?",
    "N/A",
    "la garde du week-end",
    "une campagne de vaccination",
    "en moyenne combien ?",
    "en province",
    "le centre de santé",
    "l’ARS centre ses efforts",
    "au passage, merci",
    "la possession du local",
    "la couronne dentaire",
    "le port du masque",
    "c’est un plaisir",
    "une croix dans la case",
    "à la rue",
    "mettre au point les étapes",
    "accueil de l’ARS",
    "acceuil du public",
    "le plus grand est celui des infirmières",
    "grandes équipes",
    "une charpente solide",
    "là on fait quoi ?",
    "pace, gap et mer",
    "l’union fait la force",
    "une union d’équipes",
    "Dr Laval vous répond",
    "Mme Anne Vernon, présidente",
    "rue de Paris",
    "12 avenue de Bretagne",
    "la clinique Saint-Paul",
    "Cordialement, Pierre Grimaud",
    "à Rennes-les-Bains",
    "à Louroux-de-Beaune",
    "une région entre deux autres",
    "une grande synthèse",
    "elle joue un rôle",
    "un petit bourg rural",
    "en Corée du Sud",
    "des médocs",
    "à Saint-Denis, qui contacter ?",
    "l’Union européenne",
    "adhérer à l’Union",
    "la Croix-Rouge",
    "balance bénéfice-risque",
    "un dossier corsé",
    "des charges lourdes",
    "une équation à deux inconnues",
    "bras droit du médecin",
    "le palais de justice",
    "SISA, ACI, FIR, CPOM, PTA, GAP, CLS : que veut dire tout cela ?",
]


@pytest.fixture(scope="module")
def territories() -> Territories:
    """Return the packaged territories."""
    return load_territories()


@pytest.mark.parametrize(("text", "typed", "region", "kind"), NAMED)
def test_a_place_is_found_as_it_is_typed(
    territories: Territories, text: str, typed: str, region: str, kind: str
) -> None:
    mentions = territories.find(text)

    found = [(mention.text, mention.region, mention.kind) for mention in mentions]
    assert (typed, region, kind) in found
    assert {mention.region for mention in mentions} == {region}


@pytest.mark.parametrize(("text", "typed", "region"), MISSPELT)
def test_a_slip_of_the_keyboard_is_forgiven_in_a_long_name(
    territories: Territories, text: str, typed: str, region: str
) -> None:
    mentions = territories.find(text)

    assert [(mention.text, mention.region) for mention in mentions] == [(typed, region)]


@pytest.mark.parametrize("text", NOT_NAMED)
def test_a_common_word_is_not_a_place(territories: Territories, text: str) -> None:
    assert territories.find(text) == ()


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("MSP à Valence", ARA),
        ("MSP à Valence (26)", ARA),
        ("MSP à Valence (82)", OCC),
        ("82000 Valence", OCC),
        ("à Valence 82", OCC),
        ("à Saint-Denis (93)", IDF),
        ("à Saint-Denis (La Réunion)", REU),
        ("93200 Saint-Denis", IDF),
        ("Saint-Claude (Jura)", BFC),
        ("à Verdun (09)", OCC),
    ],
)
def test_a_departement_beside_a_town_says_which_town_it_is(territories: Territories, text: str, region: str) -> None:
    assert {mention.region for mention in territories.find(text)} == {region}


def test_a_count_after_a_town_is_not_a_departement(territories: Territories) -> None:
    mentions = territories.find("à Rennes 12 médecins, à Metz 35 infirmiers")

    assert [(mention.text, mention.region) for mention in mentions] == [("Rennes", BRE), ("Metz", GES)]


def test_several_places_come_in_reading_order_with_their_offsets(territories: Territories) -> None:
    text = "Un confrère de Reims l’a eu ; et pour notre MSP à St-Brieuc, cœur de la Bretagne ?"

    mentions = territories.find(text)

    assert [mention.text for mention in mentions] == ["Reims", "St-Brieuc", "Bretagne"]
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)


def test_the_longer_name_wins(territories: Territories) -> None:
    mentions = territories.find("dans les Bouches-du-Rhône, en Loir-et-Cher et en Indre-et-Loire")

    assert [mention.text for mention in mentions] == ["Bouches-du-Rhône", "Loir-et-Cher", "Indre-et-Loire"]


def test_decomposed_accents_and_capitals_change_nothing(territories: Territories) -> None:
    decomposed = territories.find("une MSP a\u0300 Saint-E\u0301tienne")
    shouted = territories.find("BONJOUR QUI CONTACTER POUR UNE MSP DANS LE FINISTERE")

    assert [mention.text for mention in decomposed] == ["Saint-E\u0301tienne"]
    assert [mention.region for mention in shouted] == [BRE]


def test_every_region_and_departement_is_known_by_its_name_and_number(territories: Territories) -> None:
    numbers = [(number, region.id) for region in territories.regions for number in region.departments]

    assert len(territories.regions) == 18
    assert len(numbers) == len(dict(numbers)) == 101
    for number, region in numbers:
        assert [mention.region for mention in territories.find(f"département {number}")] == [region]
    for region in territories.regions:
        assert [mention.region for mention in territories.find(f"une MSP {region.locative} ?")] == [region.id]
        assert [mention.region for mention in territories.find(f"l’ARS {region.genitive}.")] == [region.id]


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("bretagne", BRE),
        ("ÎLE DE FRANCE", IDF),
        ("Provence-Alpes-Côte d'Azur", PAC),
        ("aura", ARA),
        ("La Reunion", REU),
    ],
)
def test_a_region_is_returned_by_id_name_or_short_name(territories: Territories, name: str, region: str) -> None:
    assert territories.region(name).id == region


def test_an_unknown_region_is_refused_with_the_nearest_and_where_all_are_listed(territories: Territories) -> None:
    with pytest.raises(
        UnknownRegionError, match=r"'Bretange'; nearest: Bretagne, .* all 18, see corpus/territories\.yaml$"
    ) as error:
        territories.region("Bretange")

    assert isinstance(error.value, SetupError)


def test_local_names_are_found_once_they_are_given(territories: Territories) -> None:
    places = {"Pays du Ruffécois": NAQ, "Ruffécois": "Nouvelle-Aquitaine", "Mansle": NAQ, "Bretagne": NAQ}

    local = territories.with_places(places)

    assert [mention.text for mention in local.find("dans le Pays du Ruffécois, à Mansle")] == [
        "Pays du Ruffécois",
        "Mansle",
    ]
    assert [mention.region for mention in local.find("ds le rufecois faut il un batiment ?")] == [NAQ]
    assert [mention.region for mention in local.find("en Bretagne")] == [BRE]
    assert territories.find("dans le Ruffécois") == ()


def test_a_local_name_of_an_unknown_region_is_refused(territories: Territories) -> None:
    with pytest.raises(UnknownRegionError):
        territories.with_places({"Ruffécois": "Poldévie"})


def test_mentions_cannot_be_changed(territories: Territories) -> None:
    (mention,) = territories.find("en Bretagne")

    with pytest.raises(FrozenInstanceError):
        mention.region = NOR  # type: ignore[misc]


def test_a_pasted_mail_is_read_in_a_few_milliseconds(territories: Territories) -> None:
    sentence = (
        "Bonjour, nous sommes trois médecins et deux infirmières près de Quimper et montons une maison de santé. "
    )
    mail = (sentence * 10)[:1000]

    durations = []
    for _ in range(5):
        start = perf_counter()
        territories.find(mail)
        durations.append(perf_counter() - start)

    assert min(durations) < 0.05


@pytest.mark.parametrize("typed", ["un projet (Vienne, Isère)", "à Vienne, Isère"])
def test_a_town_named_like_a_departement_is_told_by_the_one_named_behind_it(typed: str) -> None:
    assert {mention.region for mention in load_territories().find(typed)} == {"auvergne-rhone-alpes"}


def test_two_departements_in_a_row_stay_two() -> None:
    regions = [mention.region for mention in load_territories().find("dans la Vienne, en Isère")]
    assert regions == ["nouvelle-aquitaine", "auvergne-rhone-alpes"]
