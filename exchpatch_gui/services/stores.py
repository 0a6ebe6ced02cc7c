# SPDX-License-Identifier: MIT
"""What belongs to signing in and to updates of one data directory, each made when first needed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from exchpatch_gui.errors import Bug
from exchpatch_gui.services.clock import Clock
from exchpatch_gui.storage.database import Database

if TYPE_CHECKING:
    from exchpatch_gui.services.passwords import Passwords
    from exchpatch_gui.services.remotes import Remotes
    from exchpatch_gui.services.setup_logs import SetupLogs
    from exchpatch_gui.services.sign_ins import SignIns
    from exchpatch_gui.services.snapshots import Snapshots


class Stores:
    """Shared by the window's workspace and a command's session.

    Where there is no database, everything but the passwords is a ``Bug`` to ask for.

    Attributes:
        clock: Gives the current time, UTC.
    """

    def __init__(self, database: Database | None, clock: Clock) -> None:
        self.clock = clock
        self._stored = database

    @cached_property
    def sign_ins(self) -> SignIns:
        """Who signs in where, to be changed."""
        from exchpatch_gui.services.sign_ins import SignIns  # noqa: PLC0415 (later)

        return SignIns(self._opened(), self.clock)

    @cached_property
    def remotes(self) -> Remotes:
        """Where servers are signed in to, and which certificates are trusted there."""
        from exchpatch_gui.services.remotes import Remotes  # noqa: PLC0415 (later)

        return Remotes(self._opened(), self.clock)

    @cached_property
    def passwords(self) -> Passwords:
        """The passwords of the sign-ins: any thread may use it, and should, for it may wait."""
        from exchpatch_gui.services.passwords import Passwords  # noqa: PLC0415 (later)

        return Passwords(self.clock)

    @cached_property
    def snapshots(self) -> Snapshots:
        """The state of servers before and after an update."""
        from exchpatch_gui.services.snapshots import Snapshots  # noqa: PLC0415 (later)

        return Snapshots(self._opened())

    @cached_property
    def setup_logs(self) -> SetupLogs:
        """What the logs of installations told of servers."""
        from exchpatch_gui.services.setup_logs import SetupLogs  # noqa: PLC0415 (later)

        return SetupLogs(self._opened(), self.clock)

    def _opened(self) -> Database:
        if self._stored is None:
            raise Bug("the data directory was opened without being created")
        return self._stored
