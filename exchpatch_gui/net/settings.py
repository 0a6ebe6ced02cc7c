# SPDX-License-Identifier: MIT
"""The limits of the network client, and how its failures are told."""

from __future__ import annotations

import time
from collections.abc import Callable

from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.domain.messages import Scalar
from exchpatch_gui.domain.values import dataclass

BODY_LIMIT = 128 * 1024
HEADER_COUNT_LIMIT = 100
HEADER_BYTES_LIMIT = 64 * 1024


@dataclass(frozen=True, slots=True)
class NetSettings:
    """What one connection may take.

    Attributes:
        timeout: Seconds for one whole request, from connecting to the last byte.
        connect_timeout: Seconds for the TCP connection and, again, for the TLS handshake.
        ca_file: Path of a PEM file that is trusted beside the system's store, or empty.
        user_agent: Says who we are.
        use_system_proxy: Whether the proxy settings of the system are followed.
        proxy_loopback: Whether they are followed for this very computer, too.
    """

    timeout: float = 10.0
    connect_timeout: float = 5.0
    ca_file: str = ""
    user_agent: str = "ExchPatch/0.1 (patch state check)"
    use_system_proxy: bool = True
    proxy_loopback: bool = False


class NetError(Exception):
    """The network or the server did not let us look.

    Attributes:
        kind: The word of the result document.
        reason: Selects the sentence ``failure.<kind>.<reason>``; may be empty.
        params: What its placeholders stand for; foreign text in it is cleaned.
    """

    def __init__(self, kind: FailureKind, reason: str = "", **params: Scalar) -> None:
        super().__init__(kind.value, reason, params)
        self.kind = kind
        self.reason = reason
        self.params = params


class Deadline:
    """A point in time that no operation may pass; ``clock`` gives monotonic seconds."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._ends = clock() + seconds

    def remaining(self) -> float:
        """Give the seconds left, 0 when it has passed."""
        return max(0.0, self._ends - self._clock())
