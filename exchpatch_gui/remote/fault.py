# SPDX-License-Identifier: MIT
"""Why nothing could be brought from a server that was to be signed in to."""

from __future__ import annotations

from exchpatch_gui.domain.evidence import Failure, FailureKind
from exchpatch_gui.domain.messages import Scalar

PROBE_ID = "winrm"


class RemoteFault(Exception):  # noqa: N818 (it carries a failure, which is not an error of ours)
    """Signing in or collecting failed; ``failure.<kind>.<reason>`` says why and what helps.

    Attributes:
        failure: Of the probe ``winrm``; foreign text in its parameters is cleaned.
    """

    def __init__(self, kind: FailureKind, reason: str, /, **params: Scalar) -> None:
        super().__init__(kind.value, reason, params)
        self.failure = Failure(PROBE_ID, kind, reason, params)
