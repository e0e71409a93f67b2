"""Shared by all tests: no network, and one way of generating examples.

Hypothesis runs the profile `ci`, the same examples every time. HYPOTHESIS_PROFILE=thorough looks further, and
differently each time.
"""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import settings

from tests.databases import database, database_address, postgresql

__all__ = ["database", "database_address", "network_blocked", "postgresql"]

settings.register_profile("ci", deadline=None, derandomize=True)
settings.register_profile("thorough", deadline=None, max_examples=2000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


class NetworkBlockedError(BaseException):
    """A test reached for the network. Not an Exception, so that no code under test can swallow it."""


def is_local(host: object) -> bool:
    """Say whether a host is this machine. None and "" are how `bind` and `getaddrinfo` name it."""
    if host in (None, "", b"", "localhost", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


def refuse_far(host: object) -> None:
    if not is_local(host):
        raise NetworkBlockedError(f"the network is blocked in tests: {host!r} was asked for. Start what you need here.")


@pytest.fixture(scope="session", autouse=True)
def network_blocked() -> Iterator[None]:
    """Refuse every address but this machine's, in this process; a child process has to keep the rule itself."""

    def guarded(method: str) -> Callable[..., Any]:
        original = getattr(socket.socket, method)

        def call(self: socket.socket, *arguments: Any) -> Any:
            if self.family in (socket.AF_INET, socket.AF_INET6):
                refuse_far(arguments[-1][0])  # the address comes last in connect, connect_ex and sendto
            return original(self, *arguments)

        return call

    def getaddrinfo(host: Any, *arguments: Any, **named: Any) -> Any:
        refuse_far(host)
        return look_up(host, *arguments, **named)

    look_up = socket.getaddrinfo
    with pytest.MonkeyPatch.context() as patch:
        for method in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, method, guarded(method))
        patch.setattr(socket, "getaddrinfo", getaddrinfo)
        yield
