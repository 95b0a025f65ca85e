"""The part of the administration about the index: built again beside the server, and taken back."""

from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from index.build import complete_builds, current_build, read_manifest
from index.settings import IndexSettings
from ui import rendering
from ui.acting import act
from ui.administering import roll_back, start_rebuild
from ui.identity import Role, User
from ui.pages import labels_administration as labels
from ui.rebuild import the_rebuild

PARIS = ZoneInfo("Europe/Paris")


def draw_builds(user: User) -> None:
    """Draw what builds the index again, how far that is, and the builds kept."""
    user.must_be(Role.ADMINISTRATOR)
    st.header(labels.BUILDS, anchor=False)
    st.markdown(labels.ABOUT_BUILDS)
    running = the_rebuild().progress.running
    st.button(labels.REBUILD, on_click=_rebuild, disabled=running, type="primary")
    if running:
        st.fragment(draw_progress, run_every=1.0)()
        return
    draw_ended()
    draw_kept()


def draw_progress() -> None:
    """Draw how far the build is; once it has ended, the whole page again."""
    progress = the_rebuild().progress
    if not progress.running:
        st.rerun()
    share = progress.done / progress.total if progress.total else 0.0
    st.progress(min(share, 1.0), labels.stage(progress.stage))


def draw_ended() -> None:
    """Draw how the last build of this server ended, if there was one."""
    progress = the_rebuild().progress
    if progress.error:
        st.warning(labels.BUILD_FAILED)
        rendering.draw(rendering.source_html(progress.error))
    elif progress.report:
        report = progress.report
        st.success(labels.built(report["built"], report["documents"], report["passages"]))
        changes = {
            labels.ADDED_DOCUMENTS: report["added"],
            labels.CHANGED_DOCUMENTS: report["changed"],
            labels.REMOVED_DOCUMENTS: report["removed"],
            labels.REFUSED_DOCUMENTS: report["refused"],
        }
        rendering.draw(rendering.facts_html({name: ", ".join(names) for name, names in changes.items() if names}))


def draw_kept() -> None:
    """Draw the builds kept, the last first, and what goes back to the one before."""
    settings = IndexSettings()
    builds = complete_builds(settings.folder)
    if not builds:
        st.info(labels.NO_BUILD)
        return
    current = current_build(settings.folder).name
    for folder in reversed(builds):
        manifest = read_manifest(folder)
        at = datetime.fromisoformat(manifest.created).astimezone(PARIS)
        line = labels.build(f"{at:%d/%m/%Y à %H:%M}", len(manifest.documents), manifest.passages)
        marked = labels.current(line) if folder.name == current else line
        rendering.draw(rendering.source_html(marked))
    if any(folder.name < current for folder in builds):
        with st.popover(labels.ROLL_BACK):
            st.markdown(labels.ABOUT_ROLL_BACK)
            st.button(labels.ROLL_BACK_NOW, on_click=_roll_back, type="primary")


def _rebuild() -> None:
    act(start_rebuild, labels.REBUILD_STARTED)


def _roll_back() -> None:
    act(roll_back, labels.ROLLED_BACK)
