"""What is said of documents switched off, in French."""

SWITCH_OFF = "Désactiver"
REASON = "Raison, montrée à tous"
REASON_EXAMPLE = "Par exemple\u00a0: remplacé par l’appel à projets 2026"
SWITCH_OFF_NOW = "Désactiver ce document"
AT_ONCE = "Effet immédiat\u00a0: plus aucune réponse ne s’appuie sur lui. Vous pourrez le réactiver."
REASON_NEEDED = "Indiquez la raison, puis désactivez le document."
OFF_DONE = "Le document est désactivé."
ON_DONE = "Le document est réactivé."

SWITCHED_OFF = "Documents désactivés"
ABOUT_SWITCHED_OFF = "Aucune réponse ne s’appuie plus sur ces documents."
SWITCH_ON = "Réactiver"


def why(reason: str) -> str:
    """Say why a document is off."""
    return f"Raison\u00a0: {reason}"


def switched_on_day(day: str, by: str) -> str:
    """Say when a document was switched off, and by whom where that is told."""
    return f"Désactivé le {day} par {by}" if by else f"Désactivé le {day}"
