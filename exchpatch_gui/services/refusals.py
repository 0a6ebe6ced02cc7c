# SPDX-License-Identifier: MIT
"""Sign-ins that a server has refused, noted at once by whoever learns of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from exchpatch_gui.domain.sign_ins import SignIn
from exchpatch_gui.services.clock import Clock
from exchpatch_gui.services.sign_ins import SignIns
from exchpatch_gui.storage.database import Database

COUNTED = frozenset(
    {
        "winrm-refused",
        "winrm-refused-tls",
        "winrm-clock",
        "winrm-locked",
        "winrm-expired",
        "winrm-disabled",
    }
)
"""Reasons after which a domain has counted a wrong password, or may have."""

NoteRefused = Callable[[SignIn], None]


def noter(path: Path, clock: Clock) -> NoteRefused:
    """Give what stores that a sign-in must not be used again by itself; for any thread.

    Args:
        path: Of the database, which is opened for each note: a connection belongs to one thread.
        clock: Gives the current time, UTC.
    """

    def note(sign_in: SignIn) -> None:
        with Database.open(path) as database:
            SignIns(database, clock).note_refused(sign_in.id, clock())

    return note
