"""What the pages will ask, asked in the background before a reader comes: the first one must not wait for all of it."""

import logging
from collections.abc import Callable, Iterator
from itertools import product
from time import perf_counter, sleep
from typing import TYPE_CHECKING

from corpus.document import NATIONAL
from ui.pages.labels_comparer import ROWS
from ui.pages.labels_parcours import STAGES
from ui.pages.labels_quotes import STRUCTURES
from ui.remembering import remembered_answer
from ui.suggestions import follow_ups

if TYPE_CHECKING:
    from assistant.answering import Assistant

logger = logging.getLogger(__name__)

REST = 3
"""Rest after each question, in times what it took: three quarters of the machine stay with the readers."""
CHECK_S = 60
"""How often to look for a new build."""


def keep_warm(assistant: "Assistant", wait: Callable[[float], None] = sleep) -> None:
    """Ask everything for each build that comes, for ever; `wait` takes seconds."""
    warmed = ""
    while True:
        if (build := assistant.build_id()) != warmed:
            warm(assistant, wait)
            warmed = build
        wait(CHECK_S)


def warm(assistant: "Assistant", wait: Callable[[float], None]) -> None:
    """Ask once what the pages ask of each region that has documents; a question that fails fails again when shown."""
    for text, region in questions(assistant):
        begun = perf_counter()
        try:
            remembered_answer(text, region, assistant)
        except Exception:
            logger.exception("a question of the pages could not be answered")
        wait(REST * (perf_counter() - begun))


def questions(assistant: "Assistant") -> Iterator[tuple[str, str | None]]:
    """Yield the questions of Comparer, of the suggestions and of Mon parcours, each with its region."""
    documented = {region for source in assistant.sources() for region in source.regions} - {NATIONAL}
    regions = sorted(documented)
    for region, row, structure in product(regions, ROWS, STRUCTURES):
        yield row.question.format(structure=structure), region
    for region, structure in product((None, *regions), STRUCTURES):
        yield from ((question.text, question.region) for question in follow_ups(structure, region, assistant))
    steps = [wanted for stage in STAGES.values() for wanted in stage]
    for region, wanted, structure in product(regions, steps, STRUCTURES):
        yield wanted.question.format(structure=structure), region
