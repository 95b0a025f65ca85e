"""What the pages of agents and administrators, and the page to sign in, say by themselves, in French."""

from ui.identity import Role

DESK_TITLES = {
    "suivi": "Suivi",
    "verifiees": "Réponses vérifiées",
    "administration": "Administration",
    "connexion": "Connexion",
}
"""Title of each page in the menu, by the module of ui/pages that draws it."""

ROLES = {Role.READER: "lecteur", Role.AGENT: "agent", Role.ADMINISTRATOR: "administrateur"}

NOT_ALLOWED = "Votre rôle ne permet pas cette action."
INCIDENT = "L’action n’a pas pu être menée à bien. Rien n’a été changé."

SIGN_IN_TITLE = "Connexion"
SIGN_IN = "Se connecter"
SIGN_OUT = "Se déconnecter"
ABOUT_SIGN_IN = (
    "Aucune connexion n’est nécessaire pour poser une question et lire les documents. "
    "Elle sert aux agents et aux administrateurs."
)


def signed_in(name: str, role: Role) -> str:
    """Say who is signed in, and in which role."""
    return f"{name or 'Personne connue'}, rôle\u00a0: {ROLES[role]}"


def role_too_old(hours: int) -> str:
    """Say why someone who is signed in may have no more than the role of a reader."""
    return f"Un rôle vaut {hours}\u00a0heures après la connexion\u00a0: reconnectez-vous pour le retrouver."
