"""Settings in, the real assistant out: the only place where the parts are put together."""

from pathlib import Path

from assistant.answering import Assistant
from assistant.cues import load_cues
from assistant.settings import AssistantSettings
from corpus.territories import load_territories
from corpus.vocabulary import load_vocabulary
from index.build import current_build
from index.building import build_index
from index.embedding import load_embeddings
from index.searching import Index
from index.settings import IndexSettings
from index.texts import digest


def index_folder(corpus: Path | None, index: Path | None) -> Path:
    """Return the folder of the index: the one given, else that of the settings, else one of its own for another corpus."""
    if index is not None:
        return index
    folder = IndexSettings().folder
    if corpus is None or corpus.resolve() == AssistantSettings().corpus.resolve():
        return folder
    return folder.with_name(f"{folder.name}-{digest(str(corpus.resolve()))[:8]}")


def open_assistant(corpus: Path | None = None, index: Path | None = None) -> Assistant:
    """Return an assistant on the index in `index`, brought up to date with the documents of `corpus` when one is given.

    Raise a SetupError when there is no index or another model made it.
    """
    settings = IndexSettings(folder=index_folder(corpus, index))
    embeddings = load_embeddings(settings.model, settings.model_cache)
    vocabulary = load_vocabulary()
    if corpus is not None:
        build_index(corpus, settings, embeddings, vocabulary)

    def open_current(opened: Index | None) -> Index:
        folder = current_build(settings.folder)
        if opened is not None and opened.manifest.build_id == folder.name:
            return opened
        return Index(folder, settings, embeddings, vocabulary)

    return Assistant(open_current, vocabulary, load_cues(), load_territories())
