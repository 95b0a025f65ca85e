"""What the menu, the page of documents and the routes say by themselves, in French."""

from collections.abc import Sequence

PAGE_TITLES = {
    "assistant": "Assistant",
    "comparer": "Comparer",
    "financements": "Financements",
    "parcours": "Mon parcours",
    "documents": "Documents",
}
"""Title of each page in the menu, by the module of ui/pages that draws it."""

STREAMLIT_LABELS = {
    "App pages": "Pages",
    "Chat message from Assistant": "Réponse de l’assistant",
    "Chat message from Vous": "Votre question",
    "Clear value": "Effacer",
    "Close": "Fermer",
    "Collapse sidebar": "Fermer le menu",
    "Expand sidebar": "Ouvrir le menu",
    "Open": "Ouvrir la liste",
    "Close fullscreen": "Quitter le plein écran",
    "Copy Vega-Lite spec": "Copier la description du graphique",
    "Download as PNG": "Télécharger l’image",
    "Fullscreen": "Plein écran",
    "Send message": "Envoyer",
    "Show chart": "Montrer le graphique",
    "Show data": "Montrer les données",
    "Sidebar": "Menu",
    "Skip to main content": "Aller au contenu",
    "Stop": "Arrêter",
    "Stop script": "Arrêter la recherche",
}
"""What screen readers say instead of Streamlit's own words."""

DOCUMENTS = "Documents"
ABOUT_DOCUMENTS = (
    "Ce que l’assistant sait vient de ces documents, et d’eux seuls. Titre, éditeur, région et date sont ceux de la fiche de "
    "chaque document\u00a0; ce qui est déduit du texte est dit tel, avec les mots sur lesquels la déduction repose."
)
REGION = "Région"
EVERY_REGION = "Toutes les régions"

KIND = "Nature"
AUDIENCE = "Public"
STATUS = "Statut"
AGE = "Ancienneté"
UNDATED = "document non daté"

READ_CLUES = "Voir les indices"
CLUES_TITLE = "Indices dans le texte"
PASSAGES_TITLE = "Passages du document"
NO_HEADING = "Sans rubrique"
CLUE_NOT_FOUND = "Ces mots ne se retrouvent pas tels quels dans un passage\u00a0: ouvrez l’original."

DOCUMENT_NOT_FOUND = "Ce document n’existe pas, ou l’assistant ne s’appuie plus sur lui."


def documents_counted(documents: int, passages: int) -> str:
    """Say how much is listed."""
    return f"{_counted(documents, 'document')}, {_counted(passages, 'passage')}"


def read_passages(passages: int) -> str:
    """Return the label of the button that opens the passages of a document."""
    return f"Lire les passages ({passages})"


def region_clue(words: str) -> str:
    """Head the words that a region rests on."""
    return f"Région, d’après {_quoted(words)}"


def date_clue(words: str) -> str:
    """Head the words that a date, or the doubt about it, rests on."""
    return f"Date, d’après {_quoted(words)}"


def age_clue(words: str) -> str:
    """Head the words that show a text to be old."""
    return f"Signe d’un document ancien\u00a0: {_quoted(words)}"


def date_known(date: str, cue: str | None, is_inferred: bool) -> str:
    """Say a date, and what an inferred one rests on."""
    if not is_inferred:
        return date
    return f"{date} (date déduite de {cue})" if cue else f"{date} (date déduite)"


def undated(cue: str | None) -> str:
    """Say that a document has no date, and which words hint at one."""
    return f"{UNDATED} (indice\u00a0: {cue})" if cue else UNDATED


def age_signs(signs: Sequence[str]) -> str:
    """Name the words that show a text to be old."""
    return f"à vérifier\u00a0: {', '.join(map(_quoted, signs))} dans le texte, signe d’un document ancien"


def status_counted(status: str, passages: int) -> str:
    """Say how many passages have a status."""
    return f"{status} ({_counted(passages, 'passage')})"


def open_page(page: int) -> str:
    """Return the label of the link to a page of the original."""
    return f"Page {page} de l’original"


def _counted(count: int, noun: str) -> str:
    return f"{count}\u00a0{noun}{'s' if count > 1 else ''}"


def _quoted(words: str) -> str:
    return f"«\u00a0{words}\u00a0»"
