"""What the page says by itself, in French."""

TITLE = "Assistant exercice coordonné"
NOTICE = (
    "Un assistant automatique répond ici à partir de documents publiés sur les ESP, les MSP et les CPTS, "
    "et montre le passage de chaque réponse. Faites confirmer tout chiffre par votre ARS."
)
REMINDER = "Assistant automatique\u00a0: chiffres à confirmer auprès de l’ARS. Ne saisissez aucune donnée de patient."

LOADING = "Ouverture des documents…"
UNAVAILABLE = "L’assistant n’est pas disponible pour le moment."
FAILED = (
    "Cette question n’a pas pu recevoir de réponse à cause d’un incident technique. "
    "La conversation est conservée\u00a0: vous pouvez poser la question de nouveau."
)

REGION = "Région"
EVERY_REGION = "Toutes les régions"
NEW_CONVERSATION = "Nouvelle conversation"
EXAMPLES = "Par exemple\u00a0:"
EXAMPLE_QUESTIONS = (
    "Quelle est la différence entre une ESP, une MSP et une CPTS\u202f?",
    "Quel est le montant du FIR starter dans le Grand Est\u202f?",
    "Quelles sont les premières étapes pour créer une MSP en Bretagne\u202f?",
    "Qui contacter pour monter un projet d’exercice coordonné\u202f?",
)
PLACEHOLDER = "Posez votre question"

USER = "Vous"
ASSISTANT = "Assistant"

SEARCHING = "Recherche dans les documents…"
WRITING = "Rédaction…"
CHECKING = "Vérification…"
DONE = "Recherche terminée"
INTERRUPTED = "Réponse interrompue"
STAGES = {"understand": SEARCHING, "retrieve": SEARCHING, "compose": WRITING, "check": CHECKING}
"""What the reader sees during each stage of an answer."""

AUTOMATIC = "Réponse automatique, à vérifier"
SOURCES = "Sources"
PROPOSAL = "Proposition de l’éditeur, pas une règle en vigueur"
PASSAGE = "Passage cité"
PUBLISHER = "Éditeur"
UNKNOWN_PUBLISHER = "éditeur non précisé"
TERRITORY = "Territoire"
DATE = "Date"
STATUS = "Nature"
PAGE = "Page"
HEADINGS = "Rubrique"
HEADING_SEPARATOR = " \u203a "
ADDRESS = "Adresse"


def region_option(name: str, documents: int) -> str:
    """Return a region's name, marked with the number of documents that it has."""
    if documents == 0:
        return name
    return f"{name} ({documents}\u00a0document{'s' if documents > 1 else ''})"


def open_passage(n: int) -> str:
    """Return the label of the button that opens citation `n`."""
    return f"Lire le passage {n}"
