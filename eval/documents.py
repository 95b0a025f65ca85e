"""A folder of documents in, what an evaluation needs to know of them out: their texts, their names, a fingerprint."""

from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

from corpus.catalogue import document_paths, entry_path
from corpus.document import Source
from corpus.folding import collapse
from corpus.reading import Reading, read_file, read_files
from corpus.settings import CorpusSettings


def collapsed_texts(corpus: Path, names: Iterable[str]) -> dict[str, str]:
    """Read the named documents afresh, not from the index, with white space collapsed; absent ones are left out."""
    wanted = set(names)
    return {path.name: collapse(read_file(path).text) for path in document_paths(corpus) if path.name in wanted}


def pages_without_text(corpus: Path) -> str:
    """Name the pages that are images: no question on what they say can pass; "" when there are none."""
    paths = document_paths(corpus)
    readings = zip(paths, read_files(paths, CorpusSettings()), strict=True)
    return "; ".join(
        f"{path.name}, p. {', '.join(map(str, reading.pages_without_text))}"
        for path, reading in readings
        if isinstance(reading, Reading) and reading.pages_without_text
    )


def known_names(sources: Iterable[Source]) -> dict[str, str]:
    """Map every name that a document goes by, its name before it was renamed included, to its name in the corpus."""
    names: dict[str, str] = {}
    for source in sources:
        names[source.id] = source.id
        if source.original_name:
            names[source.original_name] = source.id
    return names


def file_digest(path: Path) -> str:
    """Digest the bytes of a file."""
    return blake2b(path.read_bytes(), digest_size=12).hexdigest()


def corpus_fingerprint(corpus: Path) -> str:
    """Digest the names and bytes of the documents and of their entries, wherever the folder stands."""
    digest = blake2b(digest_size=12)
    for document in document_paths(corpus):
        for path in (document, entry_path(document)):
            if path.exists():
                digest.update(f"{path.name} {file_digest(path)}\n".encode())
    return digest.hexdigest()
