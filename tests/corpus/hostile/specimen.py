"""A file made to do harm, and what must come of it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

READ = "read"
ANY = ""
"""Read or refused: damage may leave enough to read."""


@dataclass(frozen=True, slots=True)
class Specimen:
    """A file made by program."""

    name: str
    content: bytes
    expected: str = ANY
    """READ, ANY, or what the reason of its refusal holds."""


def damaged(stem: str, suffix: str, content: bytes) -> Iterator[Specimen]:
    """Yield the file cut, flipped, with a part made of NUL bytes, and in another order."""
    yield from truncated(stem, suffix, content, (1, 10, 30, 60, 90, 99))
    yield from flipped(stem, suffix, content, 10)
    yield from zeroed(stem, suffix, content)
    yield from shuffled(stem, suffix, content, 2)


def truncated(stem: str, suffix: str, content: bytes, percents: tuple[int, ...]) -> Iterator[Specimen]:
    """Yield the file cut after each share of its bytes."""
    for percent in percents:
        yield Specimen(f"{stem}-cut-at-{percent}{suffix}", content[: len(content) * percent // 100])


def flipped(stem: str, suffix: str, content: bytes, count: int) -> Iterator[Specimen]:
    """Yield the file `count` times, each with other bits flipped, from one in a thousand to one in fifty bytes."""
    for seed in range(count):
        chance = random.Random(seed)
        damaged = bytearray(content)
        for _ in range(max(1, len(content) * (1 + seed) // 1000)):
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        yield Specimen(f"{stem}-flipped-{seed}{suffix}", bytes(damaged))


def zeroed(stem: str, suffix: str, content: bytes) -> Iterator[Specimen]:
    """Yield the file with its first, middle and last tenth made of NUL bytes."""
    tenth = len(content) // 10
    for at in (0, 4, 9):
        start = at * tenth
        damaged = content[:start] + bytes(tenth) + content[start + tenth :]
        yield Specimen(f"{stem}-zeroed-{at}{suffix}", damaged)


def shuffled(stem: str, suffix: str, content: bytes, count: int) -> Iterator[Specimen]:
    """Yield the file with its pieces of 256 bytes in another order, as a bad copy leaves them."""
    for seed in range(count):
        pieces = [content[at : at + 256] for at in range(0, len(content), 256)]
        head, rest = pieces[0], pieces[1:]
        random.Random(seed).shuffle(rest)
        yield Specimen(f"{stem}-shuffled-{seed}{suffix}", head + b"".join(rest))
