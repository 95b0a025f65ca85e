"""`python -m eval.answerability`: questions with and without an answer, asked in the same manner: how many are told apart.

`answerability.jsonl` holds one question a line: `question`, perhaps `history`, `answerable`, and the `quote` that answers it or
what is `missing`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from assistant.answer import Answer, Outcome
from assistant.question import Question, Role, Turn
from corpus.errors import operator_errors
from corpus.folding import fold
from eval.running import Answering
from index.adapting.questions import read_lines

_QUOTE_CHARACTERS = 60
"""How much of a quote an answer must hold: it may go on longer than what is shown of it."""
PAIRS = Path(__file__).with_name("answerability.jsonl")

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@dataclass(frozen=True, slots=True)
class Item:
    """A question, and whether the documents of the corpus answer it."""

    question: str
    answerable: bool
    writer: str
    """Who wrote it: those of one writer are alike."""
    quote: str = ""
    """Words of a document that answer it."""
    missing: str = ""
    """What no document says."""
    history: tuple[str, ...] = ()
    """Earlier messages of the user."""

    def asked(self) -> Question:
        """Return it as the assistant is asked."""
        return Question(self.question, history=tuple(Turn(Role.USER, said) for said in self.history))


@dataclass(frozen=True, slots=True)
class Told:
    """An item, and how its answer ended."""

    item: Item
    refused: bool
    """Whether the answer says that something asked is missing, or that the question is out of scope."""
    quoted: bool
    """Whether the answer holds the beginning of the quote."""


def load_items(path: Path = PAIRS) -> list[Item]:
    """Read the questions of a file."""
    return [Item(**{**record, "history": tuple(record.get("history", ()))}) for record in read_lines(path)]


def tell(item: Item, answer: Answer) -> Told:
    """Compare an answer with what its question deserves."""
    begins = _words(item.quote)[:_QUOTE_CHARACTERS]
    return Told(item, answer.outcome is not Outcome.ANSWERED, bool(begins) and begins in _words(answer.text))


@app.command()
def main(
    index: Annotated[Path | None, typer.Option(help="Folder of the builds.")] = None,
    show: Annotated[bool, typer.Option("--show", help="Also print the questions told wrongly.")] = False,
) -> None:
    """Ask every question; print, by writer, what was told to be missing rightly and wrongly."""
    from assistant.building import open_assistant

    with operator_errors():
        assistant = open_assistant(None, index)
    told = list(_progress(load_items(), assistant))
    console = Console(soft_wrap=True, highlight=False, markup=False)
    if show:
        for one in told:
            if one.refused is one.item.answerable:
                console.print(f"{'REFUSED' if one.refused else 'ANSWERED'} {one.item.question}")
    console.print(_table(told))


def _progress(items: Sequence[Item], assistant: Answering) -> Iterable[Told]:
    for item in track(items, "Asking", console=Console(stderr=True)):
        yield tell(item, assistant.answer(item.asked()))


def _table(told: Sequence[Told]) -> Table:
    """Return the shares by writer, and of all."""
    table = Table("writer", "told missing, of those without an answer", "refused, of those with one", "quote shown")
    for writer in (*dict.fromkeys(one.item.writer for one in told), ""):
        theirs = [one for one in told if writer in ("", one.item.writer)]
        without = [one for one in theirs if not one.item.answerable]
        answered = [one for one in theirs if one.item.answerable]
        table.add_row(
            writer or "all",
            _share(sum(one.refused for one in without), len(without)),
            _share(sum(one.refused for one in answered), len(answered)),
            _share(sum(one.quoted for one in answered), len(answered)),
        )
    return table


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} = {part / whole:.1%}" if whole else "-"


def _words(text: str) -> str:
    return re.sub(r"\W+", " ", fold(text)).strip()


if __name__ == "__main__":
    app()
