"""What the page of verified answers says by itself, in French."""

from datetime import datetime

TITLE = "Réponses vérifiées"
ABOUT = (
    "Une réponse vérifiée est montrée comme telle, avec sa date, tant que la question est comprise de la même façon (mots, "
    "région, structure, intention) et que les passages cités n’ont pas changé. Sinon, l’assistant répond comme d’habitude."
)
EVERY_REGION = "Aucune région choisie"
QUESTION = "Question"
FIND = "Chercher la réponse"
SEARCHING = "Recherche dans les documents…"
NOTHING_TO_APPROVE = "Cette réponse ne cite aucun passage\u00a0: elle ne peut pas être vérifiée."
APPROVE = "Approuver cette réponse"
APPROVAL_DONE = "La réponse est servie comme vérifiée."
APPROVED = "Réponses approuvées"
NONE_APPROVED = "Aucune pour le moment."
SERVED = "En service"
NOT_SERVED = "Plus servie\u00a0: un passage cité a changé ou n’est plus là, ou l’approbation est trop ancienne."
WITHDRAW = "Retirer"
WITHDRAWN = "La réponse n’est plus servie comme vérifiée."


def statement(n: int, label: str) -> str:
    """Head a statement that may be written otherwise; empty, it is left out."""
    return f"Phrase {n} ({label})" if label else f"Phrase {n}"


def approved(at: datetime, by: str, regions: str) -> str:
    """Say when an answer was approved, by whom, for which regions."""
    return f"Approuvée le {at:%d/%m/%Y} par {by}, {regions or 'sans région'}"
