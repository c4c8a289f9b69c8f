"""A model that answers as a test wants, and how it is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pydantic import SecretStr

from counterclaim.extractors import ExtractorSettings, ModelExtractor
from counterclaim.reading import Reader, Rejected
from importer.model import Annotation, Article
from tests.chat_server import Behaviour, ChatServer, Record, Reply

KEY = "sk-0123456789abcdef"
TEXT = (
    "Soldiers entered Kobo on Monday, the mayor, Abel Tesfaye, said.\n\n"
    "“We heard guns all night. Nobody slept,” he told Radio Lasta. He lied that the army had "
    "fled, the army’s spokesman, Colonel Getnet Alem, said.\n\n"
    "Shells hit the market of Kobo on Tuesday.\n"
)
STATEMENTS: list[Record] = [
    {
        "id": 1,
        "content": "Soldiers entered Kobo on Monday",
        "cue": "said",
        "source": "the mayor, Abel Tesfaye",
        "speaker": "Abel Tesfaye",
        "through": [],
        "parent": None,
        "stance": None,
    },
    {
        "id": 2,
        "content": '"We heard guns all night. Nobody slept"',
        "cue": "told",
        "source": "he",
        "speaker": "Abel Tesfaye",
        "through": ["Radio Lasta"],
        "parent": None,
        "stance": None,
    },
    {
        "id": 3,
        "content": "He lied that the army had fled",
        "cue": "said",
        "source": "the army's spokesman, Colonel Getnet Alem",
        "speaker": "Getnet Alem",
        "through": [],
        "parent": None,
        "stance": None,
    },
    {
        "id": 4,
        "content": "the army had fled",
        "cue": "lied",
        "source": "He",
        "speaker": "Abel Tesfaye",
        "through": [],
        "parent": 3,
        "stance": "denies",
    },
]
MADE_UP = {**STATEMENTS[0], "id": 9, "content": "Soldiers burnt the town hall of Kobo"}


def article(text: str = TEXT, name: str = "kobo.txt") -> Article:
    return Article(name, text, date(2026, 3, 4))


def settings_for(url: str, **given: object) -> ExtractorSettings:
    chosen = {"base_url": url, "model": "small", "key": SecretStr(KEY), "timeout": 20.0, **given}
    return ExtractorSettings().model_copy(update=chosen)


class Asked:
    """A model behind a server, and how long was waited between questions."""

    def __init__(self, server: ChatServer, **given: object) -> None:
        self.server = server
        self.pauses: list[float] = []
        self.extractor = ModelExtractor(settings_for(server.url, **given), self.pauses.append)

    def read(self, text: str = TEXT) -> Annotation | Rejected:
        """Have a text read."""
        return Reader(self.extractor).read(article(text))


type Asking = Callable[..., Asked]


def in_turn(*replies: Reply | Behaviour) -> Behaviour:
    """Answer each question with the next reply, and all further ones with the last."""

    def behaviour(request: Record, number: int) -> Reply:
        reply = replies[min(number, len(replies) - 1)]
        return reply if isinstance(reply, Reply) else reply(request, number)

    return behaviour
