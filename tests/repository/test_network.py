"""The network is blocked in tests, and this machine is not."""

from __future__ import annotations

import contextlib
import socket

import pytest

FAR = ("192.0.2.1", 80)  # an address that is kept for documentation


def refused() -> pytest.RaisesExc[BaseException]:
    return pytest.raises(BaseException, match="the network is blocked in tests")


def test_a_far_address_is_refused() -> None:
    with refused():
        socket.create_connection(FAR, timeout=1)


@pytest.mark.parametrize("method", ["connect", "connect_ex"])
def test_a_far_socket_is_refused(method: str) -> None:
    with socket.socket() as far, refused():
        getattr(far, method)(FAR)


def test_a_far_datagram_is_refused() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as far, refused():
        far.sendto(b"hello", FAR)


@pytest.mark.parametrize("host", ["lumbago.example", "2001:db8::1", b"192.0.2.1"])
def test_a_name_is_not_looked_up(host: str | bytes) -> None:
    with refused():
        socket.getaddrinfo(host, 443)


def test_code_that_catches_every_exception_cannot_swallow_it() -> None:
    with refused(), contextlib.suppress(Exception):
        socket.create_connection(FAR, timeout=1)


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as near:
        assert near.getpeername() == server.getsockname()
