# SPDX-License-Identifier: MIT
"""Careful HTTPS GETs to one server: deadlines, caps, no redirects, no cookies, no credentials."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType, TracebackType
from typing import Self

from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.domain.messages import Scalar
from exchpatch_gui.domain.servers import Target
from exchpatch_gui.net.settings import Deadline, NetError, NetSettings
from exchpatch_gui.net.tls import TlsFacts

TEXT_LIMIT = 64 * 1024
NO_HEADERS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to one request; everything in it is the server's word.

    Attributes:
        url: The whole address that was asked.
        path: The path with query that was asked.
        headers: Name and value, in the order they came, repeats kept; Latin-1 decoded.
        body: Decompressed, at most 128 KiB.
        truncated: The body was longer than that, or it broke off.
        seconds: From sending the request to the end of the body.
    """

    method: str
    url: str
    path: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    truncated: bool
    seconds: float

    def header(self, name: str) -> str | None:
        """Give the first header of this name, whatever its case."""
        return next(iter(self.headers_all(name)), None)

    def headers_all(self, name: str) -> tuple[str, ...]:
        """Give all headers of this name, in the order they came."""
        wanted = name.lower()
        return tuple(value for key, value in self.headers if key.lower() == wanted)

    def text(self, limit: int = TEXT_LIMIT) -> str:
        """Give the first ``limit`` bytes of the body as text; what is not UTF-8 becomes ``�``."""
        return self.body[:limit].decode("utf-8", errors="replace")


class BrokenOffError(NetError):
    """The head of an answer came whole, its body did not: time ran out or the line broke.

    Attributes:
        answer: Status, headers and as much of the body as came: evidence all the same.
    """

    def __init__(self, kind: FailureKind, reason: str, answer: Answer, **params: Scalar) -> None:
        super().__init__(kind, reason, **params)
        self.answer = answer


class HttpSession:
    """GETs to one server, over one connection where the server allows; for one thread."""

    def __init__(
        self,
        target: Target,
        settings: NetSettings,
        *,
        deadline: Deadline,
        cancel: threading.Event,
    ) -> None:
        self._target = target
        self._settings = settings
        self._deadline = deadline
        self._cancel = cancel

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def tls(self) -> TlsFacts | None:
        """Facts of the first handshake that succeeded, also if HTTP failed afterwards."""
        raise NotImplementedError

    @property
    def address(self) -> str:
        """The IP address the connection went to, or the proxy's; empty before the first."""
        raise NotImplementedError

    @property
    def aliases(self) -> tuple[str, ...]:
        """Canonical names the host resolved through, as far as the resolver tells."""
        raise NotImplementedError

    def get(
        self, path: str, *, headers: Mapping[str, str] = NO_HEADERS, fresh: bool = False
    ) -> Answer:
        """Ask for one path; redirects are answers, not followed.

        Args:
            path: From ``/`` on, already percent-encoded.
            headers: Added to the usual ones, or in their place.
            fresh: Ask on a new connection, to reach another server behind a load balancer.

        Raises:
            BrokenOffError: The head came, the body broke off; carries the partial answer.
            NetError: There is no answer; kind and reason say why.
        """
        raise NotImplementedError

    def close(self) -> None:
        """End the connection, if there is one."""
