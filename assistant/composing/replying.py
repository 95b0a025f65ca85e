"""The text of a model's reply in, as it comes, its sentences with the ids that they rest on out."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.neutralising import cleaned

SENTENCES = 8
"""More are not read."""
SCHEMA = {
    "type": "object",
    "properties": {
        "phrases": {
            "type": "array",
            "maxItems": SENTENCES,
            "items": {
                "type": "object",
                "properties": {
                    "texte": {"type": "string"},
                    "extraits": {"type": "array", "items": {"type": "string"}},
                },
                "required": ["texte", "extraits"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["phrases"],
    "additionalProperties": False,
}
_LINE = re.compile(r"^\W*(?P<text>[^\[\]]+?)\s*\[(?P<ids>[\w ,;]+)\]\W*$")
_OBJECT = re.compile(r"\{(?=\s*\"(?:texte|extraits)\")")


@dataclass(frozen=True, slots=True)
class Reply:
    """A sentence of a model, not yet checked."""

    text: str
    ids: tuple[str, ...]


class _Sentence(BaseModel):
    """A sentence as a server held to the schema writes it."""

    model_config = ConfigDict(strict=True)

    texte: str
    extraits: list[str]


class ReplyReader:
    """Reads sentences as they are completed: JSON objects, else lines that end on ids in square brackets."""

    def __init__(self) -> None:
        self._text = ""
        self._read = 0
        self._left = SENTENCES

    def feed(self, text: str) -> Iterator[Reply]:
        """Yield the sentences that `text` completes."""
        self._text += text
        return self._completed(whole=False)

    def finish(self) -> Iterator[Reply]:
        """Yield what only the end of the reply completes."""
        return self._completed(whole=True)

    def _completed(self, whole: bool) -> Iterator[Reply]:
        found = self._objects() if "{" in self._text else self._lines(whole)
        for reply in found:
            if self._left and reply.text:
                self._left -= 1
                yield reply

    def _objects(self) -> Iterator[Reply]:
        """Yield the objects that are whole; one that is not a sentence is passed over."""
        while match := _OBJECT.search(self._text, self._read):
            try:
                value, self._read = json.JSONDecoder().raw_decode(self._text, match.start())
            except json.JSONDecodeError:
                return
            try:
                sentence = _Sentence.model_validate(value)
            except ValidationError:
                continue
            yield Reply(cleaned(sentence.texte), tuple(dict.fromkeys(sentence.extraits)))

    def _lines(self, whole: bool) -> Iterator[Reply]:
        """Yield the lines that are whole and cite; one that cites nothing comes without ids."""
        while (end := self._text.find("\n", self._read)) >= 0 or (whole and self._read < len(self._text)):
            end = end if end >= 0 else len(self._text)
            line, self._read = self._text[self._read : end].strip(), end + 1
            if match := _LINE.match(line):
                yield Reply(cleaned(match["text"]), tuple(dict.fromkeys(re.findall(r"\w+", match["ids"]))))
            elif line:
                yield Reply(cleaned(line), ())
