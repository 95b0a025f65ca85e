"""What the page Financements says by itself, in French."""

TITLE = "Financements"
ABOUT = (
    "Les montants que les documents écrivent noir sur blanc, un par ligne, chacun avec sa phrase. "
    "Pour une région, les montants nationaux sont montrés avec les siens."
)
CAUTION = (
    "Un montant vaut à la date de son document\u00a0: celui d’un document ancien ou non daté peut ne plus être en vigueur. "
    "Faites confirmer tout montant par votre ARS."
)
EVERY_REGION = "Toutes les régions"
STRUCTURE = "Structure"
EVERY_STRUCTURE = "Toutes les structures"
SORT = "Trier par"
HIGHEST = "Montant, du plus haut au plus bas"
LOWEST = "Montant, du plus bas au plus haut"
LATEST = "Date du document, du plus récent au plus ancien"
BY_REGION = "Région"
ORDERS = (HIGHEST, LATEST, BY_REGION, LOWEST)

NO_AMOUNT = "Aucun montant n’est écrit dans les documents pour ce choix."
DOWNLOAD = "Télécharger ces lignes (CSV)"
FILE_NAME = "financements.csv"
LISTED = "Lignes montrées"
CHART = "Les montants en un coup d’œil"
CHART_NOTE = (
    "Chaque barre porte le numéro de sa ligne ci-dessous, qui dit la même chose en toutes lettres. Un maximum, un forfait et un "
    "montant par an ne se comparent pas sans lire leur phrase."
)
CHART_DESCRIPTION = "Barres des montants listés sous le graphique, dans le même ordre."
EUROS = "euros"
AMOUNT = "Montant"
STATED = "Montant écrit"
PROPOSED = "Proposition, pas une règle en vigueur"
KIND = "Nature"
POSSIBLE = "peut être accordé, n’est pas dû"
FOR = "Pour"
PAYERS = "Financeur"
PURPOSE = "Objet"
CONDITION = "Condition"
STATUS = "Statut"


def amounts_counted(amounts: int, undated: int) -> str:
    """Say how many amounts are listed, and how many stand in documents without a date."""
    plural = "s" if amounts > 1 else ""
    if undated == 0:
        return f"{amounts}\u00a0montant{plural}."
    return f"{amounts}\u00a0montant{plural}, dont {undated} dans un document non daté."


def bar(n: int, structures: str, regions: str, amount: str) -> str:
    """Name the bar of an amount."""
    return f"{n}. {amount} – {', '.join(filter(None, (structures, regions)))}"


def lines(first: int, last: int) -> str:
    """Name the lines of a long list that are shown together."""
    return f"{first} à {last}"
