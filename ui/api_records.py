"""The records of the API: a request in, a question out; an answer in, a completion or its chunks out."""

import re
import time
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.answer import Answer
from assistant.question import Question, Role, Turn
from assistant.records import answer_record
from corpus.errors import SetupError
from corpus.territories import Territories
from ui import labels_api as labels
from ui.privacy import mask

MODEL = "assistant-exercice-coordonne"
"""The one model of the API."""
MOST_MESSAGES = 100
_TOKEN = re.compile(r"\w+|[^\w\s]")


class RequestError(Exception):
    """A request that gets no answer: what to tell, under which code and status."""

    def __init__(
        self, message: str, code: str, status_code: int, param: str | None = None, wait_s: int | None = None
    ) -> None:
        """Take what the client is told; `wait_s` are the seconds after which to try again."""
        super().__init__(message)
        self.code, self.status_code, self.param, self.wait_s = code, status_code, param, wait_s


class Part(BaseModel):
    """A part of a message; texts alone are understood."""

    type: Literal["text"]
    text: str


class Message(BaseModel):
    """A turn of the conversation."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[Part] | None = None

    @property
    def text(self) -> str:
        """What it says."""
        parts = self.content if isinstance(self.content, list) else []
        return self.content if isinstance(self.content, str) else "\n".join(part.text for part in parts)


class StreamOptions(BaseModel):
    """What a stream ends on."""

    include_usage: bool = False


class ChatRequest(BaseModel):
    """A request; what a model's API has besides (temperature, tools…) is accepted and changes nothing."""

    model_config = ConfigDict(extra="ignore")

    model: str = MODEL
    messages: list[Message] = Field(min_length=1, max_length=MOST_MESSAGES)
    stream: bool = False
    stream_options: StreamOptions | None = None
    n: Literal[1] | None = None
    region: str | None = None
    """Extension: the region of the person who asks, by name or id."""


def question_of(asked: ChatRequest, territories: Territories) -> Question:
    """Return the question of a request, with the turns before it; numbers and addresses of people are masked."""
    if asked.model != MODEL:
        raise RequestError(labels.no_such_model(asked.model[:80]), "model_not_found", 404, "model")
    if asked.messages[-1].role != "user":
        raise RequestError(labels.LAST_IS_USER, "invalid_request", 400, "messages")
    try:
        region = territories.region(asked.region).id if asked.region else None
    except SetupError as error:
        raise RequestError(labels.UNKNOWN_REGION, "unknown_region", 400, "region") from error
    turns = tuple(
        Turn(Role(message.role), mask(message.text))
        for message in asked.messages[:-1]
        if message.role in ("user", "assistant") and message.text
    )
    return Question(mask(asked.messages[-1].text), region, turns)


def completion(key: str, asked: ChatRequest, answer: Answer, territories: Territories) -> dict[str, Any]:
    """Return a whole answer, with its citations as an answers file writes them."""
    message = {"role": "assistant", "content": answer.text, "refusal": None}
    return {
        **_head(key, "chat.completion"),
        "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}],
        "usage": usage(asked, answer),
        **_extension(answer, territories),
    }


def chunks(key: str, asked: ChatRequest, answer: Answer, territories: Territories) -> list[dict[str, Any]]:
    """Return an answer in parts: it is checked as a whole before its first word leaves."""
    head = _head(key, "chat.completion.chunk")
    deltas = [{"role": "assistant", "content": ""}, *({"content": part} for part in re.findall(r"\S+\s*", answer.text))]
    parts = [{**head, "choices": [_choice(delta, None)]} for delta in deltas]
    parts.append({**head, "choices": [_choice({}, "stop")], **_extension(answer, territories)})
    if asked.stream_options and asked.stream_options.include_usage:
        parts.append({**head, "choices": [], "usage": usage(asked, answer)})
    return parts


def usage(asked: ChatRequest, answer: Answer) -> dict[str, int]:
    """Count words and signs: an answer made of quotes has no tokens of a model."""
    prompt = sum(len(_TOKEN.findall(message.text)) for message in asked.messages)
    said = len(_TOKEN.findall(answer.text))
    return {"prompt_tokens": prompt, "completion_tokens": said, "total_tokens": prompt + said}


def _head(key: str, kind: str) -> dict[str, Any]:
    return {"id": key, "object": kind, "created": int(time.time()), "model": MODEL}


def _choice(delta: dict[str, str], finish_reason: str | None) -> dict[str, Any]:
    return {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}


def _extension(answer: Answer, territories: Territories) -> dict[str, Any]:
    """Return what an answer of ours says besides its text."""
    record = answer_record("", answer, territories)
    return {name: record[name] for name in ("citations", "abstained", "region", "mode")}
