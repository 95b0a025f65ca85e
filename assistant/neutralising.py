"""Text of a document or a question in, the same as data for a language model out: no delimiter, no instruction."""

import re
from functools import cache
from pathlib import Path

import yaml

from assistant.prompts import REMOVED
from corpus.folding import collapse, fold
from corpus.sentences import sentence_spans

_DELIMITERS = str.maketrans(
    {"<": "\u2039", ">": "\u203a", "{": "(", "}": ")", "[": "(", "]": ")", "`": "’", "|": "/", '"': "”"}
)
"""What frames the parts of a prompt, for us or for the template of a model."""
_UNWRITABLE = re.compile(
    "[\ud800-\udfff\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)


def cleaned(text: str) -> str:
    """Return `text` in one line, without characters that cannot be written or seen."""
    return collapse(_UNWRITABLE.sub("", text))


def addresses_a_program(text: str) -> bool:
    """Whether a text reads like an instruction to a program."""
    folded = fold(text)
    return any(pattern.search(folded) for pattern in _instructions())


def as_data(text: str) -> str:
    """Return `text` with its delimiters made harmless and its sentences that address a program left out."""
    lines = (_UNWRITABLE.sub("", line).translate(_DELIMITERS) for line in text.split("\n"))
    return "\n".join(filter(None, map(_without_instructions, lines)))


def _without_instructions(line: str) -> str:
    sentences = [line[start:end] for start, end in sentence_spans(line, 0, len(line))]
    kept = [REMOVED if addresses_a_program(sentence) else collapse(sentence) for sentence in sentences]
    return " ".join(dict.fromkeys(kept))


@cache
def _instructions() -> tuple[re.Pattern[str], ...]:
    """Read the patterns that ship with the package."""
    patterns = yaml.safe_load(Path(__file__).with_name("instructions.yaml").read_text(encoding="utf-8"))
    return tuple(map(re.compile, patterns))
