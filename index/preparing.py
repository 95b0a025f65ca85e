"""Documents in, their passages out, each with what the index keeps of it besides vectors; nothing is read twice."""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b, file_digest
from pathlib import Path

from corpus.catalogue import Listing, entry_path, load_documents
from corpus.definitions import defined_structure
from corpus.document import Document, Passage
from corpus.reading import Refusal
from corpus.settings import CorpusSettings
from corpus.splitting import split
from corpus.vocabulary import Vocabulary
from index.amounts import Amount, amounts
from index.keywords import Analyzer
from index.texts import passage_text

_GLOSSED = re.compile(r"\(([A-Z]{3,})\)|\b([A-Z]{3,}) ?[:(]")

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and its total."""


@dataclass(frozen=True, slots=True)
class Notes:
    """What a passage says outright, found once, when indexing."""

    acronyms: tuple[str, ...]
    """Acronyms that it spells out or glosses ("Name (ACRONYM)", "ACRONYM : name")."""
    defines: tuple[str, ...]
    """Vocabulary ids of the structures that it defines."""
    amounts: tuple[Amount, ...]
    """Sums of money that it states."""


@dataclass(frozen=True, slots=True)
class PreparedPassage:
    """A passage with what the index keeps of it besides vectors."""

    passage: Passage
    terms: tuple[str, ...]
    """What keywords are matched against."""
    notes: Notes


@dataclass(frozen=True, slots=True)
class PreparedCorpus:
    """The documents of a folder that can be indexed, and the files that cannot."""

    digests: dict[str, str]
    """Digest of each document with its entry, by file name."""
    passages: tuple[PreparedPassage, ...]
    refused: tuple[Refusal, ...]


def prepare_corpus(
    listing: Listing,
    known: Mapping[str, str],
    kept: Sequence[PreparedPassage],
    vocabulary: Vocabulary,
    progress: Progress,
) -> PreparedCorpus:
    """Prepare the documents of a folder; one whose digest is `known` is not read again: its passages are `kept`."""
    reading = CorpusSettings()
    digests = {path.name: _digest(path, reading) for path in listing.paths}
    unchanged = {name for name, digest in digests.items() if known.get(name) == digest}
    found: dict[str, list[PreparedPassage]] = {name: [] for name in unchanged}
    for item in kept:
        if item.passage.source.id in unchanged:
            found[item.passage.source.id].append(item)
    refused = list(listing.refusals)
    analyzer = Analyzer(vocabulary)
    to_read = [path for path in listing.paths if path.name not in unchanged]
    for done, document in enumerate(load_documents(to_read, reading)):
        progress("Reading", done, len(to_read))
        if isinstance(document, Refusal):
            refused.append(document)
        else:
            found[document.source.id] = _prepare(document, vocabulary, analyzer)
    return PreparedCorpus(
        digests={name: digest for name, digest in digests.items() if name in found},
        passages=tuple(item for name in digests for item in found.get(name, ())),
        refused=tuple(refused),
    )


def _digest(path: Path, reading: CorpusSettings) -> str:
    """Digest what a document is made of; taken before it is read, so that a later change is seen by the next build."""
    digest = blake2b(b"ocr" if reading.ocr else b"", digest_size=16)
    for file in (path, entry_path(path)):
        # A file that is missing or forbidden is told by whoever reads it.
        with suppress(OSError), file.open("rb") as opened:
            digest.update(file_digest(opened, "blake2b").digest())
        digest.update(b"\x1f")
    return digest.hexdigest()


def _prepare(document: Document, vocabulary: Vocabulary, analyzer: Analyzer) -> list[PreparedPassage]:
    """Split `document`, and look at each passage once for all questions."""
    passages = split(document, vocabulary)
    stated: dict[str, list[Amount]] = {passage.id: [] for passage in passages}
    for amount in amounts(passages, vocabulary):
        stated[amount.passage.id].append(amount)
    return [
        PreparedPassage(
            passage=passage,
            terms=tuple(analyzer.terms(passage_text(passage))),
            notes=Notes(_acronyms(passage), _defined(passage, vocabulary), tuple(stated[passage.id])),
        )
        for passage in passages
    ]


def _acronyms(passage: Passage) -> tuple[str, ...]:
    return tuple(dict.fromkeys(spelt_out or glossed for spelt_out, glossed in _GLOSSED.findall(passage.text)))


def _defined(passage: Passage, vocabulary: Vocabulary) -> tuple[str, ...]:
    defined = (defined_structure(unit.text, vocabulary) for unit in passage.units)
    return tuple(dict.fromkeys(structure for structure in defined if structure))
