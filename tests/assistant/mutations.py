"""Alterations of a true statement: each function yields texts that say something else, or the same otherwise spelled."""

import re
from collections.abc import Callable, Iterator

Mutation = Callable[[str], Iterator[str]]

NUMBER = re.compile(r"(?<![\w.,])\d+(?:[ \u00a0\u202f.]\d{3})*(?!,?\d)")
NUMBER_WORDS = {"deux": "trois", "trois": "quatre", "quatre": "cinq", "cinq": "sept"}
OTHER_UNITS = {
    "ans": "mois",
    "an": "mois",
    "mois": "ans",
    "jours": "mois",
    "h": "jours",
    "€": "%",
    "journées": "heures",
}
BOUNDS = ("maximum", "au maximum", "au moins", "plus de", "environ", "au minimum", "jusqu'à", "d'un minimum de")
OPPOSITES = {
    "maximum": "minimum",
    "au moins": "au plus",
    "plus de": "moins de",
    "minimum de": "maximum de",
    "a minima": "au maximum",
}
VERBS = (
    r"est|sont|peut|peuvent|doit|doivent|permet|permettra|accorde|indemnise|propose|constitue|correspond|regroupe|fédère"
    r"|consiste|apporte|intervient|assure|poursuit|présente|variera|a|ont|sera|seront|pourra|devra|compte|confie|aide"
    r"|collabore|recense|encouragent|promeuvent|contribuent"
)
NEGATED = (
    (r"\bn'est pas\b", "est"),
    (r"\bne (\w+) pas\b", r"\1"),
    (r"\bsans\b", "avec"),
    (r"\bnon (?=programm|vital)", ""),
    (r"\bou non\b", ""),
    (r"\bpas seulement\b", ""),
)
GRANTED = (
    (r"\bpeut être\b", "est"),
    (r"\bpeuvent être\b", "sont"),
    (r"\bpourra être\b", "sera"),
    (r"\bpeut\b(?! être)", "doit"),
    (r"\bpeuvent\b(?! être)", "doivent"),
    (r"\bpourra\b", "devra"),
    (r"\bpeut\b", "va"),
    (r", le cas échéant,", ""),
    (r"^Si la demande est validée, (\w)", r"\1"),
    (r"\bAu cas par cas\b", "Systématiquement"),
    (r"\ba vocation, si possible, à évoluer\b", "évolue"),
    (r"\best possible\b", "est garanti"),
)
MADE_DUTIES = (
    (r"\bpropose (?:aux?|une?)\b", "doit proposer à"),
    (r"\bpermet d", "oblige "),
    (r"\bsont (\w+és?)\b", r"doivent être \1"),
    (r"(?<!n['’])\best (\w+ée?)\b", r"doit être \1"),
    (r"\bfinancement\b", "financement garanti"),
    (r"\bsoutien financier\b", "soutien financier automatique"),
    (r"\baccompagnement\b", "accompagnement obligatoire"),
)
PLACES = ("Bretagne", "Grand Est", "Charente", "Ruffécois", "Strasbourg", "Nouvelle-Aquitaine", "Auvergne-Rhône-Alpes")
OTHER_PLACES = ("Occitanie", "Normandie", "Lyon")
STRUCTURES = (
    (r"\bESP\b|\b[Ée]quipes? de [Ss]oins [Pp]rimaires\b|\b[Éé]quipes? de soins primaires\b", "ESP"),
    (r"\bMSP\b|\b[Mm]aisons? de [Ss]anté(?: [Pp]luri-?professionnelles?)?", "MSP"),
    (r"\bCPTS\b|\b[Cc]ommunautés? professionnelles? territoriales? de santé\b", "CPTS"),
)
COUNTED = ("réunions", "communes", "médecins")
RANGES = ("3 à 7", "7 et 12", "8 et 13", "2 et 5")
SPELLED = {
    "100 000 €": (
        "100.000 €",
        "100 k€",
        "0,1 M€",
        "100\u00a0000\u00a0€",
        "100\u202f000\u202f€",
        "cent mille euros",
        "100000 €",
    ),
    "15 000 €": (
        "15.000 €",
        "15 k€",
        "0,015 M€",
        "15\u00a0000\u00a0€",
        "15\u202f000\u202f€",
        "quinze mille euros",
        "15000 €",
    ),
}
SMALL = {"deux": "2", "trois": "3", "quatre": "4", "2": "deux", "3": "trois", "4": "quatre", "6": "six"}


def digit_changed(text: str) -> Iterator[str]:
    """Change the first digit of each number, and each number in letters."""
    for found in NUMBER.finditer(text):
        yield _put(text, found, f"{int(found[0][0]) % 9 + 1}{found[0][1:]}")
    yield from _replaced(text, {rf"\b{word}\b": other for word, other in NUMBER_WORDS.items()})


def times_ten(text: str) -> Iterator[str]:
    """Multiply each number by ten."""
    for found in NUMBER.finditer(text):
        yield _put(text, found, f"{found[0]}0")


def unit_swapped(text: str) -> Iterator[str]:
    """Give each number another unit."""
    number = r"((?:\d|\bdeux|\btrois|\bun) ?(?:d')?)"
    yield from _replaced(text, {rf"{number}{unit}(?!\w)": rf"\g<1>{other}" for unit, other in OTHER_UNITS.items()})


def bound_dropped(text: str) -> Iterator[str]:
    """Leave out each ceiling, floor or approximation."""
    yield from _replaced(text, {rf"{re.escape(bound)} (?=\d|une? |deux |sur )": "" for bound in BOUNDS})
    yield from _replaced(text, {r"(?<=\d ans) maximum": "", r"(?<=€) maximum": ""})


def bound_flipped(text: str) -> Iterator[str]:
    """Make each ceiling a floor, each floor a ceiling."""
    yield from _replaced(text, {rf"\b{bound}\b": other for bound, other in OPPOSITES.items()})


def rate_added(text: str) -> Iterator[str]:
    """Give each amount and count a year."""
    yield from _replaced(
        text,
        {
            r"€": "€ par an",
            r" sur deux ans": " par an",
            r"(\d réunions)": r"\1 par an",
            r"(jours de travail)": r"\1 par mois",
            r"(\d journées)": r"\1 par trimestre",
            r"(\d ans maximum)": r"\1 chaque année",
        },
    )


def negation_removed(text: str) -> Iterator[str]:
    """Affirm each thing denied."""
    yield from _replaced(text, dict(NEGATED))


def negation_added(text: str) -> Iterator[str]:
    """Deny each thing affirmed."""
    for found in re.finditer(rf"(?<![\w'’])(?<!ne )(?<!n')(?:{VERBS})(?= )(?! pas)", text):
        yield _put(text, found, f"{'n’' if found[0][0] in 'aeéiou' else 'ne '}{found[0]} pas")


def modality_hardened(text: str) -> Iterator[str]:
    """Tell as due each thing that may be granted."""
    yield from _replaced(text, dict(GRANTED))


def duty_made_up(text: str) -> Iterator[str]:
    """Tell as a duty, or as certain, each thing offered or described."""
    yield from _replaced(text, dict(MADE_DUTIES))


def region_swapped(text: str) -> Iterator[str]:
    """Name another region for each place."""
    for other in OTHER_PLACES:
        yield from _replaced(text, {rf"\b{place}\b": other for place in PLACES})


def region_added(text: str) -> Iterator[str]:
    """Tell it of another region."""
    yield f"En Occitanie, {text[0].lower()}{text[1:]}"


def structure_swapped(text: str) -> Iterator[str]:
    """Name another structure for each."""
    for pattern, name in STRUCTURES:
        for _, other in STRUCTURES:
            if other != name:
                yield from _replaced(text, {pattern: other})


def counted_swapped(text: str) -> Iterator[str]:
    """Count something else."""
    for other in COUNTED:
        for found in re.finditer(r"(?<![\w.,])(?:\d{1,3}|deux|trois) (?!de |à |et |ou |des )([a-zé]{4,})", text):
            if found[1].rstrip("s") not in (other.rstrip("s"), "an", "mois", "jour"):
                yield f"{text[: found.start(1)]}{other}{text[found.end(1) :]}"


def range_swapped(text: str) -> Iterator[str]:
    """State another range."""
    for found in re.finditer(r"\b\d+ (?:à|et) \d+\b", text):
        for other in RANGES:
            if other != found[0]:
                yield _put(text, found, other)


FALSE: tuple[Mutation, ...] = (
    digit_changed,
    times_ten,
    unit_swapped,
    bound_dropped,
    bound_flipped,
    rate_added,
    negation_removed,
    negation_added,
    modality_hardened,
    duty_made_up,
    region_swapped,
    region_added,
    structure_swapped,
    counted_swapped,
    range_swapped,
)
"""Alterations that make a true statement false."""


def spelled_otherwise(text: str) -> Iterator[str]:
    """Spell each amount and small number otherwise, value unchanged."""
    for amount, spellings in SPELLED.items():
        for spelling in spellings:
            yield from _replaced(text, {re.escape(amount): spelling})
    yield from _replaced(text, {rf"(?<![\w.,]){small}(?=[ \u00a0][a-z])": other for small, other in SMALL.items()})
    yield from _replaced(text, {" ": "\u00a0", "'": "’"})


def _replaced(text: str, patterns: dict[str, str]) -> Iterator[str]:
    """Yield `text` with one match of one pattern replaced, for each of them."""
    for pattern, other in patterns.items():
        for found in re.finditer(pattern, text):
            altered = _put(text, found, found.expand(other))
            if altered != text:
                yield altered


def _put(text: str, found: re.Match[str], other: str) -> str:
    return text[: found.start()] + other + text[found.end() :]
