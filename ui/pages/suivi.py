"""The page of agents: questions without an answer, opinions, and how the evaluations went."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import altair as alt
import pandas as pd
import streamlit as st

from ui import diary, rendering
from ui import labels as common
from ui.acting import act, draw_outcome
from ui.evaluations import Measured, read_evaluations
from ui.feedback import FEEDBACK
from ui.following import erase_kept
from ui.identity import Role, current_user
from ui.pages import labels_suivi as labels
from ui.settings import UiSettings
from ui.unanswered import UNANSWERED

PARIS = ZoneInfo("Europe/Paris")
SHOWN = 50
"""Lines of each kind shown, the latest."""


def show() -> None:
    """Draw the page; the menu offers it to agents, and it looks again."""
    user = current_user()
    user.must_be(Role.AGENT)
    settings = UiSettings()
    st.title(labels.TITLE, anchor=False)
    draw_outcome()
    draw_unanswered(settings)
    draw_opinions(settings)
    if user.role >= Role.ADMINISTRATOR and settings.feedback_folder:
        st.button(labels.ERASE, on_click=_erase)
    draw_evaluations(read_evaluations(settings.reports_folder))


def draw_unanswered(settings: UiSettings) -> None:
    """Draw the questions that the documents did not answer."""
    st.header(labels.UNANSWERED, anchor=False)
    if settings.feedback_folder is None or not settings.keep_questions:
        st.info(labels.QUESTIONS_NOT_KEPT)
        return
    lines = diary.read(UNANSWERED, settings.feedback_folder)[:SHOWN]
    if not lines:
        st.markdown(labels.NOTHING)
    for line in lines:
        rendering.draw(rendering.source_html(str(line.get("question", ""))))
        rendering.draw(
            rendering.note_html(labels.asked_on(_day(line), labels.OUTCOMES.get(str(line.get("outcome")), "")))
        )


def draw_opinions(settings: UiSettings) -> None:
    """Draw how many found an answer useful, and what was wrong with the others."""
    st.header(labels.OPINIONS, anchor=False)
    if settings.feedback_folder is None:
        st.info(labels.OPINIONS_NOT_KEPT)
        return
    lines = diary.read(FEEDBACK, settings.feedback_folder)
    useful = sum(line.get("useful") is True for line in lines)
    st.markdown(labels.opinions_counted(useful, len(lines) - useful))
    for line in [line for line in lines if line.get("useful") is not True][:SHOWN]:
        reason = common.REASONS.get(str(line.get("reason")), "")
        rendering.draw(rendering.source_html(labels.opinion(reason, str(line.get("question") or ""))))
        documents = ", ".join(map(str, _listed(line.get("documents"))))
        rendering.draw(rendering.note_html(labels.asked_on(_day(line), documents)))


def draw_evaluations(measured: list[Measured]) -> None:
    """Draw the last evaluation and, where there are several of its question set, how they went."""
    st.header(labels.EVALUATIONS, anchor=False)
    if not measured:
        st.info(labels.NO_EVALUATION)
        return
    last = measured[-1]
    at = last.at.astimezone(PARIS).strftime("%d/%m/%Y à %H:%M")
    rendering.draw(rendering.source_html(labels.evaluation(at, last.questions, last.passed, last.cases)))
    rendering.draw(rendering.note_html(labels.GATES_HELD if last.held else labels.GATES_BROKEN))
    rendering.draw(
        rendering.facts_html(
            {
                labels.CATEGORIES.get(name, name): f"{passed}/{cases}"
                for name, (passed, cases) in last.categories.items()
            }
        )
    )
    alike = [one for one in measured if one.questions == last.questions]
    if len(alike) > 1:
        for one in reversed(alike[:-1]):
            at = one.at.astimezone(PARIS).strftime("%d/%m/%Y à %H:%M")
            rendering.draw(rendering.note_html(labels.evaluation(at, one.questions, one.passed, one.cases)))
        draw_history(alike)


def draw_history(measured: list[Measured]) -> None:
    """Draw the evaluations as a line, which says nothing to a screen reader that the lines above do not."""
    shares = pd.DataFrame({labels.DATE: [one.at for one in measured], labels.SHARE: [one.share for one in measured]})
    line = (
        alt.Chart(shares)
        .mark_line(aria=False, point=alt.OverlayMarkDef(aria=False))
        .encode(
            x=alt.X(labels.DATE, type="temporal", axis=alt.Axis(format="%d/%m/%Y")),
            y=alt.Y(f"{labels.SHARE}:Q", scale=alt.Scale(domain=[0, 100])),
        )
    )
    st.altair_chart(line.configure(aria=False), width="stretch")


def _day(line: dict[str, object]) -> str:
    """Return the day of a line."""
    try:
        return datetime.fromisoformat(str(line.get("at"))).astimezone(PARIS).strftime("%d/%m/%Y")
    except ValueError:
        return ""


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _erase() -> None:
    folder = UiSettings().feedback_folder or Path()
    act(lambda user: erase_kept(user, folder), labels.ERASED)
