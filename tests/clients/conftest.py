"""The server of the tests of REST."""

from tests.rest_api.conftest import api, archive, server

__all__ = ["api", "archive", "server"]
