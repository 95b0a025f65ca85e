"""What the pages that show quotes share of their own words, in French."""

CHOOSE_REGION = "Choisissez votre région"
STRUCTURES = ("ESP", "MSP", "CPTS")
"""Vocabulary ids of the structures that the pages speak of, smallest first."""
SEARCHING = "Lecture des documents…"
NOT_STATED = "Non précisé"
INCIDENT = "Les documents n’ont pas pu être lus à cause d’un incident technique. Vous pouvez recharger la page."


def no_document(region: str) -> str:
    """Say that no document is about a region."""
    return (
        f"Aucun document disponible ne concerne la région {region}\u00a0: cette page ne peut rien en dire. "
        "Adressez-vous à votre ARS."
    )


def quote_source(n: int, title: str, label: str, page: int | None) -> str:
    """Name the document of a quote, whose words it holds, for where and of when, and its page where it has several."""
    paged = f", page\u00a0{page}" if page else ""
    return f"[{n}] {title} — {label}{paged}"
