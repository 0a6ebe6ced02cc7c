# SPDX-License-Identifier: MIT
"""Careful HTTPS GETs to one server: deadlines, caps, no redirects, no cookies, no credentials."""

from __future__ import annotations

import contextlib
import math
import re
import threading
import time
from collections.abc import Mapping
from types import MappingProxyType, TracebackType
from typing import Self

from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.domain.messages import Scalar
from exchpatch_gui.domain.servers import DEFAULT_PORT, Target
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.net.body import Body, decompress, read_body
from exchpatch_gui.net.channel import Channel
from exchpatch_gui.net.head import Head, Incoming, NothingCameError, read_head
from exchpatch_gui.net.patience import Patience
from exchpatch_gui.net.route import Route, Watch
from exchpatch_gui.net.settings import Deadline, NetError, NetSettings
from exchpatch_gui.net.tls import TlsFacts

TEXT_LIMIT = 64 * 1024
_PATH = re.compile(r"/[!-~]*")
_LINE = re.compile(r"[ -~\xa0-\xff]+")
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
    """GETs to one server, over one connection where the server allows; for one thread.

    ``watch`` is told how far the way to it is open.
    """

    def __init__(
        self,
        target: Target,
        settings: NetSettings,
        *,
        deadline: Deadline,
        cancel: threading.Event,
        watch: Watch | None = None,
    ) -> None:
        self._target = target
        self._settings = settings
        self._patience = Patience(str(target), deadline, cancel)
        self._route = Route(target, settings, watch)
        self._incoming: Incoming | None = None
        self._channel: Channel | None = None

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
        return self._route.tls

    @property
    def address(self) -> str:
        """The IP address the connection went to, or the proxy's; empty before the first."""
        return self._route.address

    @property
    def aliases(self) -> tuple[str, ...]:
        """Canonical names the host resolved through, as far as the resolver tells."""
        return self._route.aliases

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
            ValueError: Path or headers can't stand in a request.
        """
        request = self._request(path, headers)
        patience = self._patience.narrowed("answer", self._settings.timeout)
        if fresh:
            self.close()
        if self._channel is not None:
            # The server may have dropped the idle connection: that says nothing about it.
            with contextlib.suppress(NothingCameError):
                return self._exchange(path, request, patience)
        return self._exchange(path, request, patience)

    def close(self) -> None:
        """End the connection, if there is one."""
        if self._channel is not None:
            self._channel.close()
        self._channel = None
        self._incoming = None

    def _exchange(self, path: str, request: bytes, patience: Patience) -> Answer:
        try:
            if self._channel is None or self._incoming is None:
                self._channel = self._route.open(patience)
                self._incoming = Incoming(self._channel)
            began = time.monotonic()
            self._send(self._channel, request, patience)
            head = read_head(self._incoming, patience)
            body = read_body(self._incoming, head, patience.narrowed("body", math.inf))
        except BaseException:
            self.close()
            raise
        if not (body.is_complete and _stays_open(head) and self._incoming.is_drained):
            self.close()
        return self._answer(path, head, body, time.monotonic() - began)

    @staticmethod
    def _send(channel: Channel, request: bytes, patience: Patience) -> None:
        # A server that refuses early has often answered before it hung up: read that first.
        try:
            channel.send(request, patience)
        except NetError as error:
            if error.kind is not FailureKind.PROTOCOL:
                raise

    def _answer(self, path: str, head: Head, body: Body, seconds: float) -> Answer:
        encodings = head.values("content-encoding")
        plain, is_bigger = decompress(bytes(body.raw), encodings[0] if encodings else "")
        answer = Answer(
            method="GET",
            url=f"https://{self._netloc}{path}",
            path=path,
            status=head.status,
            reason=head.reason,
            headers=head.headers,
            body=plain,
            truncated=body.is_capped or is_bigger or body.failure is not None,
            seconds=seconds,
        )
        failure = body.failure
        if failure is None:
            return answer
        if failure.kind is FailureKind.CANCELLED:
            raise failure
        raise BrokenOffError(failure.kind, failure.reason, answer, **failure.params)

    @property
    def _netloc(self) -> str:
        name, port = self._route.netloc, self._target.port
        return name if port == DEFAULT_PORT else f"{name}:{port}"

    def _request(self, path: str, headers: Mapping[str, str]) -> bytes:
        fields = {
            "host": ("Host", self._netloc),
            "user-agent": ("User-Agent", self._settings.user_agent),
            "accept": ("Accept", "*/*"),
            "accept-encoding": ("Accept-Encoding", "gzip"),
        }
        fields |= {name.lower(): (name, value) for name, value in headers.items()}
        lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.values())]
        if not _PATH.fullmatch(path) or not all(map(_LINE.fullmatch, lines)):
            raise ValueError(f"not a request: {path[:80]!r}")
        return "\r\n".join([*lines, "", ""]).encode("latin-1")


def _stays_open(head: Head) -> bool:
    options = ",".join(head.values("connection")).lower()
    return head.version >= (1, 1) and "close" not in options
