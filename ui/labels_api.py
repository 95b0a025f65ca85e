"""What the API says of requests that it refuses, in French."""

OFF = "Cette interface n’est pas activée sur ce serveur."
WRONG_KEY = "Clé absente ou fausse\u00a0: envoyez l’en-tête Authorization: Bearer suivi de la clé."
UNAVAILABLE = "L’assistant n’est pas disponible pour le moment."
FAILED = "La question n’a pas pu recevoir de réponse à cause d’un incident technique."
LAST_IS_USER = "Le dernier message doit être la question, dans le rôle user."
UNKNOWN_REGION = "Région inconnue\u00a0: donnez le nom d’une région française."
PATIENT = (
    "Ce message semble contenir des données d’un patient. Il n’a été ni traité ni conservé\u00a0: "
    "envoyez la question sans ces données."
)


def too_long(longest: int) -> str:
    """Say that a request is too long."""
    return f"Requête trop longue\u00a0: {longest} octets au plus."


def too_many(wait_s: int) -> str:
    """Say that requests come too fast."""
    return f"Trop de questions en une minute\u00a0: réessayez dans {wait_s} secondes."


def wrong_field(field: str, problem: str) -> str:
    """Say which field of a request is wrong."""
    return f"Requête incorrecte, champ {field}\u00a0: {problem}" if field else f"Requête incorrecte\u00a0: {problem}"


def no_such_model(name: str) -> str:
    """Say that a model is not served here."""
    return f"Le modèle {name} n’existe pas\u00a0: GET /v1/models donne celui qui répond."
