"""The assistant for other programs: /v1/chat/completions and /v1/models, in the shapes of OpenAI's API.

Off unless the operator sets a key. What the client sends as a system or assistant turn instructs nobody: the last message
of the user is the question, the turns before it are history.
"""

import json
import logging
from collections.abc import AsyncIterator, Callable
from functools import cache
from hashlib import sha256
from hmac import compare_digest
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from assistant.question import Question
from corpus.errors import SetupError
from ui import labels_api as labels
from ui.api_records import MODEL, ChatRequest, RequestError, chunks, completion, question_of
from ui.privacy import patient_signs
from ui.rate import Allowance
from ui.settings import UiSettings

if TYPE_CHECKING:
    from assistant.answering import Assistant

logger = logging.getLogger(__name__)

CHAT_PATH, MODELS_PATH = "/v1/chat/completions", "/v1/models"
LONGEST_BODY = 64_000
"""Bytes."""
_SHUT = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def api_routes(open_assistant: Callable[[], "Assistant"], read_settings: Callable[[], UiSettings]) -> list[Route]:
    """Return the two routes over an assistant, under the settings of the moment."""

    @cache
    def allowance(per_minute: int) -> Allowance:
        return Allowance(per_minute, per_minute)

    async def models(request: Request) -> Response:
        try:
            _let_in(request, read_settings())
        except RequestError as error:
            return _refused(error)
        listed = [{"id": MODEL, "object": "model", "created": 0, "owned_by": "local"}]
        return JSONResponse({"object": "list", "data": listed}, headers=_SHUT)

    async def chat(request: Request) -> Response:
        try:
            settings = read_settings()
            _let_in(request, settings)
            asked = _parsed(await _body(request))
            _count(request, allowance(settings.api_questions_per_minute))
            assistant = await run_in_threadpool(open_assistant)
            question = question_of(asked, assistant.territories)
            _look_for_patients(question)
            answer = await run_in_threadpool(assistant.answer, question)
        except RequestError as error:
            return _refused(error)
        except SetupError as error:
            logger.error("the assistant cannot be opened: %s", error)
            return _refused(RequestError(labels.UNAVAILABLE, "unavailable", 503))
        except Exception:
            logger.exception("a question could not be answered")
            return _refused(RequestError(labels.FAILED, "internal_error", 500))
        key = f"chatcmpl-{uuid4().hex}"
        if not asked.stream:
            return JSONResponse(completion(key, asked, answer, assistant.territories), headers=_SHUT)
        parts = chunks(key, asked, answer, assistant.territories)
        return StreamingResponse(_events(parts), media_type="text/event-stream", headers=_SHUT)

    return [Route(CHAT_PATH, chat, methods=["POST"]), Route(MODELS_PATH, models, methods=["GET"])]


def _let_in(request: Request, settings: UiSettings) -> None:
    """Refuse a request without the key; without a key nothing is there."""
    key = settings.api_key.get_secret_value() if settings.api_key else ""
    if not key:
        raise RequestError(labels.OFF, "not_found", 404)
    kind, _, sent = request.headers.get("authorization", "").partition(" ")
    # Digests: their comparison takes the same time whatever the length of what was sent.
    same = compare_digest(sha256(sent.strip().encode()).digest(), sha256(key.encode()).digest())
    if kind.lower() != "bearer" or not same:
        raise RequestError(labels.WRONG_KEY, "invalid_api_key", 401)


async def _body(request: Request) -> bytes:
    """Return the body of a request, read no further than it may be long."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST_BODY:
            raise RequestError(labels.too_long(LONGEST_BODY), "request_too_large", 413)
    return body


def _parsed(body: bytes) -> ChatRequest:
    """Return the request of a body, or say which field is wrong."""
    try:
        return ChatRequest.model_validate_json(body)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise RequestError(labels.wrong_field(field, first["msg"]), "invalid_request", 400, field or None) from error
    except RecursionError as error:
        raise RequestError(labels.wrong_field("", "nested too deep"), "invalid_request", 400) from error


def _count(request: Request, allowance: Allowance) -> None:
    """Refuse a question too many; one key is one client."""
    if wait_s := allowance.wait_s("key", request.client.host if request.client else ""):
        raise RequestError(labels.too_many(wait_s), "rate_limit_exceeded", 429, wait_s=wait_s)


def _look_for_patients(question: Question) -> None:
    """Refuse what looks like data of a patient: nobody is there to say that it is none."""
    if patient_signs(question.text):
        raise RequestError(labels.PATIENT, "patient_data", 400, "messages")


def _refused(error: RequestError) -> Response:
    """Return an error in OpenAI's shape."""
    kind = "invalid_request_error" if error.status_code < 500 else "server_error"
    record = {"message": str(error), "type": kind, "param": error.param, "code": error.code}
    retry = {"Retry-After": str(error.wait_s)} if error.wait_s else {}
    return JSONResponse({"error": record}, status_code=error.status_code, headers={**_SHUT, **retry})


async def _events(parts: list[dict[str, Any]]) -> AsyncIterator[str]:
    """Yield the parts of an answer as server-sent events."""
    for part in parts:
        yield f"data: {json.dumps(part, ensure_ascii=False)}\n\n"
    yield "data: [DONE]\n\n"
