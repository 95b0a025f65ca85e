"""The page Mon parcours in French: the steps of each stage, the questions that document them, the names that they hold."""

from ui.pages.quoting import Wanted

TITLE = "Mon parcours"
ABOUT = (
    "Les prochaines étapes de votre projet, dans les mots des documents de votre région. "
    "Cochez ce qui est fait, puis emportez la liste."
)
STRUCTURE = "Structure visée"
STAGE = "Où en est le projet"
CHOOSE_STRUCTURE = "Choisissez une structure"
CHOOSE_STAGE = "Choisissez une étape"

ACTORS = "Acteurs nommés"
PAPERS = "Pièces nommées"
ADDRESSEES = "À présenter à"
SILENT = "Les documents de la région n’en disent rien pour cette structure, ou rien n’a été retrouvé\u00a0: demandez à votre ARS."
CAUTION = (
    "Étapes choisies automatiquement dans des documents publiés, qui ne disent pas tout et peuvent être anciens\u00a0: "
    "faites confirmer la marche à suivre par votre ARS."
)
DOWNLOAD = "Télécharger mon parcours (Word)"

_FIRST_CONTACT = Wanted(
    "Rencontrer les acteurs",
    "Quelles sont les premières étapes pour créer une {structure}\u202f?",
    (
        "mettre en lien",
        "mise en relation",
        "rencontre",
        "reunions avec",
        "contacter",
        "role d appui",
    ),
    most=2,
)
_TEAM = Wanted(
    "Réunir l’équipe minimale",
    "Quelle est la composition minimale d’une {structure}\u202f?",
    ("au moins", "minimum", "a minima", "minimal"),
    most=2,
)
_LEGAL_FORM = Wanted(
    "Créer la structure qui porte la demande",
    "Quelle forme juridique pour une {structure}\u202f?",
    ("creation d une association", "association de", "sisa", "forme juridique", "statuts type"),
)
_REQUEST = Wanted(
    "Demander l’accompagnement",
    "Quels documents transmettre à l’ARS pour une {structure}\u202f?",
    ("demande d accompagnement", "lettre d intention", "pre-projet"),
    most=2,
)
_HELP = Wanted(
    "Se faire aider pour écrire le projet de santé",
    "Quel accompagnement pour monter une {structure}\u202f?",
    (
        "accompagner les",
        "etre accompagne",
        "phase d accompagnement",
        "consultant",
        "role d appui",
        "appui methodologique",
    ),
    most=2,
)
_WRITING = Wanted(
    "Écrire le projet de santé",
    "Que doit contenir le projet de santé d’une {structure}\u202f?",
    ("projet de sante doit", "doit contenir", "devra presenter", "doit rediger", "doit temoigner", "trame"),
    most=2,
)
_WRITING_MONEY = Wanted(
    "Financer le temps d’écriture",
    "Quel financement pour démarrer une {structure}\u202f?",
    ("financ", "indemnis", "fir ", "€"),
    most=2,
)
_FILING = Wanted(
    "Déposer le projet et le faire valider",
    "Qui valide le projet de santé d’une {structure}\u202f?",
    ("commission", "validation par", "transmis", "instruction", "reconnaissance des projets"),
    most=2,
)
_RECOGNITION = Wanted(
    "Savoir ce que la validation ouvre",
    "Que permet la validation du projet de santé d’une {structure}\u202f?",
    ("reconnus en qualite", "cette reconnaissance", "signature d un contrat", "ouvrant droit", "suite a la validation"),
    most=2,
)
_LAUNCH_MONEY = Wanted(
    "Financer la mise en œuvre",
    "Quel financement pour la mise en œuvre du projet de santé d’une {structure}\u202f?",
    ("financ", "€"),
    most=2,
)
_LASTING_PAY = Wanted(
    "Obtenir la rémunération pérenne (ACI)",
    "Comment adhérer à l’ACI pour une {structure}\u202f?",
    ("eligible", "remuneration perenne", "inclusion immediate", "mise en place des aci"),
    most=2,
)
_REVIEW = Wanted(
    "Préparer l’évaluation",
    "Quelle évaluation des projets de {structure} au terme de la première année\u202f?",
    ("evaluation", "bilan", "rapport d activite"),
    most=2,
)
_CALLS = Wanted(
    "Répondre aux appels à projets",
    "À quels appels à projets une {structure} peut-elle répondre\u202f?",
    ("appels a projets", "appel a projets"),
)

STAGES: dict[str, tuple[Wanted, ...]] = {
    "Idée": (_FIRST_CONTACT, _TEAM, _LEGAL_FORM, _REQUEST),
    "Projet en rédaction": (_REQUEST, _HELP, _WRITING_MONEY, _WRITING, _FILING),
    "Projet validé": (_RECOGNITION, _LAUNCH_MONEY, _LASTING_PAY, _CALLS),
    "En fonctionnement": (_LASTING_PAY, _REVIEW, _CALLS),
}
"""The steps that follow each stage, in the order in which they are taken."""

ACTOR_NAMES = {
    "ARS": r"\bars\b|agences? regionales? de sante|l'agence\b",
    "délégation départementale": r"delegations? departementales?",
    "URPS": r"\burps\b|unions? regionales? des professions",
    "Assurance Maladie": r"assurance maladie|\bcpam\b",
    "fédération": r"federations?",
    "commission": r"commissions?\b",
    "association des professionnels": r"l'association formalise|association de professionnels",
    "consultants": r"consultants?",
    "coordinateurs": r"coordinat(?:eur|rice)s?",
    "élus": r"\belus\b",
}
"""Who a quote may name, and the folded words that name them."""
PAPER_NAMES = {
    "lettre d’intention": r"lettres? d'intention",
    "pré-projet": r"pre-? ?projets?",
    "demande d’accompagnement": r"demandes? d'accompagnement",
    "statuts": r"statuts type",
    "projet de santé": r"projets? de sante",
    "plan d’actions": r"plans? d'actions?",
    "contrat": r"\bcontrats?\b",
    "convention": r"\bconventions? d'un an",
}
"""What a quote may ask to write, and the folded words that name it."""
BEFORE_ADDRESSEE = (
    r"(?:transmi(?:s|se|ses|ttre)|adresse[rsz]?|presentee?s?|depose[rsz]?|demande d'accompagnement) "
    r"(?:a |au |aux |devant |aupres de )(?:l'|la |une? |les )?"
)
"""What stands just before the one who receives a paper, folded."""


def title(structure: str, region: str, stage: str) -> str:
    """Head the steps, on the page and in the file."""
    return f"{structure} – {region} – {stage.lower()}"


def steps_done(done: int, steps: int) -> str:
    """Say how many steps are ticked."""
    plural = "s" if done > 1 else ""
    return f"{done}\u00a0étape{plural} faite{plural} sur\u00a0{steps}."


def numbered(n: int, step: str) -> str:
    """Name a step by its place in the order."""
    return f"{n}. {step}"


def made_on(day: str) -> str:
    """Date the file."""
    return f"Liste établie automatiquement le {day}."


def all_silent(structure: str, region: str) -> str:
    """Say that the documents of a region hold none of the steps."""
    return (
        f"Les documents disponibles pour la région {region} ne décrivent aucune de ces étapes pour une {structure}. "
        "Votre ARS est le bon interlocuteur."
    )
