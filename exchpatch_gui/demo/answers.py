# SPDX-License-Identifier: MIT
"""What a scripted server is asked and what it answers, and how both stand on the wire."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from http import HTTPStatus
from typing import Protocol

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Request:
    """One request as a site sees it.

    Attributes:
        path: Lower case, without the query: IIS does not tell letters apart.
        host: The Host header, or the name the server has.
        connection: How many connections the server had before this one; a balancer chooses by it.
        request_id: Unlike any other, as IIS gives it.
        closes: Whether the client wants the connection closed after the answer.
    """

    method: str
    path: str
    host: str
    connection: int
    request_id: str
    closes: bool = False

    @classmethod
    def parse(cls, head: bytes, name: str, *, connection: int, request_id: str) -> Request:
        """Read the head of a request to the server of this name.

        Raises:
            ValueError: It is not a request of HTTP.
        """
        first, *lines = head.decode("latin-1").split("\r\n")
        method, target, version = first.split(" ")
        if not version.startswith("HTTP/1."):
            raise ValueError(f"not HTTP/1: {version[:20]!r}")
        fields = {}
        for line in lines:
            key, _, value = line.partition(":")
            fields[key.strip().lower()] = value.strip()
        return cls(
            method=method,
            path=target.partition("?")[0].lower(),
            host=fields.get("host") or name,
            connection=connection,
            request_id=request_id,
            closes=version == "HTTP/1.0" or fields.get("connection", "").lower() == "close",
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; length, date and end of connection are added on the way out."""

    status: HTTPStatus
    headers: Headers = ()
    body: str = ""

    def encode(self, request: Request, now: datetime) -> bytes:
        """Write it for the wire; a HEAD request gets no body."""
        body = self.body.encode()
        lines = [f"HTTP/1.1 {self.status.value} {self.status.phrase}"]
        lines += [f"{key}: {value}" for key, value in self.headers]
        lines += [f"Date: {format_datetime(now, usegmt=True)}", f"Content-Length: {len(body)}"]
        if request.closes:
            lines.append("Connection: close")
        head = "\r\n".join([*lines, "", ""]).encode("latin-1")
        return head if request.method == "HEAD" else head + body


class Site(Protocol):
    """What answers the requests of one server."""

    def answer(self, request: Request) -> Answer:
        """Give the answer; the same request always gets the same."""
