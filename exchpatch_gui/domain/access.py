# SPDX-License-Identifier: MIT
"""How a run may sign in to each of its servers: before the passwords are read, and after."""

from __future__ import annotations

from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.remotes import Pin, Remote
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.sign_ins import ChosenSignIn, Credential
from exchpatch_gui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class PlannedAccess:
    """Who is to sign in to a server and where, as it is stored; there is no password in it.

    Attributes:
        remote: Its host and port are filled in.
        pin: The certificate trusted there, if a person has decided so.
    """

    server: Server
    chosen: ChosenSignIn
    remote: Remote
    pin: Pin | None = None


@dataclass(frozen=True, slots=True)
class Access:
    """How a run signs in to a server, or why it doesn't.

    Attributes:
        credential: None if the run doesn't sign in there.
        why_not: What stands in the way; None where nobody is to sign in.
    """

    planned: PlannedAccess
    credential: Credential | None = None
    why_not: Message | None = None
