# SPDX-License-Identifier: MIT
"""Plain text line by line, for services that greet: SMTP, IMAP, POP3."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from exchpatch_gui.net.settings import Deadline, NetSettings

LINE_LIMIT = 2000


class LineSession:
    """A conversation in lines over plain TCP, without TLS and without a proxy.

    Constructing it connects.

    Raises:
        NetError: The connection could not be made; kind and reason say why.
    """

    def __init__(
        self,
        host: str,
        port: int,
        settings: NetSettings,
        *,
        deadline: Deadline,
        cancel: threading.Event,
    ) -> None:
        raise NotImplementedError

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
    def address(self) -> str:
        """The IP address the connection went to."""
        raise NotImplementedError

    def read_line(self, limit: int = LINE_LIMIT) -> str:
        """Read one line without its end; what is not UTF-8 becomes ``�``.

        Raises:
            NetError: Time is up, the line is longer than ``limit`` bytes, or the server hung up.
        """
        raise NotImplementedError

    def read_lines(self, last: Callable[[str], bool], *, most: int = 50) -> tuple[str, ...]:
        """Read lines up to and including the first that ``last`` accepts, at most ``most``.

        Raises:
            NetError: As ``read_line``; also if ``most`` lines came and none was the last.
        """
        raise NotImplementedError

    def send(self, text: str) -> None:
        """Send one line; its end is added.

        Raises:
            NetError: Time is up or the server hung up.
            ValueError: The text holds a line end.
        """
        raise NotImplementedError

    def close(self) -> None:
        """End the connection."""
