"""python -m assistant: ask one question, or answer a file of them."""

import json
import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from assistant.answering import unusable_because
from assistant.building import open_assistant
from assistant.question import Question
from assistant.records import answer_line, answer_record, read_questions
from corpus.errors import SetupError, operator_errors
from corpus.territories import load_territories

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)

CorpusFolder = Annotated[
    Path | None, typer.Option("--corpus", help="Documents to bring the index up to date with first.")
]
IndexFolder = Annotated[Path | None, typer.Option("--index", help="Folder of the index.")]


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question, in French.")],
    region: Annotated[str | None, typer.Option(help="Region, by name or id.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """Print one answer."""
    with operator_errors():
        if unusable := unusable_because(question):
            raise SetupError(unusable)
        chosen = load_territories().region(region).id if region else None
        assistant = open_assistant(corpus, index)
        answer = assistant.answer(Question(question, chosen))
    if as_json:
        print(json.dumps(answer_record("1", answer, assistant.territories), ensure_ascii=False, indent=1))
        return
    print(answer.text)
    for citation in answer.citations:
        source = citation.passage.source
        print(f"\n[{citation.n}] {source.id}, p. {citation.page}\n    « {' '.join(citation.quote.split())} »")


@app.command()
def answer(
    source: Annotated[Path, typer.Option("--input", help="Questions, one JSON object a line.")],
    target: Annotated[Path, typer.Option("--output", help="Where to write the answers, one JSON object a line.")],
    corpus: CorpusFolder = None,
    index: IndexFolder = None,
) -> None:
    """Answer a file of questions in one process; the output appears whole or not at all."""
    with operator_errors():
        questions = read_questions(source, load_territories())
        if not target.parent.is_dir():
            raise SetupError(f"{target}: its folder does not exist. Make it, or give another --output.")
        assistant = open_assistant(corpus, index)
        partial = target.with_name(f"{target.name}.partial")
        try:
            with partial.open("w", encoding="utf-8") as file:
                for key, question in track(
                    questions, description="Answering", transient=True, console=Console(stderr=True)
                ):
                    file.write(answer_line(key, assistant.answer(question), assistant.territories))
        except OSError as error:
            raise SetupError(f"{target}: cannot be written ({error}). Give another --output.") from error
        os.replace(partial, target)


if __name__ == "__main__":
    app()
