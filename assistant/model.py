"""A prompt in, the words of a language model out as they come: any server that speaks the OpenAI protocol."""

import asyncio
import logging
import os
import re
from collections.abc import Callable
from queue import Empty, Queue
from threading import Thread

import httpx
import openai
from langchain.chat_models import init_chat_model
from langchain_core.messages import AIMessageChunk

from assistant.prompting import Completion, Fault, ModelError, Prompt
from assistant.settings import AssistantSettings
from corpus.errors import SetupError

logger = logging.getLogger(__name__)

_TRACING = ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2")
_GATEWAY = "LANGSMITH_GATEWAY"
_OFF = frozenset({"", "0", "false", "no"})
_NO_KEY = "none"
"""Sent in place of a key: without one, the library would send the OPENAI_API_KEY of the machine."""
_CONTEXT = re.compile(r"context|too long|too many tokens|token limit|maximum length", re.IGNORECASE)
_GRACE_S = 2.0
"""Waited beyond a limit for the loop to end what it was doing."""


def open_model(settings: AssistantSettings) -> "ChatModel | None":
    """Return the model of the settings, None when they name none; refuse settings that would let questions out unasked."""
    if not settings.model:
        return None
    if not re.match(r"https?://[^/\s]+", settings.model_url):
        raise SetupError(
            f"ASSISTANT_MODEL is {settings.model!r} but ASSISTANT_MODEL_URL is {settings.model_url!r}: set it to the address "
            "of the server, as in ASSISTANT_MODEL_URL=http://127.0.0.1:8080/v1, or leave ASSISTANT_MODEL out."
        )
    leaks = [name for name in (*_TRACING, _GATEWAY) if os.environ.get(name, "").strip().lower() not in _OFF]
    if leaks and not settings.model_tracing:
        raise SetupError(
            f"{', '.join(leaks)} would send questions and documents to LangSmith. "
            f"Remove it (unset {' '.join(leaks)}), or agree to it with ASSISTANT_MODEL_TRACING=true."
        )
    return ChatModel(settings)


class ChatModel:
    """A model behind a server; requests run on a loop of their own, so that a limit of time ends them wherever they are."""

    def __init__(self, settings: AssistantSettings) -> None:
        self.answer_s = settings.model_answer_s
        self._first_token_s = settings.model_first_token_s
        self._max_tokens = settings.model_max_tokens
        self._holds_to_schema = True
        timeout = httpx.Timeout(settings.model_answer_s, connect=settings.model_connect_s)
        self._chat = init_chat_model(
            settings.model,
            model_provider="openai",
            base_url=settings.model_url,
            api_key=settings.model_key.get_secret_value() or _NO_KEY,
            temperature=0,
            timeout=timeout,
            max_retries=settings.model_retries,
            stream_chunk_timeout=None,
            use_responses_api=False,
            openai_proxy="",
            # Its own client: the library's follows redirections, and would take a question to whatever host they name.
            http_async_client=httpx.AsyncClient(timeout=timeout, follow_redirects=False),
        )
        self._loop = asyncio.new_event_loop()
        Thread(target=self._loop.run_forever, name="model", daemon=True).start()

    def complete(self, prompt: Prompt, limit_s: float, on_text: Callable[[str], None]) -> Completion:
        """Reply within `limit_s` seconds, handing over the text as it comes; raise a ModelError otherwise."""
        arrived: Queue[str | None] = Queue()
        reply = asyncio.run_coroutine_threadsafe(self._reply(prompt, limit_s, arrived), self._loop)
        try:
            while (text := arrived.get(timeout=max(0.0, limit_s) + _GRACE_S)) is not None:
                on_text(text)
            return reply.result(_GRACE_S)
        except (Empty, TimeoutError) as error:
            raise ModelError(Fault.SLOW) from error
        finally:
            reply.cancel()

    async def _reply(self, prompt: Prompt, limit_s: float, arrived: "Queue[str | None]") -> Completion:
        """Put the text in `arrived`, None at the end whatever happens; every fault of the outside world is a ModelError."""
        try:
            async with asyncio.timeout(limit_s):
                return await self._in_its_form(prompt, arrived)
        except Exception as error:
            fault = _fault(error)
            # Neither the question nor the reply: they are the user's.
            logger.warning("model: %s (%s)", fault, type(error).__name__)
            raise ModelError(fault) from error
        finally:
            arrived.put(None)

    async def _in_its_form(self, prompt: Prompt, arrived: "Queue[str | None]") -> Completion:
        """Ask for the schema; a server that refuses it is asked without, then and afterwards."""
        if self._holds_to_schema:
            try:
                return await self._streamed(prompt, arrived, held=True)
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                if _CONTEXT.search(str(error)):
                    raise
                self._holds_to_schema = False
                logger.info("model: the server refuses a JSON schema; asking without")
        return await self._streamed(prompt, arrived, held=False)

    async def _streamed(self, prompt: Prompt, arrived: "Queue[str | None]", held: bool) -> Completion:
        body: dict[str, object] = {"max_tokens": self._max_tokens}
        if held:
            schema = {"name": prompt.task, "strict": True, "schema": prompt.schema}
            body["response_format"] = {"type": "json_schema", "json_schema": schema}
        whole: AIMessageChunk | None = None
        finished: str | None = None
        async with asyncio.timeout(self._first_token_s) as first:
            chunks = self._chat.astream(
                [("system", prompt.system), ("human", prompt.user)], extra_body=body, stream_usage=held
            )
            async for chunk in chunks:
                finished = chunk.response_metadata.get("finish_reason") or finished
                if text := str(chunk.text):
                    first.reschedule(None)
                    arrived.put(text)
                whole = chunk if whole is None else whole + chunk
        if whole is None or not str(whole.text).strip():
            raise ModelError(Fault.EMPTY)
        if finished != "stop":
            raise ModelError(Fault.CUT)
        usage = whole.usage_metadata
        return Completion(str(whole.text), *((usage["input_tokens"], usage["output_tokens"]) if usage else ()))


def _fault(error: Exception) -> Fault:
    """Return what an exception of the client means."""
    match error:
        case ModelError():
            return error.fault
        case TimeoutError() | openai.APITimeoutError():
            return Fault.SLOW
        case openai.APIConnectionError():
            return Fault.UNREACHABLE
        case openai.RateLimitError():
            return Fault.BUSY
        case openai.BadRequestError() | openai.UnprocessableEntityError() if _CONTEXT.search(str(error)):
            return Fault.TOO_LONG
        case openai.APIStatusError() if error.status_code < 500:
            return Fault.REFUSED
        case httpx.RemoteProtocolError() | httpx.ReadError():
            return Fault.CUT
        case _:
            return Fault.BROKEN
