"""python -m tests.corpus.hostile FOLDER [SOURCE]: write the bad files, and damaged copies of the files below SOURCE."""

from pathlib import Path
from typing import Annotated

import typer

from tests.corpus.hostile import write_specimens
from tests.corpus.hostile.specimen import damaged


def main(
    folder: Annotated[Path, typer.Argument(help="Where to write.")],
    source: Annotated[Path | None, typer.Argument(help="Files to damage.")] = None,
) -> None:
    """Write the bad files to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    count = len(write_specimens(folder))
    for path in sorted(source.rglob("*")) if source else ():
        if path.is_file():
            for specimen in damaged(path.stem, path.suffix, path.read_bytes()):
                (folder / specimen.name).write_bytes(specimen.content)
                count += 1
    print(f"{count} files written to {folder}")


if __name__ == "__main__":
    typer.run(main)
