"""python -m assistant.hearing: train the model that hears what questions ask for, and measure it."""

import os
from pathlib import Path
from typing import Annotated

import typer
from skops.io import dump

from assistant.cues import load_cues
from assistant.hearing.model import WEIGHTS
from assistant.hearing.training import Reader, all_phrasings, load_phrasings, measure, train
from corpus.errors import operator_errors
from corpus.territories import load_territories
from corpus.vocabulary import load_vocabulary

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, help=__doc__)


@app.command()
def hearing(out: Annotated[Path, typer.Option(help="Where to write the model.")] = WEIGHTS) -> None:
    """Train on the phrasings (two minutes), write the model, and say what it hears of those held out."""
    with operator_errors():
        reader = Reader(load_vocabulary(), load_territories(), load_cues())
        held_out = load_phrasings("held_out")
        model = train(all_phrasings(), reader)
        partial = out.with_name(f"{out.name}.partial")
        dump(model, partial, compression=8)
        os.replace(partial, out)
    heard = measure(model, held_out, reader)
    print(f"{out} written, {out.stat().st_size / 1e6:.1f} MB.")
    print(
        f"{heard.asking} questions held out ask for a need that no pattern hears: {heard.right} heard, {heard.wrong} wrongly."
    )
    print(f"{heard.ordinary} that ask for none: {heard.misheard} misheard.")


if __name__ == "__main__":
    app()
