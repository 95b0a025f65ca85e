"""French words that the readers go by: data, to be completed here and nowhere else."""

PRONOUNS = ("Il", "Elle", "Ils", "Elles", "On", "Nous", "Vous", "Je", "Ce", "Cela", "Ceci", "C'est", "C’est")
"""A line that begins with one of them is a sentence, not a title."""

VERBS = (
    "a ont avait avaient aura auront est sont était étaient sera seront serait seraient peut peuvent pourra "
    "pourront pourrait pourraient doit doivent devra devront devrait devraient permet permettent permettra "
    "permettront fait font va vont propose proposent prévoit prévoient concerne concernent bénéficie bénéficient "
    "existe existent comprend comprennent regroupe regroupent intervient interviennent consiste consistent vise "
    "visent favorise favorisent"
)
"""Verbs that make a sentence of a line without a full stop, separated by spaces."""

CONTINUED = "(suite)"
"""What a heading that takes up an earlier one ends with."""
