"""python -m index.adapting: train the adapter of the packaged model on questions of the field, and measure it."""

import os
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Annotated

import torch
import typer
from rich.console import Console
from rich.progress import Progress as ProgressBar
from safetensors.torch import save_file
from torch import Tensor
from transformers import BertModel, PreTrainedTokenizerFast
from transformers.utils.logging import disable_progress_bar

from corpus.errors import operator_errors
from index.adapting.layers import split
from index.adapting.measuring import measure
from index.adapting.questions import AdaptingError, chosen, load_groups
from index.adapting.training import prepare, train
from index.packaged_model import ADAPTER, PACKAGE, convert, find_weights

SEED = 0

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, help=__doc__)
_err = Console(stderr=True)


@app.command()
def adapt(
    epochs: Annotated[float, typer.Option(min=0.1, help="Times that each question is seen.")] = 2,
    layers: Annotated[int, typer.Option(min=1, help="Layers trained, from the top.")] = 6,
    rank: Annotated[int, typer.Option(min=1, help="Rank of what is added to each linear map.")] = 16,
    hold: Annotated[str, typer.Option(help='Groups left out and measured before and after, such as "m5,m6".')] = "",
    out: Annotated[Path, typer.Option(help="Where to write the adapter.")] = ADAPTER,
) -> None:
    """Train the upper layers on the questions written for it, and write what they learned."""
    with operator_errors(), ProgressBar(console=_err, transient=True) as bar:
        if not out.parent.is_dir():
            raise AdaptingError(f"{out}: its folder does not exist. Make it, or give another --out.")
        groups = load_groups()
        held_groups = chosen(groups, [name.strip() for name in hold.split(",") if name.strip()])
        if len(held_groups) == len(groups):
            raise AdaptingError("No group is left to train on. Give fewer to --hold.")

        torch.manual_seed(SEED)
        encoder, tokenizer = open_unadapted()
        lower, upper = split(encoder, layers, rank)
        task = bar.add_task("Sending the texts through the lower layers")
        prepared = [prepare(group, lower, tokenizer) for group in bar.track(groups, task_id=task)]
        held = [part for part in prepared if part.group in held_groups]
        before = [measure(upper, part) for part in held]

        task = bar.add_task("Training")
        nothing = train(
            upper,
            [part for part in prepared if part.group not in held_groups],
            epochs,
            Random(SEED),
            lambda done, total, loss: bar.update(
                task, description=f"Training, loss {loss:.2f}", completed=done, total=total
            ),
        )
        write_adapter(upper.adapter(), out)

    for part, was in zip(held, before, strict=True):
        print(f"{part.group.name}, {was.questions} questions with an answer, never trained on")
        print(f"  before  {was}\n  after   {measure(upper, part)}")
    print(f'{out} written. In training, "nothing answers" stood at a cosine of {nothing:.3f}.')


def open_unadapted() -> tuple[BertModel, PreTrainedTokenizerFast]:
    """Convert the packaged model as it was published, and load it with its tokenizer."""
    disable_progress_bar()
    with TemporaryDirectory() as workshop:
        folder = str(convert(find_weights(PACKAGE), Path(workshop), adapter=None))
        encoder = BertModel.from_pretrained(folder, local_files_only=True, dtype=torch.float32)
        return encoder, PreTrainedTokenizerFast.from_pretrained(folder, local_files_only=True)


def write_adapter(adapter: dict[str, Tensor], out: Path) -> None:
    """Write the adapter whole or not at all."""
    partial = out.with_name(f"{out.name}.partial")
    save_file(adapter, partial)
    # Written readable by its owner alone; the one who serves need not be the one who trains.
    partial.chmod(0o644)
    os.replace(partial, out)


if __name__ == "__main__":
    app()
