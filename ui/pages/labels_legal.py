"""The legal pages in French: who answers for the service, what is done with what is typed, what is not accessible yet."""

from collections.abc import Sequence

LEGAL_TITLES = {
    "mentions_legales": "Mentions légales",
    "donnees_personnelles": "Données personnelles",
    "accessibilite": "Accessibilité",
}
"""Title of each page, by the module of ui/pages that draws it."""
FOOTER = {**LEGAL_TITLES, "accessibilite": "Accessibilité\u00a0: non conforme"}
"""Words of the links at the foot of every page; the law wants the state of conformity in the last one."""

TO_FILL_IN = "à compléter"
NOT_CONFIGURED = (
    "L’exploitant de ce service n’a pas encore rempli ces informations\u00a0: tant qu’elles manquent, cette "
    "page n’est pas "
    "complète et le service ne devrait pas être ouvert au public."
)

OPERATOR = "Exploitant"
ADDRESS = "Adresse"
CONTACT = "Contact"
DIRECTOR = "Responsable de la publication"
HOST = "Hébergeur"
DPO = "Délégué à la protection des données"

MENTIONS = (
    (
        "Ce qu’est ce service",
        "Un assistant automatisé (IA) qui répond à des questions sur l’exercice coordonné (ESP, MSP, CPTS) à "
        "partir de documents "
        "publiés. Il n’est pas un service de l’État, ne porte la marque d’aucune administration et n’engage pas "
        "les éditeurs des "
        "documents.",
    ),
    (
        "Ce que valent les réponses",
        "Une réponse est composée par un programme. Celui-ci choisit des phrases dans les documents, les montre "
        "avec leur passage et "
        "écarte ce qu’aucun passage ne soutient. Il peut se tromper de phrase, en oublier une, ou s’appuyer sur "
        "un document qui "
        "n’est plus en vigueur. Un montant, une condition ou une démarche se font confirmer par l’agence "
        "régionale de santé. "
        "Le service ne donne aucun conseil médical.",
    ),
    (
        "Documents cités",
        "Les documents appartiennent à leurs éditeurs, nommés sous chaque citation. La page Documents en donne "
        "la liste, "
        "avec l’original de chacun.",
    ),
    ("Logiciel", "Le programme est publié sous licence MIT. L’exploitant ci-dessus répond de son usage sur ce site."),
)

PRIVACY_FIRST = (
    "N’écrivez ni nom de patient ni donnée de santé d’une personne\u00a0: l’assistant n’en a pas besoin. Un "
    "message qui semble en "
    "contenir est retenu avant toute recherche, et vous choisissez de le retirer ou de l’envoyer\u00a0; numéros "
    "de sécurité sociale, "
    "numéros RPPS, téléphones et adresses de courriel y sont alors masqués."
)
NOTHING_KEPT = (
    "Rien n’est enregistré\u00a0: ni vos questions, ni les réponses, ni votre avis. "
    "L’exploitant n’a pas activé le recueil des avis."
)
COOKIES = (
    "Un seul cookie technique (_streamlit_xsrf), qui protège les échanges avec le serveur et reconnaît votre "
    "navigateur pour lui "
    "rendre sa conversation. Aucun cookie de mesure d’audience, aucun traceur, aucun appel de cette page à un autre site."
)
COOKIES_OF_LOGIN = (
    "Qui se connecte passe par le site de son fournisseur d’identité et reçoit trois autres cookies techniques "
    "(_streamlit_session, _streamlit_user et _streamlit_user_tokens), qui gardent son nom et son rôle\u00a0; les deux derniers "
    "sont effacés à la déconnexion."
)
SENT_NOWHERE = "Votre question n’est envoyée à aucun autre service."
TRACED = "L’exploitant a aussi accepté que LangSmith, un service de suivi des modèles, puisse recevoir ces échanges."
RIGHTS = (
    "Vous pouvez demander l’accès à ce qui vous concerne, sa rectification ou son effacement, ou vous opposer à "
    "son traitement, "
    "auprès du contact ci-dessous, et saisir la CNIL (www.cnil.fr) si la réponse ne vous satisfait pas. Un avis "
    "est enregistré "
    "sans identité\u00a0: il ne peut être retrouvé qu’avec sa date et son contenu."
)

CONFORMITY = (
    "L’exploitant doit publier l’état de conformité de ce service au référentiel général d’amélioration de "
    "l’accessibilité (RGAA). "
    "Aucun audit complet n’a été mené à ce jour\u00a0: le service est donc déclaré non conforme."
)
CHECKED = (
    "À chaque modification, des programmes ouvrent chaque page publique dans un vrai navigateur (Chromium) et cherchent des "
    "défauts. Ils n’en trouvent qu’une partie\u00a0: ni un audit complet, ni un essai avec un lecteur d’écran, ni un essai par "
    "des personnes concernées n’ont été faits. Ce qu’ils vérifient\u00a0:"
)
CHECKS = (
    "Avec axe-core, en clair et en sombre, sur téléphone et sur ordinateur\u00a0: aucun défaut qu’il juge grave ou critique, "
    "dont les contrastes du texte (critère 3.2) et les noms des champs, des liens et des boutons (critères 6.1, 11.1 et 11.9). "
    "Les pages des agents et des administrateurs passent ce contrôle, et lui seul.",
    "La langue de la page, son titre, une zone principale et une zone de navigation uniques, des titres de rubrique sans "
    "niveau sauté (critères 8.3, 8.5, 9.1 et 9.2).",
    "Au clavier seul\u00a0: tout ce qui s’active est atteint, la position se voit, rien ne retient le focus hors d’une fenêtre "
    "ouverte, le premier lien mène au contenu (critères 7.3, 10.7, 12.7 et 12.9)\u00a0; sur la page Assistant, une question est "
    "posée, une source ouverte puis fermée, et le focus revient au bouton qui l’avait ouverte.",
    "À 200\u00a0%, dans une fenêtre de 320\u00a0pixels de large et avec un texte espacé\u00a0: la page ne défile pas en "
    "largeur (critères 10.4, 10.11 et 10.12).",
    "Pour qui a demandé moins de mouvement\u00a0: aucune animation sans fin pendant une recherche (critère 13.8).",
)
KNOWN_FAILURES = (
    "Des mots de la bibliothèque d’affichage (Streamlit) restent en anglais pour les lecteurs d’écran, au "
    "chargement des pages et "
    "dans certains menus\u00a0; la plupart sont traduits par la page elle-même (critères 8.7 et 11.2).",
    "Cette bibliothèque ne permet pas de marquer le pied de page comme tel\u00a0: ses liens se trouvent à la fin de la zone "
    "principale (critères 9.2 et 12.6).",
    "Dans les listes déroulantes, les boutons «\u00a0Ouvrir la liste\u00a0» et «\u00a0Effacer\u00a0» portent partout le même nom "
    "(critère 11.9).",
    "Le site n’offre ni plan ni moteur de recherche de ses pages\u00a0: le menu est la seule façon d’y naviguer (critère 12.1).",
    "Sans demande de réduire les mouvements, l’icône d’une recherche en cours tourne jusqu’à la réponse, ou jusqu’à ce que "
    "vous l’arrêtiez (critère 13.8).",
    "Les réponses longues s’affichent en plusieurs fois\u00a0: seules leur recherche et leur arrivée sont "
    "annoncées, non leur texte "
    "(critère 7.5).",
    "Le graphique de la page Financements est une image\u00a0: la liste qui le suit dit la même chose en toutes "
    "lettres (critère 1.6).",
    "Les originaux des documents, dont des PDF, sont tels que leurs éditeurs les ont publiés et ne sont pas "
    "tous accessibles "
    "(critère 13.3)\u00a0; leur texte se lit sur la page Documents.",
)
HELP = (
    "Si un contenu vous résiste, écrivez au contact ci-dessous pour l’obtenir sous une autre forme. Sans réponse "
    "satisfaisante, vous pouvez saisir le Défenseur des droits (www.defenseurdesdroits.fr)."
)
PRIVACY_TITLES = (
    "Avant tout",
    "Pendant la conversation",
    "Où va votre question",
    "Ce qui est enregistré",
    "Cookies et autres sites",
    "Vos droits",
)
ACCESS_TITLES = ("État de conformité", "Ce qui est vérifié", "Défauts connus", "Obtenir de l’aide")


def conversation_kept(minutes: int) -> str:
    """Say where a conversation stays, and for how long."""
    return (
        f"La conversation reste dans la mémoire du serveur, {minutes} minutes au plus après le dernier message, "
        f"pour survivre à un "
        "rechargement de la page. Elle n’est pas écrite sur disque. «\u00a0Nouvelle conversation\u00a0» "
        "l’efface aussitôt."
    )


def sent_to_model(host: str, turns: int) -> str:
    """Say what goes to the language model, and where that is."""
    return (
        f"Votre question est envoyée à un modèle de langue, sur le serveur {host}, avec au plus vos {turns} messages "
        "précédents et les extraits de documents qui y répondent. Elle part telle que vous l’avez écrite\u00a0: numéros et "
        "adresses n’y sont masqués que si elle a été retenue, puis envoyée à votre demande. Ni votre nom, ni votre adresse, "
        "ni votre avis n’y sont joints. Ce que ce serveur garde dépend de qui l’exploite."
    )


def unanswered_kept(days: int) -> str:
    """Say what is kept of the questions that the documents do not answer, and for how long."""
    return (
        "Une question à laquelle les documents ne répondent pas, ou qu’en partie, est enregistrée même sans avis de votre "
        "part, numéros et adresses masqués, avec sa date et sa région, sans votre identité\u00a0; jamais si elle semble parler "
        f"d’un patient. Elle est effacée après {days} jours."
    )


def opinion_kept(days: int, with_question: bool) -> str:
    """Say what is kept of an opinion, and for how long."""
    held = "avec votre question, numéros et adresses masqués" if with_question else "sans votre question"
    return (
        f"L’avis que vous donnez sur une réponse est enregistré {held}, avec sa date et les passages cités, "
        f"sans votre identité. "
        f"Il est effacé après {days} jours."
    )


def as_list(items: Sequence[str]) -> str:
    """Return sentences as a Markdown list."""
    return "\n".join(f"- {item}" for item in items)
