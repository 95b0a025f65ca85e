"""A server of the OpenAI protocol on loopback that replies whatever it is told to: a model at its worst."""

import contextlib
import json
import re
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

EXTRACT = re.compile(r'<extrait id="(\w+)" région="([^"]*)"[^>]*>\n(.*?)\n</extrait>', re.DOTALL)


class Asked:
    """A request as the model sees it."""

    def __init__(self, body: dict) -> None:
        self.body = body
        self.system, self.user = (message["content"] for message in body["messages"])
        self.extracts = [(id_, region, text) for id_, region, text in EXTRACT.findall(self.user)]
        self.rewrites = "<dernier>" in self.user


class ScriptedServer:
    """Serves on a free port; `script` writes each reply, given the request, how many came before, and the connection."""

    def __init__(self) -> None:
        self.script: Callable = lambda asked, before, wire: wire.say("")
        self.asked: list[Asked] = []
        self.released = threading.Event()
        """Set when a test is over: a reply that stalls waits for it."""
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                asked = Asked(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                asked.authorization = self.headers["Authorization"]
                before = len(outer.asked)
                outer.asked.append(asked)
                self.close_connection = True
                with contextlib.suppress(OSError):
                    outer.script(asked, before, Wire(self, outer.released))

            def log_message(self, *arguments):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def play(self, script: Callable) -> None:
        """Reply by `script` from now on, to requests counted anew."""
        self.script, self.asked = script, []
        self.released.clear()

    def close(self) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()


class Wire:
    """The connection of one request."""

    def __init__(self, handler: BaseHTTPRequestHandler, released: threading.Event) -> None:
        self._handler, self._released = handler, released

    def say(self, text: str, finish: str | None = "stop", pieces: int = 4) -> None:
        """Stream `text`, then the reason why it ends, then the end of the stream."""
        self.open()
        step = max(1, -(-len(text) // pieces))
        for at in range(0, len(text), step):
            self.piece(text[at : at + step])
        if finish:
            self.piece(None, finish)
        self.raw("data: [DONE]\n\n")

    def sentences(self, *sentences: tuple[str, list[str]]) -> None:
        """Stream sentences in the form asked for."""
        self.say(as_reply(*sentences))

    def open(self) -> None:
        self._head(200, "text/event-stream")

    def piece(self, text: str | None, finish: str | None = None, **delta: object) -> None:
        """Stream a piece of the reply."""
        content = {"content": text} if text is not None else {}
        choice = {"index": 0, "delta": {"role": "assistant", **content, **delta}, "finish_reason": finish}
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
        self.raw(f"data: {json.dumps(chunk)}\n\n")

    def raw(self, text: str) -> None:
        self._handler.wfile.write(text.encode())
        self._handler.wfile.flush()

    def status(self, code: int, message: str = "", headers: dict[str, str] | None = None) -> None:
        """Refuse."""
        self._head(code, "application/json", headers)
        self.raw(json.dumps({"error": {"message": message, "type": "error", "code": code}}))

    def page(self, text: str) -> None:
        """Reply with a web page."""
        self._head(200, "text/html")
        self.raw(text)

    def stall(self) -> None:
        """Keep the connection, say nothing."""
        self._released.wait(20)

    def _head(self, code: int, kind: str, headers: dict[str, str] | None = None) -> None:
        self._handler.send_response(code)
        for name, value in {"Content-Type": kind, "Connection": "close", **(headers or {})}.items():
            self._handler.send_header(name, value)
        self._handler.end_headers()


def as_reply(*sentences: tuple[str, list[str]]) -> str:
    """Write sentences in the form asked for."""
    return json.dumps({"phrases": [{"texte": text, "extraits": ids} for text, ids in sentences]}, ensure_ascii=False)


def faithful(asked: Asked) -> list[tuple[str, list[str]]]:
    """Return the sentences of every extract, as they are."""
    return [
        (sentence, [id_])
        for id_, _, text in asked.extracts
        for line in text.replace("\n- ", " ").split("\n")
        for sentence in re.split(r"(?<=[a-zé]\.) ", line.removeprefix("- "))
    ]
