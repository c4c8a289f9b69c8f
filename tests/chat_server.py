"""A real HTTP server that speaks the chat protocol of OpenAI, for tests of what asks a model."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from importer.attribute import attribute
from importer.compare import Side, Verdict, compare, comparison_record
from importer.model import Article, StatementKind
from importer.segment import segment

type Record = dict[str, Any]


@dataclass(frozen=True)
class Reply:
    """What the server answers with."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    silent: bool = False
    """Never answers."""


type Behaviour = Callable[[Record, int], Reply]
"""From the request and its number, 0 and up, to the answer."""


@dataclass
class ChatServer:
    """Where the server is, and what it was asked."""

    url: str
    behaviour: Behaviour
    requests: list[Record] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def texts(self) -> list[str]:
        """Return the texts that were asked about."""
        return [report_of(request)["text"] for request in self.requests]


def report_of(request: Record) -> Record:
    """Return the report in a request, or the two texts to be compared."""
    record: Record = json.loads(request["messages"][-1]["content"])
    return record


def says(content: object, finish: str = "stop", tokens: int = 7) -> Reply:
    """Answer with a message of the model; what is no text goes as JSON."""
    words = content if isinstance(content, str) else json.dumps(content)
    body = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": words},
                "finish_reason": finish,
            }
        ],
        "usage": {"prompt_tokens": 1, "completion_tokens": tokens - 1, "total_tokens": tokens},
    }
    return Reply(body=json.dumps(body).encode())


def quoting(*statements: Record) -> Behaviour:
    """Answer every question with those of these statements whose words are in the text."""

    def behaviour(request: Record, _: int) -> Reply:
        text = report_of(request)["text"]
        return says({"statements": [s for s in statements if s["content"].strip('"')[:12] in text]})

    return behaviour


def rule_like(request: Record, _: int) -> Reply:
    """Answer with what the rules find, quoted: a model that reads and judges as well as they do."""
    given = report_of(request)
    return says(verdict_of(given) if "one" in given else statements_of(given["text"]))


def verdict_of(texts: Record) -> Record:
    """Return the rules' verdict in the form of a model's answer."""
    one, other = (Side(texts[name]["text"]) for name in ("one", "other"))
    found = compare(one, other)
    record = comparison_record(found, one.text, other.text)
    quoted = [record[name] and record[name]["text"] for name in ("evidence_a", "evidence_b")]
    return {
        "relation": record["relation"],
        "type": record["type"],
        "near_miss": record["reason"] if found.relation is Verdict.NEAR_MISS else None,
        "quote_one": quoted[0],
        "quote_other": quoted[1],
        "value_one": record["value_a"],
        "value_other": record["value_b"],
        "reason": record["reason"],
        "confidence": record["confidence"],
    }


def statements_of(text: str) -> Record:
    """Return what the rules find in a text in the form of a model's answer."""
    found = attribute(segment(Article("asked", text)))
    statements = [
        {
            "id": number,
            "content": text[item.content.start : item.content.end],
            "cue": item.cue_text,
            "source": text[item.source.start : item.source.end] if item.source else None,
            "speaker": None,
            "through": [text[via.start : via.end] for via in item.via],
            "parent": None if item.parent is None else item.parent + 1,
            "stance": item.stance,
        }
        for number, item in enumerate(found, start=1)
        if item.kind is not StatementKind.NARRATION
    ]
    return {"statements": statements}


def fails(status: int, message: str = "no", **headers: str) -> Reply:
    """Answer with an error as the protocol has it."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, json.dumps({"error": {"message": message}}).encode(), named)


@contextmanager
def chat_server(behaviour: Behaviour) -> Iterator[ChatServer]:
    """Serve on a free port of this machine until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            request = json.loads(self.rfile.read(length))
            if self.path != "/v1/chat/completions":
                reply = fails(404, f"no such path: {self.path}")
            else:
                number = len(server.requests)
                server.requests.append(request)
                server.headers.append(dict(self.headers.items()))
                reply = server.behaviour(request, number)
            if reply.silent:
                server.closing.wait(30)
                return
            self.send_response(reply.status)
            for name, value in {"Content-Type": "application/json", **reply.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            """Keep the test's output clean."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        server = ChatServer(f"http://127.0.0.1:{httpd.server_port}/v1", behaviour)
        thread = threading.Thread(target=httpd.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            httpd.shutdown()
            thread.join()
