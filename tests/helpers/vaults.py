# SPDX-License-Identifier: MIT
"""Backends of keyring for tests: one that keeps secrets in memory, and some that misbehave."""

from __future__ import annotations

import threading
from typing import ClassVar, Never

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

Entries = dict[tuple[str, str], str]


class MemoryBackend(KeyringBackend):
    """Keeps what it is told, like a vault that is open.

    Attributes:
        entries: By service and user; of the class, as a vault outlives whoever asks it.
    """

    priority = 9
    entries: ClassVar[Entries] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.entries.pop((service, username), None) is None:
            raise PasswordDeleteError("there is no such password")


class LockedBackend(MemoryBackend):
    """Is locked, and whoever is asked to unlock it says no, with more words than are good."""

    def _refuse(self, *told: str) -> Never:
        raise KeyringLocked(f"dismissed: {told}")

    get_password = set_password = delete_password = _refuse


class SilentBackend(MemoryBackend):
    """Answers when the test lets it.

    Attributes:
        asked: How often it was asked.
    """

    may_answer: ClassVar[threading.Event] = threading.Event()
    asked: ClassVar[list[str]] = []

    def get_password(self, service: str, username: str) -> str | None:
        self.asked.append(username)
        self.may_answer.wait(30)
        return super().get_password(service, username)


def of_its_own(kind: type[MemoryBackend]) -> type[MemoryBackend]:
    """Give a backend of a kind that shares nothing with those of other tests."""
    fresh = {"entries": {}, "may_answer": threading.Event(), "asked": []}
    return type(kind.__name__, (kind,), fresh)
