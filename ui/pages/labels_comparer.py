"""The page Comparer in French: what it says, the questions that fill it, and the words that tell an answer from another."""

from ui.pages.quoting import Wanted

TITLE = "Comparer ESP, MSP et CPTS"
ABOUT = (
    "Chaque case cite mot pour mot un document de la région, ou à défaut un document national, nommé comme tel. "
    "«\u00a0Non précisé\u00a0»\u00a0: aucune phrase ne le dit de cette structure, ou elle n’a pas été retrouvée."
)
CAUTION = (
    "Choix automatique des citations\u00a0: lisez le passage avant de vous en servir, et vérifiez auprès de votre ARS."
)

ROWS = (
    Wanted(
        "Définition",
        "Qu’est-ce qu’une {structure}\u202f?",
        ("est un ", "est une ", "correspond a ", "mode d organisation", "se definit", "designe"),
    ),
    Wanted(
        "Composition minimale",
        "Quelle est la composition minimale d’une {structure}\u202f?",
        ("au moins", "minimum", "a minima", "minimal", "compose"),
        most=2,
    ),
    Wanted(
        "Forme juridique",
        "Quelle forme juridique pour une {structure}\u202f?",
        (
            "association de",
            "sisa",
            "societe ",
            "forme juridique",
            "statut juridique",
            "structure juridique",
            "groupement de ",
        ),
    ),
    Wanted(
        "Premières étapes",
        "Quelles sont les premières étapes pour créer une {structure}\u202f?",
        (
            "etape consiste",
            "point de depart",
            "demande d accompagnement",
            "lettre d intention",
            "dans un premier temps",
        ),
        most=3,
    ),
    Wanted(
        "Accompagnement",
        "Quel accompagnement pour monter une {structure}\u202f?",
        ("accompagne", "d appui", "un appui", "consultant", "facilitat"),
    ),
    Wanted(
        "Financement",
        "Quel financement pour démarrer une {structure}\u202f?",
        ("financ", "indemnis", "fir ", "aide", "subvention", "montant", "€"),
        most=2,
    ),
    Wanted(
        "Rémunération pérenne (ACI)",
        "Une {structure} peut-elle bénéficier de la rémunération pérenne de l’ACI\u202f?",
        ("remuneration perenne", "eligible"),
    ),
    Wanted(
        "Qui décide",
        "Qui valide le projet de santé d’une {structure}\u202f?",
        ("valid", "commission", "instruction", "instruit", "reconnaissance des projets"),
    ),
)


def rows_read(done: int, rows: int) -> str:
    """Say how far the reading of the documents is."""
    return f"Lecture des documents… {done} lignes sur {rows}"
