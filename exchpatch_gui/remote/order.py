# SPDX-License-Identifier: MIT
"""What is to be done on a server and as whom."""

from __future__ import annotations

from exchpatch_gui.domain.remotes import Pin, Remote
from exchpatch_gui.domain.servers import Target
from exchpatch_gui.domain.sign_ins import Credential
from exchpatch_gui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Order:
    """A server to sign in to.

    Attributes:
        pin: The only certificate that is accepted there, if a person has decided so.
        ca_file: Path of a PEM file that is trusted beside the system's store, or empty.
        deadline: Seconds for everything together.
        timeout: Seconds for connecting, and for one answer of the server.
    """

    target: Target
    remote: Remote
    credential: Credential
    pin: Pin | None = None
    ca_file: str = ""
    deadline: float = 120.0
    timeout: float = 10.0

    @property
    def place(self) -> Target:
        """Where the remote PowerShell answers."""
        return Target(self.remote.host or self.target.host, self.remote.usual_port)
