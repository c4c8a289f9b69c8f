"""Asks a Counterclaim server who said what about a war, and who says otherwise.

>>> from counterclaim_client import Client
>>> with Client("http://127.0.0.1:8000") as client:  # doctest: +SKIP
...     for statement in client.statements(place="Kupiansk", party=["UA"]):
...         print(statement.said, statement.text)
"""

from counterclaim_client.aio import AsyncClient
from counterclaim_client.client import Client
from counterclaim_client.errors import (
    ApiError,
    CounterclaimError,
    Fault,
    GraphQLError,
    UnreachableError,
)
from counterclaim_client.paging import AsyncPages, Page, Pages
from counterclaim_client.retrying import Retry

__all__ = [
    "ApiError",
    "AsyncClient",
    "AsyncPages",
    "Client",
    "CounterclaimError",
    "Fault",
    "GraphQLError",
    "Page",
    "Pages",
    "Retry",
    "UnreachableError",
]
