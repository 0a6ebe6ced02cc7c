# SPDX-License-Identifier: MIT
"""Taking a snapshot from the server itself, by the sign-in that is assigned to it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from exchpatch_gui.collected.config_files import ConfigFiles
from exchpatch_gui.collected.document import Collected
from exchpatch_gui.domain.access import PlannedAccess
from exchpatch_gui.domain.options import ProbeOptions
from exchpatch_gui.errors import MissingError
from exchpatch_gui.remote.collect import Progress
from exchpatch_gui.remote.fault import RemoteFault
from exchpatch_gui.remote.snapshot import collect_snapshot
from exchpatch_gui.services.passwords import Ask, Passwords
from exchpatch_gui.services.refusals import COUNTED, NoteRefused
from exchpatch_gui.services.signed_in import order_of


@dataclass(frozen=True, slots=True)
class LiveSnapshot:
    """What it takes to take one; ``take`` may be called in any thread and waits for the server.

    Attributes:
        planned: Who signs in where, as ``SignIns.plan`` gives it.
        note_refused: Takes the sign-in, in the thread of ``take``, if the server has refused it.
    """

    planned: PlannedAccess
    passwords: Passwords
    options: ProbeOptions
    note_refused: NoteRefused

    def take(
        self,
        cancel: threading.Event,
        told: Callable[[Progress], None],
        ask: Ask | None = None,
    ) -> tuple[Collected, ConfigFiles]:
        """Collect what ``Snapshots.take`` stores.

        Args:
            cancel: Ends it within two seconds.
            told: Is told of each section, in this thread.
            ask: Is asked for a password that isn't at hand, in this thread.

        Raises:
            MissingError: Nobody signs in to this server, the password isn't at hand, or the
                server gave nothing; the reason is in its parameters.
            StorageError: The server has refused the sign-in, and that can't be noted.
        """
        server = self.planned.server
        if self.planned.chosen.sign_in is None:
            raise MissingError("snapshot.nobody", name=server.name)
        access = self.passwords.access((self.planned,), ask)[server]
        if access.credential is None:
            assert access.why_not is not None
            why = access.why_not
            raise MissingError("snapshot.no-password", why.key, name=server.name, **why.params)
        try:
            return collect_snapshot(order_of(access, self.options), cancel, told)
        except RemoteFault as fault:
            failure = fault.failure
            if failure.reason in COUNTED:
                self.note_refused(access.credential.sign_in)
            because = f"failure.{failure.kind}.{failure.reason}.message"
            params = {"name": server.name, **failure.params}
            raise MissingError("snapshot.not-collected", because, **params) from fault
