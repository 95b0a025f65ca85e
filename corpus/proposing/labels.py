"""What a proposed entry says to the person who confirms it, in French."""

FIELDS = {
    "title": "Titre",
    "publisher": "Éditeur",
    "region": "Région",
    "territory": "Territoire",
    "date": "Date",
    "kind": "Nature",
    "audience": "Public",
    "url": "Adresse",
    "structures": "Structures dont il est question",
    "status": "Statut",
    "sections": "Parties d’un autre statut",
}
"""Names of the fields, in the order of an entry."""
TO_BE_FILLED_IN = ("publisher", "region", "date", "kind", "audience", "url", "status")
"""Fields that are asked for when nothing was found."""
WITH_BASIS = ("region", "date")
"""Fields that tell the reader of an answer whether they are inferred, and from which words."""

HEADER = "Fiche proposée d’après le document. Relisez chaque valeur ; corrigez-la si besoin."
TO_CONFIRM = "à confirmer"
TO_FILL_IN = "à compléter"
CONFIRMED = "Retirez de cette liste ce que vous avez vérifié."

IN_TITLE = "dans le titre"
IN_OPENING = "en tête du document"
FIRST_HEADING = "premier titre du document"
FROM_PROPERTIES = "propriétés du fichier"
FROM_FILE_NAME = "nom du fichier, faute de titre dans le texte"
MOST_NAMED = "organisme le plus nommé"
SPEAKS_OF_ITSELF = "l’agence parle d’elle-même, sans dire sa région"
LEADS_CONTRACT = "contrat local de santé de ce territoire"
OF_AGENCY = "l’organisme agit pour cette région"
OF_LOCAL_BODY = "organisme ou lieu de cette région"
OF_PLACES = "lieux nommés dans le texte"
NATIONWIDE = "le document dit valoir pour tout le pays"
NATIONAL_PUBLISHER = "l’éditeur est national"
SEVERAL_REGIONS = "plusieurs régions ont le même poids ; gardez la bonne, ou les deux"
MOST_NAMED_TERRITORY = "territoire le plus nommé"
ONLY_DEPARTMENT = "seul département nommé"
WRITTEN_DATE = "date écrite"
BETWEEN_YEARS = "entre ce qui est fait et ce qui est annoncé"
IN_FORCE = "date d’application"
LATEST_YEAR = "dernier état décrit"
IN_TEXT = "dans le texte"
OF_KIND = "d’après la nature du document"
OF_HEADINGS = "d’après les titres ; une partie s’arrête au titre suivant de la liste"

NOTHING_FOUND = "rien trouvé dans le texte"
HINTS = {
    "region": "nom de la région, ou « national »",
    "date": "jour (2024-03-15), mois (2024-03), année (2024) ou période (2023-2024)",
    "status": "rule (règle en vigueur), report (constat), plan (prévu) ou proposal (demande) ; « report » en attendant",
}
"""What may be written in a field that nothing was found for."""
