"""The contents of a build in, its folder out: written whole, checked, signed off and switched to; or removed."""

import shutil
from contextlib import closing, suppress
from pathlib import Path

from corpus.errors import SetupError
from corpus.vocabulary import Vocabulary
from index import store
from index.build import (
    BuildError,
    Manifest,
    builds_folder,
    complete_builds,
    current_build,
    damage_said,
    point_to,
    retire,
    write_manifest,
)
from index.contents import Contents, read_contents, write_contents
from index.keywords import Analyzer, KeywordIndex
from index.preparing import Progress
from index.settings import IndexSettings


def write_build(
    manifest: Manifest, contents: Contents, settings: IndexSettings, vocabulary: Vocabulary, progress: Progress
) -> None:
    """Write a build into a folder of its own, check it, sign it off and switch to it, or leave nothing of it."""
    folder = builds_folder(settings.folder) / manifest.build_id
    folder.mkdir(parents=True)
    try:
        progress("Writing", 0, 2)
        with closing(store.connect(folder / "chroma", settings.chroma_url)) as client:
            store.write(client, manifest.build_id, contents.passages, contents.matrix())
        terms = [item.terms for item in contents.prepared]
        KeywordIndex.fit(terms, Analyzer(vocabulary)).save(folder / "keywords")
        write_contents(folder, contents)
        progress("Checking", 1, 2)
        check_build(folder, contents, settings, vocabulary)
        write_manifest(folder, manifest)
        point_to(settings.folder, manifest.build_id)
    except BaseException:
        with _left_for_later():
            remove(folder, settings)
        raise


def check_build(folder: Path, contents: Contents, settings: IndexSettings, vocabulary: Vocabulary) -> None:
    """Refuse a build that lost or changed something: what stands on the disk is opened and compared with `contents`."""
    with closing(store.connect(folder / "chroma", settings.chroma_url)) as client:
        lost = store.lost(client, folder.name, contents.passages, contents.matrix())
    if lost:
        raise BuildError(
            f"{folder}: {len(lost)} of {len(contents.prepared)} passages are not found again. Build again."
        )
    with damage_said(folder):
        if len(KeywordIndex.load(folder / "keywords", Analyzer(vocabulary))) != len(contents.prepared):
            raise BuildError(f"{folder}: the keywords are not those of the passages. Build again.")
        if read_contents(folder).prepared != contents.prepared:
            raise BuildError(f"{folder}: the passages differ from those that were written. Build again.")


def remove(folder: Path, settings: IndexSettings) -> None:
    """Delete a build with its collections; one that someone still reads stays until a later build."""
    if not retire(folder):
        return
    if settings.chroma_url:
        with closing(store.connect(folder, settings.chroma_url)) as client:
            store.delete(client, folder.name)
    shutil.rmtree(folder)


def prune(settings: IndexSettings) -> None:
    """Delete the builds beyond those kept for a rollback, and the damaged ones."""
    kept = {*complete_builds(settings.folder)[-settings.builds_kept :], current_build(settings.folder)}
    for folder in builds_folder(settings.folder).iterdir():
        if folder not in kept:
            with _left_for_later():
                remove(folder, settings)


def _left_for_later() -> suppress:
    """Let a removal fail: the next build begins with what is left."""
    return suppress(SetupError, OSError)
