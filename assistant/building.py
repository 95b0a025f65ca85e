"""Settings in, the real assistant out: the only place where the parts are put together."""

import logging
from functools import cache, partial
from pathlib import Path

from assistant.answering import Assistant
from assistant.cues import load_cues
from assistant.hearing import model as hearing
from assistant.prompting import Model
from assistant.settings import AssistantSettings
from assistant.verified import read_verified
from corpus.errors import SetupError
from corpus.territories import load_territories
from corpus.vocabulary import load_vocabulary
from index.build import current_build
from index.building import build_index
from index.embedding import load_embeddings
from index.searching import Index, usable_manifest
from index.settings import IndexSettings
from index.switching import read_switches, switched_off
from index.texts import digest

logger = logging.getLogger(__name__)


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

    Raise a SetupError when there is no index or another model made it: before the model is loaded, wherever possible.
    """
    model = _model(AssistantSettings())
    settings = IndexSettings(folder=index_folder(corpus, index))
    vocabulary = load_vocabulary()
    hearing.load_model()
    load_model = cache(partial(load_embeddings, settings.model, settings.model_cache))
    if corpus is None:
        usable_manifest(current_build(settings.folder), settings)
    else:
        for refusal in build_index(corpus, settings, load_model, vocabulary).refused:
            logger.warning("not in the index: %s", refusal)
    embeddings = load_model()

    def open_current(opened: Index | None) -> Index:
        try:
            folder = current_build(settings.folder)
            hidden = frozenset(switched_off(read_switches(settings)))
            if opened is None or opened.manifest.build_id != folder.name:
                return Index(folder, settings, embeddings, vocabulary).without(hidden)
            return opened if opened.hidden == hidden else opened.without(hidden)
        except SetupError as error:
            if opened is None:
                raise
            logger.warning("still answering from the build %s: %s", opened.manifest.build_id, error)
            return opened

    return Assistant(
        open_current,
        vocabulary,
        load_cues(),
        load_territories(),
        model=model,
        verified=lambda: read_verified(settings.state_folder),
        verified_days=AssistantSettings().verified_days,
    )


def _model(settings: AssistantSettings) -> Model | None:
    """Return the language model of the settings; its libraries are loaded only when there is one."""
    if not settings.model:
        return None
    from assistant.model import open_model

    return open_model(settings)
