# SPDX-License-Identifier: MIT
"""Backends of keyring for tests: one that keeps secrets in memory, and some that misbehave."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import ClassVar, Never

from keyring.backend import KeyringBackend
from keyring.compat import properties
from keyring.errors import KeyringLocked, PasswordDeleteError

Entries = dict[tuple[str, str], str]


class MemoryBackend(KeyringBackend):
    """Keeps what it is told, like a vault that is open.

    Attributes:
        entries: By service and user; of the class, as a vault outlives whoever asks it.
        asked: What some kinds were asked for.
    """

    priority = 9
    entries: ClassVar[Entries] = {}
    asked: ClassVar[list[str]] = []

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
    """Answers when the test lets it."""

    may_answer: ClassVar[threading.Event] = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.asked.append(username)
        self.may_answer.wait(30)
        return super().get_password(service, username)


class TalkativeBackend(MemoryBackend):
    """Fails, and says of which password."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise OSError(f"{password!r} of {username} at {service}")


class ForgetfulBackend(MemoryBackend):
    """Takes a password and keeps nothing but its length."""

    def set_password(self, service: str, username: str, password: str) -> None:
        self.asked.append(f"{service} {username} {len(password)}")


class UndeletingBackend(MemoryBackend):
    """Keeps what it has for ever."""

    def delete_password(self, service: str, username: str) -> None:
        raise PasswordDeleteError(f"{username} at {service} is kept")


class AbsentBackend(MemoryBackend):
    """Doesn't work on this computer."""

    @properties.classproperty
    def priority(cls) -> float:  # noqa: N805 (keyring's own way to say it)
        raise RuntimeError("no such service")


class PlainTextBackend(MemoryBackend):
    """Writes passwords to a file, as backends of other packages do."""

    priority = 99

    def set_password(self, service: str, username: str, password: str) -> None:
        file = Path(os.environ["PLAIN_TEXT_FILE"])
        file.write_text(f"{service} {username} {password}", encoding="utf-8")


def of_its_own(kind: type[MemoryBackend]) -> type[MemoryBackend]:
    """Give a backend of a kind that shares nothing with those of other tests."""
    fresh = {"entries": {}, "may_answer": threading.Event(), "asked": []}
    return type(kind.__name__, (kind,), fresh)
