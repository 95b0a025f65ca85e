"""The organisations that a document names in, the one that publishes it out."""

import re
from collections import Counter
from collections.abc import Sequence

from corpus.proposing import labels
from corpus.proposing.clue import Clue, words_around
from corpus.proposing.cues import DEPARTMENT, REGIONAL, key, load_entry_cues
from corpus.proposing.opening import Line, Opening
from corpus.proposing.organisations import Named, named_organisations
from corpus.proposing.published_places import published_places
from corpus.reading import Reading

_LEAST_NAMED = 2
"""Times that an organisation must be named in the text to be taken for its publisher."""
_OUTNUMBERS = 2
"""How many times more often than any other."""
_LONGEST_NAME = 10
"""Words in the name of a local organisation."""
_PROPER_NAME = re.compile(r"\s(?:[dl]['’])?[A-ZÀ-Þ][a-zà-ÿ]")
_TITLE_PARTS = re.compile(r"\s+[|–—-]\s+")
_SCHEME = re.compile(r"^https?://")
_YEARS = re.compile(r"\s*\(?(?:19|20)\d\d(?:\s*[-–/]\s*(?:19|20)\d\d)?\)?$")
_SENTENCE = re.compile(r"[.:;?!]")
_SUBJECT = re.compile(r"(?:^|[.!?\n]\s*)(?:L['’]|La\s|Le\s)?$")
"""What stands before the name of who acts, at the beginning of a sentence."""
_SPOKEN_OF = re.compile(r"[^.:;!?\n]{0,40}\bnous\b")
"""What follows the name of someone else than the author: "l'ARS nous a aidés"."""
_OF = re.compile(r"(?:^|\bd[eu]\s|\bd['’]|\bpar\s|[–—:|(,])\s*(?:l['’]|la\s)?$", re.IGNORECASE)
"""What stands before the name of the author of a title: "politique de l'ARS", "guide – ARS", never "lettre à l'ARS"."""


def propose_publisher(
    reading: Reading, opening: Opening, organisations: Sequence[Named], contract_territory: Clue | None
) -> Clue | None:
    """Return the organisation of the letterhead or of the title, else the one that the text keeps naming.

    `contract_territory` is the territory of a document of the kind that a local health contract publishes.
    """
    return (
        _in_letterhead(opening, organisations)
        or _local_organisation(opening)
        or _in_title(reading, opening, organisations)
        or _local_contract(reading, contract_territory)
        or _of_file(reading)
        or _most_named(reading, organisations)
    )


def _in_letterhead(opening: Opening, organisations: Sequence[Named]) -> Clue | None:
    """Return those named above the title; when they are one, nothing is to be confirmed."""
    found = [(line, named) for line in opening.letterhead for named in _inside(line, organisations)]
    return _joined(found, labels.IN_OPENING, to_confirm=len({named.name for _, named in found}) > 1)


def _in_title(reading: Reading, opening: Opening, organisations: Sequence[Named]) -> Clue | None:
    """Return those that the title names as its authors, not as those whom it addresses or speaks of."""
    if opening.title is None:
        return None
    line = opening.title
    found = [named for named in _inside(line, organisations) if _OF.search(reading.text[line.start : named.start])]
    return _joined([(line, named) for named in found], labels.IN_TITLE)


def _inside(line: Line, organisations: Sequence[Named]) -> list[Named]:
    """Return the organisations that a line names well enough for a publisher."""
    return [named for named in organisations if line.start <= named.start < line.end and _says_who(named)]


def _says_who(named: Named) -> bool:
    """Whether a name is that of one organisation, not of all those of its kind."""
    return bool(named.regions) or named.organisation.scope not in (REGIONAL, DEPARTMENT)


def _joined(found: Sequence[tuple[Line, Named]], reason: str, to_confirm: bool = True) -> Clue | None:
    """Return the organisations found, all of them, with the lines that name them."""
    if not found:
        return None
    names = dict.fromkeys(named.name for _, named in found)
    quotes = dict.fromkeys(line.text for line, _ in found)
    return Clue(" et ".join(names), reason, tuple(quotes), to_confirm)


def _local_organisation(opening: Opening) -> Clue | None:
    """Return the local organisation that a line above the title names, or the title as the author's own name."""
    local = load_entry_cues().words["local_organisations"]
    for line in opening.letterhead:
        if local.match(line.text) and _is_a_name(line.text):
            return Clue(line.text, labels.IN_OPENING, (line.text,))
    if opening.title is None:
        return None
    title = _YEARS.sub("", opening.title.text)
    for match in local.finditer(title):
        name = title[match.start() :]
        if _OF.search(title[: match.start()]) and _PROPER_NAME.search(name) and _is_a_name(name):
            return Clue(name, labels.IN_TITLE, (opening.title.text,))
    return None


def _is_a_name(line: str) -> bool:
    """Whether a line may be the name of an organisation and nothing else."""
    return len(line.split()) <= _LONGEST_NAME and not _SENTENCE.search(line)


def _local_contract(reading: Reading, territory: Clue | None) -> Clue | None:
    """Return the local health contract of the territory, when the text names such a contract."""
    cues = load_entry_cues()
    contract = cues.words["local_contract"].search(reading.text)
    if contract is None or territory is None:
        return None
    name = str(territory.value)
    opening = cues.territory.match(name)
    if opening is None:
        return None
    publisher = f"Contrat local de santé {cues.territories[key(opening[0])]} {re.sub(r' [(].*', '', name)}"
    return Clue(publisher, labels.LEADS_CONTRACT, (words_around(reading.text, *contract.span()), *territory.quotes))


def _of_file(reading: Reading) -> Clue | None:
    """Return the organisation that the file has for an author, that ends the title of its page, or whose site it is on."""
    known = reading.properties
    ends = _TITLE_PARTS.split(known.get("title", ""))[1:]
    site = _SCHEME.sub("", known.get("url", ""))
    for words in (known.get("author", ""), *reversed(ends), site):
        named = [one for one in named_organisations(words, published_places().find(words)) if _says_who(one)]
        if len(named) == 1 and named[0].start == 0:
            return Clue(named[0].name, labels.FROM_PROPERTIES, (words,))
    return None


def _most_named(reading: Reading, organisations: Sequence[Named]) -> Clue | None:
    """Return the organisation that the text names far more often than any other."""
    counts = Counter(named.name for named in organisations)
    if not counts:
        return None
    (name, count), *others = counts.most_common()
    first = next(named for named in organisations if named.name == name)
    if count < _LEAST_NAMED or (others and count < _OUTNUMBERS * others[0][1]):
        return None
    if any(named.name == name and _SPOKEN_OF.match(reading.text, named.end) for named in organisations):
        return None
    is_local = first.organisation.scope in (REGIONAL, DEPARTMENT)
    if is_local and not any(named.name == name and _acts(reading.text, named) for named in organisations):
        return None
    if _says_who(first):
        shown = next((named for named in organisations if named.name == name and named.is_placed), first)
        return Clue(name, labels.MOST_NAMED, (words_around(reading.text, shown.start, shown.end),))
    names = {at for named in organisations for at in range(named.start, named.end)}
    words = load_entry_cues().words["speaks_of_itself"].finditer(reading.text)
    itself = next((match for match in words if match.end() - 1 not in names), None)
    if itself is None:
        return None
    return Clue(name, labels.SPEAKS_OF_ITSELF, (words_around(reading.text, *itself.span()),))


def _acts(text: str, named: Named) -> bool:
    """Whether a sentence begins with the organisation, or gives its address."""
    is_address = "@" in text[named.start : named.end]
    return is_address or bool(_SUBJECT.search(text, max(0, named.start - 10), named.start))
