"""What the operator keeps, deleted in time even when nothing new comes."""

import logging
import time
from datetime import UTC, date, datetime

from ui import diary
from ui.feedback import FEEDBACK
from ui.settings import UiSettings
from ui.unanswered import UNANSWERED

logger = logging.getLogger(__name__)

APART_S = 3600


def keep_purging() -> None:
    """Delete what is too old now and every hour, as long as the server runs."""
    while True:
        purge_kept(UiSettings(), datetime.now(UTC).date())
        time.sleep(APART_S)


def purge_kept(settings: UiSettings, today: date) -> None:
    """Delete the opinions and the questions that the settings no longer keep."""
    if settings.feedback_folder is None:
        return
    try:
        for kind in (FEEDBACK, UNANSWERED):
            diary.purge(kind, settings.feedback_folder, settings.keep_days, today)
    except OSError:
        logger.exception("what is too old could not be deleted from %s", settings.feedback_folder)
