"""What the assistant says by itself, in French; the words of documents are elsewhere, in the documents."""

from collections.abc import Mapping, Sequence
from datetime import date

from assistant.prompting import Fault
from assistant.team import ANYONE
from corpus.document import NATIONAL, Basis, Source, Status
from corpus.territories import Territories

STATUS_LABELS: dict[Status, str] = {
    Status.RULE: "règle ou politique de l’éditeur",
    Status.REPORT: "description",
    Status.PLAN: "plan d’action",
    Status.PROPOSAL: "proposition de l’éditeur, pas une règle en vigueur",
}

EMPTY_QUESTION = (
    "La question est vide : écrivez ce que vous cherchez, par exemple « Quelle aide pour démarrer une MSP ? »."
)
OUT_OF_SCOPE = (
    "Cette question est hors du périmètre de l’assistant, qui répond uniquement sur l’exercice coordonné "
    "(ESP, MSP, CPTS), à partir des documents publiés par les agences et leurs partenaires."
)
NOTHING_FOUND = "Les documents disponibles ne répondent pas à cette question."
ASK_REGION = "Les règles changent d’une région à l’autre : dites-moi la vôtre pour une réponse plus précise."
ASK_ARS = "À vérifier auprès de votre ARS."
UNDEFINED = "Les documents ne définissent pas :"
TABLE_HEAD = ("Structure", "Source", "Ce que disent les documents")
NOT_STATED_CELL = "non précisé dans les documents"
TEAM_CLASSES = {
    ANYONE: "professionnels de santé",
    "generalist": "médecins généralistes",
    "paramedical": "professionnels paramédicaux",
    "medical": "professionnels médicaux",
}
YES_POSSIBLE = "Oui, c’est possible d’après le premier passage cité, dans les termes qu’il emploie."
YES_REQUIRED = "Oui, le premier passage cité le demande."
READ_BEFORE_CONCLUDING = "À lire avant de conclure : les passages les plus proches de votre question."
NO = "Non, d’après le premier passage cité."
NOT_REQUIRED = "Le premier passage cité en parle comme d’une possibilité, pas d’une obligation."
ONLY_DEMANDED = (
    "Ce n’est pas établi : le premier passage cité le propose ou le demande, ce n’est pas une règle en vigueur."
)
AS_ABOVE = "La réponse est dans un passage déjà cité plus haut."
AS_OF_ITS_DATE = "Les documents ne disent pas où l’on en est aujourd’hui : un chiffre vaut à la date de son document."
DUTY_NOT_SAID = "Les passages cités ne disent pas si c’est obligatoire."
RIGHT_NOT_SAID = "Les passages cités ne disent pas si c’est possible."
NEARBY = "Ce que les documents disent de plus proche :"
ELSEWHERE = "À titre indicatif, dans d’autres régions :"


def local_only(territory: str, asked: str) -> str:
    """Say that what is cited is about one territory, and that another place is asked."""
    return (
        f"Le document cité ne porte que sur le territoire suivant : {territory}. "
        f"Rien n’y dit que cela vaut pour « {asked} »."
    )


def question_too_long(limit: int) -> str:
    """Say that a question is longer than `limit` characters."""
    return f"La question est trop longue : résumez-la en moins de {limit} caractères."


def region_label(source: Source, territories: Territories) -> str:
    """Name the regions of a source, and what an inferred one rests on."""
    if not source.regions:
        return "région non précisée"
    names = places(source, territories)
    if source.region_basis is not Basis.INFERRED:
        return names
    return f"{names} (région déduite de {source.region_cue})" if source.region_cue else f"{names} (région déduite)"


def places(source: Source, territories: Territories) -> str:
    """Name the regions of a source."""
    return ", ".join(region_name(region, territories) for region in source.regions)


def region_name(region: str, territories: Territories) -> str:
    """Name a region id."""
    return "National" if region == NATIONAL else territories.region(region).name


def date_label(source: Source) -> str:
    """Say the date of a source, and whether it is inferred."""
    if source.date is None:
        return "document non daté"
    return f"{source.date} (date déduite)" if source.date_basis is Basis.INFERRED else source.date


def source_label(source: Source, territories: Territories) -> str:
    """Say whose words follow, for where and of when."""
    publisher = source.publisher or "éditeur non précisé"
    place = region_label(source, territories)
    if source.territory:
        place = f"{place}, {source.territory}"
    label = f"{place} – {publisher}, {date_label(source)}"
    return label if source.confirmed else f"{label} (fiche à confirmer)"


def proposal(source: Source) -> str:
    """Open a sentence that a document demands."""
    return f"Proposition de {source.publisher or 'l’éditeur'}, pas une règle en vigueur :"


def age_caution(signs: Sequence[str]) -> str:
    """Warn that the words of what is quoted date it."""
    return (
        f"Prudence : {french_list([f'« {sign} »' for sign in signs])} dans le texte cité, signe d’un document ancien."
    )


def structure_not_covered(
    structures: Sequence[str], names: Mapping[str, str], about: str, covered: Sequence[str]
) -> str:
    """Say that the documents of a region do not speak of a structure, and of which they do."""
    missing = french_list([f"{structure} ({names[structure]})" for structure in structures], "ni")
    if not covered:
        return f"Les documents disponibles{about} ne disent rien sur : {missing}."
    return f"Les documents disponibles{about} ne disent rien sur : {missing}. Ils portent sur : {french_list(covered)}."


def not_answered(phrase: str) -> str:
    """Say that no document speaks of what is asked for."""
    return f"Les documents disponibles ne répondent pas sur ce point : « {phrase} »."


def not_mentioned(words: Sequence[str], where: str, elsewhere: Sequence[str]) -> str:
    """Say that no document of a region speaks of what the question takes for granted, and which regions' do."""
    quoted = french_list([f"« {word} »" for word in words], "ni")
    known = f" (documenté pour : {french_list(elsewhere)})" if elsewhere else ""
    return f"Aucun document disponible{where} ne mentionne {quoted}{known}."


def told_elsewhere(words: Sequence[str], where: str, elsewhere: str) -> str:
    """Say that the documents of a region do not answer, and which other region's do."""
    quoted = f" : {french_list([f'« {word} »' for word in words])}" if words else ""
    return (
        f"Les documents disponibles{where} ne répondent pas à cette question{quoted} (documentée pour : {elsewhere})."
    )


def not_named(acronyms: Sequence[str]) -> str:
    """Say that no document holds the acronyms of a question."""
    return f"Les documents ne mentionnent pas {french_list([f'« {acronym} »' for acronym in acronyms], 'ni')}."


def place_not_listed(place: str) -> str:
    """Say that it is not known whether a place is one of those of a list."""
    return f"Les documents disponibles ne nomment pas « {place} » : ils ne disent pas si ce lieu est concerné."


def of_another_structure(claim: str, structures: Sequence[str], names: Mapping[str, str]) -> str:
    """Say that a figure taken for granted is that of another structure."""
    told = french_list([f"{structure} ({names[structure]})" for structure in structures])
    return f"Dans les documents, « {claim} » vaut pour : {told}."


def number_of(counted: str, places: Sequence[str] = ()) -> str:
    """Name a number that is missing, and the place for which it is asked."""
    return f"le nombre de « {counted} »{f' ({places[0].capitalize()})' if places else ''}"


def no_amount_in(regions: Sequence[str]) -> str:
    """Say which regions' documents give no amount."""
    return f"Aucun montant chiffré dans les documents de : {french_list(regions)}."


def team_verdict(team: str, verdicts: Sequence[str]) -> str:
    """Say of a team which of the minimums cited it reaches."""
    told = "\n".join(f"- {verdict}" for verdict in verdicts)
    return f"Pour l’équipe décrite (« {team} »), d’après les minimums cités ci-dessous :\n\n{told}"


def minimum_reached(structure: str, place: str) -> str:
    """Say that a team is large enough for a structure."""
    return f"{structure} ({place}) : minimum atteint ; les autres conditions restent à vérifier."


def minimum_missed(structure: str, place: str, lacking: Sequence[str]) -> str:
    """Say of which professionals a team has too few for a structure."""
    missing = french_list([TEAM_CLASSES[kind] for kind in lacking], "ni de")
    return f"{structure} ({place}) : minimum non atteint, pas assez de {missing}."


def only_proposed(claim: str) -> str:
    """Say that a figure of the question is a demand."""
    return f"Ce n’est pas établi : « {claim} » n’est dans les documents qu’une proposition, pas une règle en vigueur."


def part(asked: str) -> str:
    """Head the answer to one of several questions."""
    return f"**« {asked.strip(' ,;')} »**"


def not_defined(structures: Sequence[str], names: Mapping[str, str]) -> str:
    """Say that no document defines structures compared."""
    told = [f"{name} ({names[name]})" if names[name] else name for name in structures]
    return f"{UNDEFINED} {french_list(told, 'ni')}."


def no_document_for(places: Sequence[str]) -> str:
    """Say that no document is about these regions."""
    return f"Aucun document disponible ne concerne {french_list(places)}."


def only_national(places: Sequence[str]) -> str:
    """Say that no document is about these regions, and that a national one answers."""
    return (
        f"Aucun document disponible ne concerne {french_list(places)} en particulier ; un document national en parle."
    )


def not_stated(what: str, about: str) -> str:
    """Say that the documents do not state `what`."""
    return f"Les documents ne précisent pas {what}{about}."


def french_list(names: Sequence[str], last: str = "et") -> str:
    """Join names as in a sentence."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"


def verified_on(day: date) -> str:
    """Say that a person approved the answer, and when."""
    return f"**Réponse vérifiée le {day:%d/%m/%Y}** par l’équipe qui tient ce service."


MODEL_NOT_FAITHFUL = "Réponse en extraits : les phrases du modèle de langue n’étaient pas conformes aux documents."
MODEL_FAULTS = {
    Fault.UNREACHABLE: "le modèle de langue est injoignable",
    Fault.REFUSED: "le modèle de langue a refusé la demande",
    Fault.BUSY: "le modèle de langue est trop sollicité",
    Fault.SLOW: "le modèle de langue n’a pas répondu à temps",
    Fault.CUT: "la réponse du modèle de langue a été interrompue",
    Fault.EMPTY: "le modèle de langue n’a rien répondu",
    Fault.UNREADABLE: "la réponse du modèle de langue était illisible",
    Fault.TOO_LONG: "la question et ses extraits sont trop longs pour le modèle de langue",
    Fault.BROKEN: "le modèle de langue a rencontré une erreur",
}


def without_model(fault: Fault) -> str:
    """Say that the answer is made of extracts because the model gave nothing."""
    return f"Réponse en extraits : {MODEL_FAULTS[fault]}."
