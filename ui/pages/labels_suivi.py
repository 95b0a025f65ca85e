"""What the page of agents says by itself, in French."""

TITLE = "Suivi"
UNANSWERED = "Questions sans réponse"
QUESTIONS_NOT_KEPT = "Les questions ne sont pas conservées sur ce serveur."
NOTHING = "Aucune pour le moment."
OPINIONS = "Avis sur les réponses"
OPINIONS_NOT_KEPT = "Les avis ne sont pas demandés sur ce serveur."
ERASE = "Effacer toutes les questions et tous les avis"
ERASED = "Les questions et les avis sont effacés."
EVALUATIONS = "Évaluation"
NO_EVALUATION = "Aucun rapport d’évaluation sur ce serveur (commande\u00a0: python -m eval)."
GATES_HELD = "Tous les seuils sont tenus."
GATES_BROKEN = "Un seuil au moins n’est pas tenu\u00a0: voir le rapport."
DATE = "Date"
SHARE = "Questions réussies (%)"
OUTCOMES = {"partial": "réponse partielle", "not_found": "rien dans les documents"}

CATEGORIES = {
    "definition": "définitions",
    "comparison": "comparaisons",
    "funding_amount": "montants",
    "funding_conditions": "conditions de financement",
    "composition_eligibility": "composition et éligibilité",
    "next_steps": "démarches",
    "region_specific": "selon la région",
    "contact_decision": "contacts et décisions",
    "document_fact": "faits d’un document",
    "unanswerable": "sans réponse dans les documents",
    "out_of_scope": "hors sujet",
    "advocacy_trap": "demandes prises pour des règles",
}
"""Categories of questions of the sets of `eval/`; one of another set is shown by its own name."""


def asked_on(day: str, about: str) -> str:
    """Say when, and what more is known."""
    return ", ".join(filter(None, (day, about)))


def opinions_counted(useful: int, others: int) -> str:
    """Count the opinions."""
    return f"Réponses jugées utiles\u00a0: {useful}\u202f; à revoir\u00a0: {others}."


def opinion(reason: str, question: str) -> str:
    """Say what was wrong, with which question where it was kept."""
    return f"{reason}\u00a0: {question}" if question else reason


def evaluation(at: str, questions: str, passed: int, cases: int) -> str:
    """Say how an evaluation went."""
    return f"{at}, jeu de questions {questions}\u00a0: {passed} réussies sur {cases}"
