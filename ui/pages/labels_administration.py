"""What the page of administrators says by itself, in French."""

import re
from collections.abc import Sequence

from corpus.proposing.labels import FIELDS
from ui.pages.labels import documents_counted

TITLE = "Administration"

ADD = "Ajouter des documents"
ABOUT_ADD = (
    "Chaque fichier est lu, puis une fiche est proposée d’après son texte. Rien n’entre dans les documents avant que vous "
    "ayez confirmé la fiche, ni dans les réponses avant la mise à jour de l’index."
)
FILES = "Fichiers (PDF, DOCX, HTML, Markdown ou texte)"
READ_FILES = "Lire ces fichiers"
READING = "Lecture…"
TO_CONFIRM = "Lecture terminée\u00a0: relisez chaque fiche ci-dessous, puis confirmez-la."
REFUSED = "Un fichier au moins ne peut pas devenir un document."
CONFIRM = "Confirmer et ajouter ce document"
DISCARD = "Écarter ce fichier"
DISCARDED = "Le fichier est écarté."
ADDED = "Le document est ajouté. Il répondra après la mise à jour de l’index."
NOT_ADDED = "Le document n’a pas été ajouté\u00a0: corrigez la fiche, ou écartez le fichier."
UNKNOWN_REGION = "Région non connue"
NATIONAL = "National"
WRITTEN = "Écrit dans le document."
NOTHING_FOUND = "Rien trouvé dans le texte\u00a0: à compléter si vous le savez."

BUILDS = "Index"
ABOUT_BUILDS = (
    "L’index est ce que l’assistant interroge. Pendant sa mise à jour, les réponses viennent de la version en service."
)
REBUILD = "Mettre à jour l’index"
REBUILD_STARTED = "La mise à jour a commencé."
BUILD_FAILED = "La mise à jour a échoué\u00a0; la version en service n’a pas changé."
ADDED_DOCUMENTS = "Ajoutés"
CHANGED_DOCUMENTS = "Modifiés"
REMOVED_DOCUMENTS = "Retirés"
REFUSED_DOCUMENTS = "Refusés"
NO_BUILD = "Aucune version de l’index."
ROLL_BACK = "Revenir à la version précédente"
ABOUT_ROLL_BACK = (
    "Les réponses viendront aussitôt de la version précédente. Une mise à jour de l’index refera la plus récente."
)
ROLL_BACK_NOW = "Revenir maintenant"
ROLLED_BACK = "La version précédente est en service."

REPORT = "Rapport de lecture"
ABOUT_REPORT = "Ce qu’il faut regarder dans les documents\u00a0: illisibles, incomplets, anciens ou remplacés."
READ_REPORT = "Lire le rapport"
NO_REPORT = "Le rapport n’a pas pu être établi."
NOTHING_TO_SAY = "Rien à signaler."

_STAGES = {
    "Reading": "Lecture des documents",
    "Embedding": "Calcul des vecteurs",
    "Writing": "Écriture",
    "Checking": "Vérification",
}
_REMARKS = {
    "to fill in": "À compléter",
    "to confirm": "À confirmer",
    "pages without text": "Pages sans texte",
    "may be out of date: it says": "Peut-être ancien, car le texte dit",
    "looks superseded by": "Semble remplacé par",
    "an entry without its document": "Fiche sans document",
}


def rests_on(reason: str, quotes: Sequence[str]) -> str:
    """Say what a proposed value rests on."""
    quoted = "\u202f; ".join(f"«\u00a0{quote}\u00a0»" for quote in quotes)
    return f"D’après\u00a0: {reason} ({quoted})" if quoted else f"D’après\u00a0: {reason}"


def duplicate(same_as: str) -> str:
    """Say that a file is already a document."""
    return f"Ce document est déjà présent, sous le nom {same_as}."


def stage(name: str) -> str:
    """Name a stage of a build."""
    return f"{_STAGES.get(name, 'Préparation')}…"


def built(is_new: bool, documents: int, passages: int) -> str:
    """Say how a build ended."""
    what = "L’index est à jour" if is_new else "Rien n’avait changé"
    return f"{what}\u00a0: {documents_counted(documents, passages)}."


def build(at: str, documents: int, passages: int) -> str:
    """Describe a build."""
    return f"{at}\u00a0: {documents_counted(documents, passages)}"


def current(line: str) -> str:
    """Mark the build that answers."""
    return f"{line} – en service"


def unusable(told: str) -> str:
    """Mark what makes a document unusable."""
    return f"Inutilisable\u00a0: {told}"


def remark(text: str) -> str:
    """Return a remark of the report in French; what has no French is left as the commands say it."""
    for english, french in _REMARKS.items():
        if text.startswith(english):
            rest = text.removeprefix(english).strip(" :").removeprefix("add the document, or delete the entry")
            return f"{french}\u00a0: {_fields(rest)}" if rest else french
    return text


def _fields(text: str) -> str:
    """Name the fields of an entry in French."""
    return re.sub(rf"\b(?:{'|'.join(FIELDS)})\b", lambda found: FIELDS[found[0]].lower(), text)
