# SPDX-License-Identifier: MIT
"""What a store of passwords can do, the lack of one, and the one that forgets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from exchpatch_gui.domain.sign_ins import Secret
from exchpatch_gui.errors import VaultError

SERVICE = "exchpatch-gui"


def entry_name(key: str) -> str:
    """Give the name that a secret has in the system's vault, as its own program shows it.

    Each has a service of its own: where two share one, Windows moves the first to another name
    when the second is written (https://github.com/jaraco/keyring/issues/540).
    """
    return f"{SERVICE}/{key}"


class Vault(Protocol):
    """Keeps one secret under each key; a key is any short text that says nothing by itself.

    Every method may wait until a person has unlocked the vault, and raises ``VaultError``.
    """

    def read(self, key: str) -> Secret | None:
        """Give the secret, or None if there is none."""

    def write(self, key: str, secret: Secret) -> None:
        """Keep a secret in place of an earlier one."""

    def forget(self, key: str) -> None:
        """Delete the secret, if there is one."""


@dataclass(frozen=True, slots=True)
class NoVault:
    """This computer has no vault, or none that can be reached from here.

    Attributes:
        reason: Says why, and what helps.
    """

    reason: VaultError


class MemoryVault:
    """Keeps secrets until the program ends."""

    def __init__(self) -> None:
        self._secrets: dict[str, Secret] = {}

    def read(self, key: str) -> Secret | None:
        """Give the secret, or None if there is none."""
        return self._secrets.get(key)

    def write(self, key: str, secret: Secret) -> None:
        """Keep a secret in place of an earlier one."""
        self._secrets[key] = secret

    def forget(self, key: str) -> None:
        """Delete the secret, if there is one."""
        self._secrets.pop(key, None)
