# SPDX-License-Identifier: MIT
"""The passwords of sign-ins: in the vault or, where there is none, in memory until the end.

All of it may be called from any thread, and most of it may wait until somebody has unlocked the
vault: never from the thread that draws a window.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from exchpatch_gui.domain.access import Access, PlannedAccess
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.sign_ins import Credential, Secret, SignIn
from exchpatch_gui.errors import VaultError
from exchpatch_gui.services.clock import Clock
from exchpatch_gui.vault.base import NoVault, Vault, entry_name

Ask = Callable[[SignIn, Message], Secret | None]
"""Asks a person for a password and says why it is asked for; None if they would rather not."""


def _open_vault() -> Vault | NoVault:
    from exchpatch_gui.vault.system import open_vault  # noqa: PLC0415 (later)

    return open_vault()


class Passwords:
    """Gives and takes passwords; ``opener`` finds the vault when it is first needed."""

    def __init__(self, clock: Clock, opener: Callable[[], Vault | NoVault] = _open_vault) -> None:
        self._clock = clock
        self._opener = opener
        self._vault: Vault | None = None
        self._entered: dict[str, tuple[Secret, datetime]] = {}
        self._lock = threading.Lock()

    def why_no_vault(self) -> VaultError | None:
        """Say why passwords can't be kept beyond the end of the program, if that is so."""
        try:
            self._open()
        except VaultError as error:
            return error
        return None

    def read(self, sign_in: SignIn) -> Secret | None:
        """Give a password: the one entered since the program started, else the kept one.

        Raises:
            VaultError: There is no vault, or it can't be used.
        """
        return self.entered(sign_in) or self._open().read(sign_in.vault_key)

    def entered(self, sign_in: SignIn, *, after: datetime | None = None) -> Secret | None:
        """Give the password that is held in memory, if it was entered after a moment."""
        secret, at = self._entered.get(sign_in.vault_key, (None, None))
        return secret if after is None or (at is not None and at > after) else None

    def write(self, sign_in: SignIn, secret: Secret) -> None:
        """Keep a password in the vault; ``SignIns.clear_refused`` has to follow.

        Raises:
            VaultError: There is no vault, or it can't be used. The password is remembered until
                the program ends.
        """
        self.remember(sign_in, secret)
        self._open().write(sign_in.vault_key, secret)
        self._entered.pop(sign_in.vault_key, None)

    def remember(self, sign_in: SignIn, secret: Secret) -> None:
        """Hold a password in memory until the program ends."""
        self._entered[sign_in.vault_key] = (secret, self._clock())

    def forget(self, sign_in: SignIn) -> None:
        """Delete a password.

        Raises:
            VaultError: ``vault.left``: it may still be in the vault.
        """
        self._entered.pop(sign_in.vault_key, None)
        try:
            vault = self._open()
        except VaultError:
            return  # nothing was kept here, or nothing can be reached here
        try:
            vault.forget(sign_in.vault_key)
        except VaultError as error:
            name = entry_name(sign_in.vault_key)
            raise VaultError("vault.left", label=sign_in.label, name=name) from error

    def access(
        self, planned: Iterable[PlannedAccess], ask: Ask | None = None
    ) -> Mapping[Server, Access]:
        """Read the password of each sign-in of a run, once.

        Args:
            planned: What ``SignIns.plan`` gives.
            ask: Is asked for what the vault doesn't give, and for what was refused; it is called
                in this thread. Without it, such servers are not signed in to.
        """
        reader = _Reader(self, ask)
        return {one.server: reader.access(one) for one in planned}

    def _open(self) -> Vault:
        with self._lock:
            if self._vault is None:
                found = self._opener()
                if isinstance(found, NoVault):
                    raise found.reason
                self._vault = found
            return self._vault


class _Reader:
    """Gets the credentials of one run; a vault that has failed is left alone until its end."""

    def __init__(self, passwords: Passwords, ask: Ask | None) -> None:
        self._passwords = passwords
        self._ask = ask
        self._known: dict[int, Credential | Message] = {}
        self._vault_fault: VaultError | None = None

    def access(self, planned: PlannedAccess) -> Access:
        sign_in = planned.chosen.sign_in
        if sign_in is None:
            return Access(planned)
        if sign_in.id not in self._known:
            self._known[sign_in.id] = self._credential(sign_in)
        known = self._known[sign_in.id]
        if isinstance(known, Message):
            return Access(planned, why_not=known)
        return Access(planned, known)

    def _credential(self, sign_in: SignIn) -> Credential | Message:
        found = self._found(sign_in)
        if not isinstance(found, Message):
            return Credential(sign_in, found)
        if self._ask is None or not sign_in.needs_secret:
            return found
        secret = self._ask(sign_in, found)
        if secret is None:
            return found
        self._passwords.remember(sign_in, secret)
        return Credential(sign_in, secret)

    def _found(self, sign_in: SignIn) -> Secret | Message | None:
        """Give the password, None where none is needed, or what stands in the way."""
        label = sign_in.label
        entered = self._passwords.entered(sign_in, after=sign_in.refused_at)
        if entered:
            return entered
        if sign_in.refused_at is not None:
            return Message("sign_in.refused", {"label": label, "at": sign_in.refused_at})
        if not sign_in.needs_secret:
            return None
        if self._vault_fault is None:
            try:
                found = self._passwords.read(sign_in)
            except VaultError as error:
                self._vault_fault = error
            else:
                return found or Message("sign_in.no_password", {"label": label})
        fault = self._vault_fault
        return Message(f"error.{fault.key}.message", fault.params)
