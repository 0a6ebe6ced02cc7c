# SPDX-License-Identifier: MIT
"""Asking a server of the fleet with the standard library alone."""

from __future__ import annotations

import contextlib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPMessage, HTTPSConnection

from exchpatch_gui.demo.fleet import DemoFleet
from exchpatch_gui.domain.servers import Server


@dataclass(frozen=True)
class Answered:
    status: int
    headers: HTTPMessage
    body: str


def server_called(fleet: DemoFleet, name: str) -> Server:
    return next(server for server in fleet.servers if server.name == name)


def trusting(fleet: DemoFleet) -> ssl.SSLContext:
    """The strictest checks OpenSSL has, with the fleet's authority as the only one."""
    context = ssl.create_default_context(cafile=str(fleet.ca_file))
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    return context


@contextlib.contextmanager
def connected(
    server: Server, context: ssl.SSLContext, timeout: float = 5
) -> Iterator[HTTPSConnection]:
    connection = HTTPSConnection(
        server.target.host, server.target.port, context=context, timeout=timeout
    )
    with contextlib.closing(connection):
        connection.connect()
        yield connection


def ask(connection: HTTPSConnection, path: str, method: str = "GET") -> Answered:
    connection.request(method, path)
    response = connection.getresponse()
    return Answered(response.status, response.headers, response.read().decode())


def ask_once(fleet: DemoFleet, name: str, path: str) -> Answered:
    with connected(server_called(fleet, name), trusting(fleet)) as connection:
        return ask(connection, path)
