"""What the page says by itself, in French."""

from datetime import date

from assistant.question import Intent

TITLE = "Assistant exercice coordonné"
NOTICE = (
    "Assistant automatisé (IA)\u00a0: il répond à partir de documents publiés sur les ESP, les MSP et les CPTS, "
    "et montre le passage de chaque réponse. Faites confirmer tout chiffre par votre ARS."
)
REMINDER = (
    "Assistant automatisé (IA)\u00a0: chiffres à confirmer auprès de l’ARS. "
    "Ni nom ni donnée de santé d’un patient, s’il vous plaît."
)

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
STOPPED = "Recherche arrêtée. Votre question est gardée."
RESUME = "Reprendre la recherche"
SEARCH_ANNOUNCED = "Recherche en cours"
FAILURE_ANNOUNCED = "La recherche a échoué"
STAGES = {"understand": SEARCHING, "retrieve": SEARCHING, "compose": WRITING, "check": CHECKING}
"""What the reader sees during each stage of an answer."""

AUTOMATIC = "Réponse automatique, à vérifier"
VERIFIED = "Réponse relue et approuvée\u00a0; ses passages n’ont pas changé depuis"
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

MASKED_NIR = "[n° de sécurité sociale masqué]"
MASKED_RPPS = "[n° RPPS masqué]"
MASKED_PHONE = "[téléphone masqué]"
MASKED_MAIL = "[adresse masquée]"
HELD = (
    "Ce message semble contenir des données d’un patient (numéro, date de naissance ou âge d’une personne). "
    "Il n’a pas été envoyé. Reformulez-le sans ces données\u00a0: l’assistant n’en a pas besoin pour répondre."
)
CONFIRM = "Ce n’est pas un patient\u00a0: poser la question"
CONFIRM_NOTE = "Numéros, téléphones et adresses de courriel seront masqués avant l’envoi."
WITHDRAW = "Retirer ce message"

PROPOSED = "Un lien vous propose cette question\u00a0:"
ASK_PROPOSED = "Poser cette question"
IGNORE_PROPOSED = "Ignorer"

STRUCTURES = ("ESP", "MSP", "CPTS")
"""Structures that the questions below are about; all of them feminine."""
SUGGESTIONS = "Pour continuer\u00a0:"
FOLLOW_UPS = {
    Intent.STEPS: "Quelles sont les étapes pour créer une {structure}{place}\u202f?",
    Intent.SUPPORT: "Quelles aides pour créer une {structure}{place}\u202f?",
    Intent.COMPOSITION: "Combien de médecins faut-il au minimum pour une {structure}{place}\u202f?",
    Intent.DECISION: "Qui valide un projet de {structure}{place}\u202f?",
    Intent.CONTACT: "Qui accompagne un projet de {structure}{place}\u202f?",
    Intent.DEFINITION: "Qu’est-ce qu’une {structure}{place}\u202f?",
}
"""Questions to go on with, by what they ask; each stands by itself."""

REPLY = "Répondre par courriel"
COPY = "Copier la réponse"
LINK = "Lien vers la question"
EXPORT = "Exporter la conversation (Word)"
EXPORT_FILE = "conversation.docx"
TO_COPY = "Texte à copier"
COPY_NOTE = "Touchez le texte, sélectionnez tout, puis copiez\u00a0; ou téléchargez-le."
DOWNLOAD_TEXT = "Télécharger le texte"
TEXT_FILE = "reponse.txt"
LINK_NOTE = (
    "Ce lien ouvre l’assistant et propose la question\u00a0; rien n’est envoyé tant que la personne ne l’a pas posée."
)
LINK_TOO_LONG = "Cette question est trop longue pour tenir dans un lien."
CAUTION = "Réponse automatique tirée de documents publiés\u00a0: montants et conditions à faire confirmer par l’ARS."

MAIL_SUBJECT = "Objet"
MAIL_BODY = "Message, à relire avant l’envoi"
OPEN_MAIL = "Ouvrir dans ma messagerie"
MAIL_TOO_LONG = (
    "Le message est trop long pour passer tout entier dans la messagerie\u00a0: "
    "copiez-le ci-dessus, puis collez-le dans le courriel qui s’ouvre."
)
MAIL_GREETING = "Bonjour,"
MAIL_PASTE = "[Collez ici le message copié]"
MAIL_CAUTION = (
    "Ces éléments sont tirés de documents publiés, cités ci-dessus. Ils ont été rassemblés par un assistant automatique "
    "et n’engagent pas l’administration\u00a0: les montants et les conditions sont à faire confirmer par votre ARS."
)
MAIL_UNDATED = "Au moins un de ces documents n’est pas daté\u00a0: vérifiez qu’il est toujours en vigueur."
MAIL_CLOSING = "Bien cordialement,"

USEFUL = "Cette réponse vous est-elle utile\u202f?"
YES, NO = "Oui", "Non"
WHAT_IS_WRONG = "Qu’est-ce qui ne va pas\u202f?"
REASONS = {
    "amount": "Montant faux",
    "region": "Mauvaise région",
    "outdated": "Périmé",
    "incomplete": "Incomplet",
    "other": "Autre",
}
"""What the reader may find wrong, by the value of ui.feedback.Reason."""
THANKS = "Merci, votre avis est enregistré."
NOT_KEPT = "Votre avis n’a pas pu être enregistré."
KEEPS_OPINION = "L’avis est enregistré sans votre question."
KEEPS_QUESTION = "L’avis est enregistré avec votre question, numéros et adresses masqués."


def reminder(days_kept: int) -> str:
    """Return what stands under the input: what not to type and, where questions are kept, for how long."""
    if not days_kept:
        return REMINDER
    return (
        f"{REMINDER} Les questions restées sans réponse sont conservées {days_kept}\u00a0jours, "
        "numéros et adresses masqués."
    )


def too_many(wait_s: int) -> str:
    """Say that questions came too fast, and when to ask again."""
    seconds = f"{wait_s}\u00a0seconde{'s' if wait_s > 1 else ''}"
    return f"Beaucoup de questions ont été posées en peu de temps. Attendez {seconds}, puis posez de nouveau la vôtre."


def in_region(name: str) -> str:
    """Return the words that place a question in a region."""
    return f" en région {name}"


def proposed_region(name: str) -> str:
    """Return the region that a link proposes with its question."""
    return f"Région\u00a0: {name}"


def page_number(page: int) -> str:
    """Return the page that a quote stands on, within the line that names its document."""
    return f"p.\u00a0{page}"


def mail_subject(question: str) -> str:
    """Return the subject of a reply."""
    return f"Votre question\u00a0: {question}"


def mail_opening(question: str) -> str:
    """Return the words before the answer, in a reply."""
    return (
        f"Vous avez demandé\u00a0: «\u00a0{question}\u00a0»\n\n"
        "Voici ce que disent les documents publiés dont nous disposons\u00a0:"
    )


def exported_on(day: date) -> str:
    """Return when a conversation was exported."""
    return f"Conversation exportée le {day:%d/%m/%Y}"


def region_option(name: str, documents: int) -> str:
    """Return a region's name, marked with the number of documents that it has."""
    if documents == 0:
        return name
    return f"{name} ({documents}\u00a0document{'s' if documents > 1 else ''})"


def ready_announced(sources: int) -> str:
    """Say to screen readers that an answer is there."""
    if sources == 0:
        return "Réponse prête, aucune source"
    return f"Réponse prête, {sources} source{'s' if sources > 1 else ''}"


def open_original(page: int | None, is_shown: bool) -> str:
    """Return the label of the link to a document as it was published, at a page where it has several."""
    if not is_shown:
        return "Télécharger l’original"
    return f"Ouvrir l’original, page\u00a0{page}" if page else "Ouvrir l’original"


def open_passage(n: int) -> str:
    """Return the label of the button that opens citation `n`."""
    return f"Lire le passage {n}"
