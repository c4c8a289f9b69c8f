"""A chat endpoint that speaks the OpenAI protocol: asked with patience, believed with caution."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from counterclaim.chat.settings import ModelSettings
from importer.answers import one_line
from importer.unanswered import UnansweredError

type Message = dict[str, str]

_MAX_BYTES = 8 * 1024 * 1024
_MOST_WORDS = 200
"""Characters of what a server says is wrong that are told."""
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_BUSY = httpx.codes.TOO_MANY_REQUESTS
_AGAIN = frozenset({408, 409, 425, 500, 502, 503, 504, 520, 522, 524, 529})
_UNSUPPORTED = frozenset({400, 422})
_REFUSED = frozenset({401, 402, 403, 404, 405, 410})
"""Answers that will be the same for every question: the key, the address or the model is wrong."""


class TruncatedError(Exception):
    """The model stopped at its limit of length, before the end of its answer."""


@dataclass(frozen=True, slots=True)
class Form:
    """What an answer has to look like."""

    name: str
    schema: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said, and what it cost."""

    content: str
    tokens: int


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why a question has no answer yet, and how long the server asks to be left alone."""

    error: UnansweredError
    wait: float | None = None
    cost: int = 1
    """How many of the attempts it used up."""


class ChatClient:
    """Asks one model of one endpoint; meant for one thread."""

    def __init__(
        self,
        settings: ModelSettings,
        form: Form,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        """Prepare to ask; nothing is sent yet. Raises UnansweredError for a useless address."""
        self._settings = settings
        self._key = _usable_key(settings)
        self._url = _address(settings)
        self._pause = pause
        self._shapes = _shapes(form)
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

        Raises UnansweredError where there is no answer, TruncatedError where it was cut off.
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
            raise UnansweredError(
                "model-refused",
                f"The model's endpoint answered {status}: {said}",
                f"Check --base-url, --model and {self._settings.variable('key')}.",
            )
        raise malformed(f"the endpoint would not take the question ({status}): {said}")

    def _answer(self, response: httpx.Response) -> Answer | _Failure:
        try:
            body = response.json()
            choice = body["choices"][0]
            content = _text(choice["message"].get("content"))
            tokens = _tokens(body.get("usage"))
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
        # First made plain, so that no invisible character inside the key hides it from the search.
        plain = one_line(str(words), _MAX_BYTES)
        if self._key:
            plain = plain.replace(self._key, "…")
        return one_line(plain, _MOST_WORDS) or "no reason given"

    def _too_slow(self) -> UnansweredError:
        return UnansweredError(
            "model-timeout",
            f"The model did not answer within {self._settings.timeout:g} seconds.",
            f"Set {self._settings.variable('timeout')} higher, or {self._settings.lighter}.",
        )

    def _unreachable(self, problem: Exception) -> UnansweredError:
        return UnansweredError(
            "model-unreachable",
            f"Nothing answers as it should at {self._url} ({type(problem).__name__}).",
            "Check --base-url, and that the model's server is running.",
        )


def malformed(reason: str) -> UnansweredError:
    """Say that an answer can't be used."""
    return UnansweredError(
        "model-answer",
        f"The model's answer can't be used: {reason}.",
        "Ask again, take another model, or add --fallback rules.",
    )


def _busy(said: str) -> UnansweredError:
    return UnansweredError(
        "model-busy",
        f"The model's endpoint takes no more questions for now: {said}",
        "Run it again later: an import asks about nothing that is stored already.",
    )


def _broken(status: int, said: str) -> UnansweredError:
    return UnansweredError(
        "model-failed",
        f"The model's endpoint broke down, again and again ({status}): {said}",
        "Look at the server's own log, then run it again.",
    )


def _address(settings: ModelSettings) -> httpx.URL:
    """Return where questions go. Raises UnansweredError."""
    try:
        url = httpx.URL(settings.base_url.rstrip("/") + "/chat/completions")
    except (httpx.InvalidURL, ValueError):
        url = httpx.URL("")
    if url.scheme not in {"http", "https"} or not url.host or url.userinfo or url.query:
        raise UnansweredError(
            "model-settings",
            "The base URL of the model is no plain http or https address.",
            f"Give it like https://host/v1, and the key in {settings.variable('key')}.",
        )
    return url


def _usable_key(settings: ModelSettings) -> str:
    """Return the key if it can stand in a header. Raises UnansweredError."""
    key = settings.key.get_secret_value().strip()
    if not (key.isascii() and key.isprintable()):
        raise UnansweredError(
            "model-settings",
            "The key holds characters that no key has.",
            f"Set {settings.variable('key')} to the key alone.",
        )
    return key


def _shapes(form: Form) -> list[dict[str, Any]]:
    """Return the forms of a request, from the strictest to the one that every endpoint takes."""
    strict = {"name": form.name, "strict": True, "schema": form.schema}
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


def _tokens(usage: Any) -> int:
    """Return what an answer cost, 0 where that is not told: no answer is lost by it."""
    count = usage.get("total_tokens") if isinstance(usage, dict) else None
    return max(0, count) if isinstance(count, int) and not isinstance(count, bool) else 0


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


def question(system: str, material: object) -> list[Message]:
    """Return the messages that ask about something. It goes as JSON: no text can end its frame."""
    return [
        {"role": "system", "content": system},
        {"role": "user", "content": json.dumps(material, ensure_ascii=False)},
    ]
