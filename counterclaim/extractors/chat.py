"""A chat endpoint that speaks the OpenAI protocol: asked with patience, believed with caution."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from counterclaim.extractors.settings import ExtractorSettings
from importer.extract import ExtractionError

type Message = dict[str, str]

_MAX_BYTES = 8 * 1024 * 1024
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_BUSY = httpx.codes.TOO_MANY_REQUESTS
_AGAIN = frozenset({408, 409, 425, 500, 502, 503, 504, 520, 522, 524, 529})
_UNSUPPORTED = frozenset({400, 422})
_REFUSED = frozenset({401, 402, 403, 404, 405, 410})
"""Answers that will be the same for every text: the key, the address or the model is wrong."""


class TruncatedError(Exception):
    """The model stopped at its limit of length, before the end of its answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said, and what it cost."""

    content: str
    tokens: int


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why a question has no answer yet, and how long the server asks to be left alone."""

    error: ExtractionError
    wait: float | None = None
    cost: int = 1
    """How many of the attempts it used up."""


class ChatClient:
    """Asks one model of one endpoint; meant for one thread."""

    def __init__(
        self,
        settings: ExtractorSettings,
        schema: dict[str, Any],
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        """Prepare to ask; nothing is sent yet. Raises ExtractionError for a useless address."""
        self._settings = settings
        self._key = _usable(settings.key.get_secret_value().strip())
        self._url = _address(settings.base_url)
        self._pause = pause
        self._shapes = _shapes(schema)
        headers = {"User-Agent": "counterclaim", "Accept": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        self._client = httpx.Client(
            timeout=settings.timeout,
            headers=headers,
            trust_env=self._url.host not in _LOCAL,  # a proxy knows nothing of this machine
        )

    @property
    def sends_key_in_clear(self) -> bool:
        """Say whether others on the way can read the key."""
        return bool(self._key) and self._url.scheme == "http" and self._url.host not in _LOCAL

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def ask(self, messages: list[Message]) -> Answer:
        """Put a question, again after a pause where that may help.

        Raises ExtractionError where there is no answer, TruncatedError where it was cut off.
        """
        left, wait = self._settings.attempts, 1.0
        while True:
            outcome = self._try(messages)
            if isinstance(outcome, Answer):
                return outcome
            left -= outcome.cost
            if left <= 0:
                raise outcome.error
            # As long as the server asks for, else twice as long each time.
            asked_for = wait if outcome.wait is None else outcome.wait
            self._pause(min(asked_for, self._settings.longest_wait))
            wait *= 2

    def _try(self, messages: list[Message]) -> Answer | _Failure:
        """Ask once, in the strictest form that the endpoint understands."""
        for number, shape in enumerate(self._shapes, start=1):
            try:
                response = self._post({**shape, **self._question(messages)})
            except httpx.TimeoutException:
                return _Failure(self._too_slow(), cost=2)  # it was waited for long enough
            except (httpx.HTTPError, OSError) as problem:
                return _Failure(self._unreachable(problem))
            if response.status_code not in _UNSUPPORTED or number == len(self._shapes):
                break
        if response.status_code == httpx.codes.OK:
            self._shapes = self._shapes[number - 1 :]
        return self._outcome(response)

    def _question(self, messages: list[Message]) -> dict[str, Any]:
        return {"model": self._settings.model, "messages": messages, "stream": False}

    def _post(self, body: dict[str, Any]) -> httpx.Response:
        """Send a request and read the answer, within the limits of time and size."""
        ends = time.monotonic() + self._settings.timeout
        with self._client.stream("POST", self._url, json=body) as response:
            chunks: list[bytes] = []
            size = 0
            for chunk in response.iter_bytes():
                size += len(chunk)
                if size > _MAX_BYTES:
                    raise httpx.DecodingError("the answer is too large")
                if time.monotonic() > ends:
                    raise httpx.ReadTimeout("the answer came too slowly")
                chunks.append(chunk)
        headers = {
            name: value
            for name, value in response.headers.items()
            if name not in {"content-encoding", "content-length", "transfer-encoding"}
        }
        return httpx.Response(response.status_code, headers=headers, content=b"".join(chunks))

    def _outcome(self, response: httpx.Response) -> Answer | _Failure:
        status = response.status_code
        if status == httpx.codes.OK:
            return self._answer(response)
        said = self._words_of(response)
        if status == _BUSY:
            return _Failure(_busy(said), _retry_after(response))
        if status in _AGAIN:
            return _Failure(_broken(status, said), _retry_after(response))
        if status in _REFUSED or response.is_redirect:
            raise ExtractionError(
                "model-refused",
                f"The model's endpoint answered {status}: {said}",
                "Check --base-url, --model and COUNTERCLAIM_EXTRACTOR_KEY.",
            )
        raise malformed(f"the endpoint would not take the question ({status}): {said}")

    def _answer(self, response: httpx.Response) -> Answer | _Failure:
        try:
            body = response.json()
            choice = body["choices"][0]
            content = _text(choice["message"].get("content"))
            tokens = int((body.get("usage") or {}).get("total_tokens") or 0)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return _Failure(malformed("the endpoint's answer is no chat completion"))
        if choice.get("finish_reason") == "length":
            raise TruncatedError
        if choice.get("finish_reason") == "content_filter" or not content.strip():
            return _Failure(malformed("the model gave no answer"))
        return Answer(content, tokens)

    def _words_of(self, response: httpx.Response) -> str:
        """Quote what a server says is wrong: one line, short, and never the key."""
        try:
            error = response.json()["error"]
            words = error["message"] if isinstance(error, dict) else error
        except (ValueError, LookupError, TypeError, RecursionError):
            words = response.text
        plain = " ".join(str(words).split())
        if self._key:
            plain = plain.replace(self._key, "…")
        plain = "".join(character for character in plain if character.isprintable())
        return plain[:200] or "no reason given"

    def _too_slow(self) -> ExtractionError:
        return ExtractionError(
            "model-timeout",
            f"The model did not answer within {self._settings.timeout:g} seconds.",
            "Set COUNTERCLAIM_EXTRACTOR_TIMEOUT higher, or COUNTERCLAIM_EXTRACTOR_WINDOW lower.",
        )

    def _unreachable(self, problem: Exception) -> ExtractionError:
        return ExtractionError(
            "model-unreachable",
            f"Nothing answers as it should at {self._url} ({type(problem).__name__}).",
            "Check --base-url, and that the model's server is running.",
        )


def malformed(reason: str) -> ExtractionError:
    """Say that an answer can't be used."""
    return ExtractionError(
        "model-answer",
        f"The model's answer can't be used: {reason}.",
        "Import the text again, take another model, or add --fallback rules.",
    )


def _busy(said: str) -> ExtractionError:
    return ExtractionError(
        "model-busy",
        f"The model's endpoint takes no more questions for now: {said}",
        "Import again later: what is stored already is not asked about again.",
    )


def _broken(status: int, said: str) -> ExtractionError:
    return ExtractionError(
        "model-failed",
        f"The model's endpoint broke down, again and again ({status}): {said}",
        "Look at the server's own log, then import again.",
    )


def _address(base: str) -> httpx.URL:
    """Return where questions go. Raises ExtractionError."""
    try:
        url = httpx.URL(base.rstrip("/") + "/chat/completions")
    except (httpx.InvalidURL, ValueError):
        url = httpx.URL("")
    if url.scheme not in {"http", "https"} or not url.host or url.userinfo or url.query:
        raise ExtractionError(
            "model-settings",
            "The base URL of the model is no plain http or https address.",
            "Give it like https://host/v1, and the key in COUNTERCLAIM_EXTRACTOR_KEY.",
        )
    return url


def _usable(key: str) -> str:
    """Return the key if it can stand in a header. Raises ExtractionError."""
    if not (key.isascii() and key.isprintable()):
        raise ExtractionError(
            "model-settings",
            "The key holds characters that no key has.",
            "Set COUNTERCLAIM_EXTRACTOR_KEY to the key alone.",
        )
    return key


def _shapes(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the forms of a request, from the strictest to the one that every endpoint takes."""
    strict = {"name": "statements", "strict": True, "schema": schema}
    return [
        {
            "temperature": 0,
            "response_format": {"type": "json_schema", "json_schema": strict},
        },
        {"temperature": 0, "response_format": {"type": "json_object"}},
        {},
    ]


def _text(content: Any) -> str:
    """Return the words of a message, which some servers send in parts."""
    if isinstance(content, list):
        return "".join(str(part.get("text") or "") for part in content)
    return content if isinstance(content, str) else ""


def _retry_after(response: httpx.Response) -> float | None:
    """Return how many seconds a server asks to be left alone, or None."""
    asked = response.headers.get("retry-after", "").strip()
    if not asked:
        return None
    try:
        return max(0.0, float(asked))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(asked).timestamp() - time.time())
    except (ValueError, TypeError):
        return None


def question(system: str, text: str, title: str | None) -> list[Message]:
    """Return the messages that ask about a text. The text goes as JSON: it can't end its frame."""
    report = {"title": title, "text": text}
    return [
        {"role": "system", "content": system},
        {"role": "user", "content": json.dumps(report, ensure_ascii=False)},
    ]
