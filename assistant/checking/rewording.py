"""A sentence that a language model wrote in, why it may not be shown whatever its figures out: the words are the source's."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml

from assistant.checking.clauses import clause_texts, read_clause, stems
from assistant.checking.marks import BOUNDS, MODALITY, Mark, without
from assistant.checking.quantities import Quantity
from assistant.neutralising import addresses_a_program
from corpus.figures import fold_figures
from corpus.folding import fold
from corpus.territories import Territories
from corpus.vocabulary import load_vocabulary

LONGEST = 420
"""Characters of a sentence at most."""
FAMILY_LETTERS = 6
"""Letters that two words of one family share at the start ("financer", "financement")."""
LEAST_WORDS = 2
"""A sentence with fewer words of its subject says nothing that can be compared."""
_PLAIN = re.compile(r"[a-z0-9 .,;:!?'\"()«»%€/+=°&-]*")
_VERDICT = re.compile(r"(?:oui|non|si|faux|vrai|exact|absolument|certainement)\b")
_SPELLED = re.compile(r"(?:\b[a-z]\b[ .,-]*){4,}")
_COUNTED = frozenset({"€", "%", "year", "month"})
_OWN_MARKS = (*MODALITY, *BOUNDS, Mark.RATE)


def rewording_fault(text: str, given: str, territories: Territories) -> str | None:
    """Return why a sentence may not be told on the words of `given`, what the model was shown of its source, or None."""
    folded = fold(text)
    if len(text) > LONGEST:
        return "too long"
    if not _PLAIN.fullmatch(folded.replace("…", ".").replace("•", " ")) or _SPELLED.search(folded):
        return "characters that a sentence does not need"
    if addresses_a_program(text):
        return "reads like an instruction"
    if _VERDICT.match(folded):
        return "verdict of the model's own"
    if "?" in text:
        return "question"
    if len(stems(folded)) < LEAST_WORDS:
        return "says nothing"
    if new := _new_words(text, given, territories):
        return f"words of its own ({', '.join(sorted(new))})"
    return None


def left_out(texts: Iterable[str], given: str) -> bool:
    """Whether sentences leave out an amount, a share, a duration or a bounded number of the words that they stand for."""
    told = [quantity for text in texts for quantity in _quantities(text)]
    return not all(any(one.same_as(other) for other in told) for one in _quantities(given) if _binds(one))


def families(text: str) -> frozenset[str]:
    """Return what tells the long words of a text apart, whatever their endings."""
    return frozenset(word[:FAMILY_LETTERS] for word in re.findall(r"[a-z]{5,}", fold(text)))


def _quantities(text: str) -> list[Quantity]:
    """Return the quantities of a text, clause by clause."""
    lines = text.split("\n")
    return [quantity for line in lines for clause in clause_texts(line) for quantity in read_clause(clause).quantities]


def _binds(quantity: Quantity) -> bool:
    """Whether a sentence that leaves this out tells half a rule."""
    return quantity.unit in _COUNTED or bool(quantity.bounds)


def _new_words(text: str, given: str, territories: Territories) -> frozenset[str]:
    """Return the stems of a sentence that neither its source nor the neutral words hold; places and names are checked apart."""
    for mention in reversed(territories.find(text)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    said = frozenset().union(*(_subject(clause) for clause in clause_texts(text)))
    known = _known(given)
    families = {word[:FAMILY_LETTERS] for word in known if len(word) >= FAMILY_LETTERS}
    return frozenset(word for word in said - known if word[:FAMILY_LETTERS] not in families)


def _subject(clause: str) -> frozenset[str]:
    """Return the stems of a clause without marks, which are checked with its source, nor names of the field."""
    return stems(without(_OWN_MARKS, load_vocabulary().terms.mask(fold_figures(clause)))) & read_clause(clause).subject


def _known(given: str) -> frozenset[str]:
    """Return the stems of the words of a source, those of the names that it bears, and the neutral ones."""
    vocabulary = load_vocabulary()
    spelled = " ".join(vocabulary.names.get(name, "") for name in vocabulary.terms.find(given))
    return stems(fold_figures(f"{given} – {spelled}")) | _neutral()


@cache
def _neutral() -> frozenset[str]:
    """Read the neutral words that ship with the package."""
    lines = yaml.safe_load(Path(__file__).with_name("neutral_words.yaml").read_text(encoding="utf-8"))
    return stems(fold(" ".join(lines)))
