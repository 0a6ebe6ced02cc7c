# SPDX-License-Identifier: MIT
"""The operating system's own vault: Credential Manager, Keychain, Secret Service or KWallet."""

from __future__ import annotations

import os
import queue
import sys
import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NoReturn, TypeVar

from exchpatch_gui.domain.sign_ins import Secret
from exchpatch_gui.domain.text import clean
from exchpatch_gui.errors import VaultError
from exchpatch_gui.vault.base import NoVault, Vault, entry_name

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

OPENING_SECONDS = 10.0
PROMPT_SECONDS = 120.0
"""How long a person has to unlock the vault."""
_LOCKED = {"KeyringLocked", "InitError", "LockedException", "PromptDismissedException"}
# One at a time: keyring makes no promise for threads, and two prompts at once confuse.
_turn = threading.Lock()
_Answer = TypeVar("_Answer")


def open_vault(
    kinds: Callable[[], Iterable[type[KeyringBackend]]] | None = None,
    *,
    patience: float = OPENING_SECONDS,
) -> Vault | NoVault:
    """Find the vault of this operating system; waits at most ``patience`` seconds.

    keyring would look for a backend itself, in the environment, in a file and among whatever is
    installed, and could come back with one that writes plain text. So it isn't asked: there is a
    short list of classes, and nothing beside it is ever made.

    Args:
        kinds: Gives the classes that are good enough, the best first; the system's own if None.
        patience: In seconds.
    """
    try:
        return _within(patience, lambda: _first_that_works((kinds or system_kinds)()))
    except VaultError as error:
        return NoVault(error)


def system_kinds() -> tuple[type[KeyringBackend], ...]:
    """Load the classes that stand for this operating system's own vaults."""
    if sys.platform == "win32":
        from keyring.backends.Windows import WinVaultKeyring  # noqa: PLC0415 (one system's)

        return (WinVaultKeyring,)
    if sys.platform == "darwin":
        from keyring.backends import macOS  # noqa: PLC0415 (one system's)

        return (macOS.Keyring,)
    from keyring.backends import SecretService, kwallet  # noqa: PLC0415 (one system's)

    return SecretService.Keyring, kwallet.DBusKeyring


class KeyringVault:
    """One of keyring's backends, asked in a thread of its own so that its silence has an end."""

    def __init__(self, backend: KeyringBackend, *, patience: float = PROMPT_SECONDS) -> None:
        self._backend = backend
        self._patience = patience
        # As seen by whoever is asked to unlock the vault. It must not hang on the environment,
        # nor must how long Windows keeps a password: its default follows the user to other
        # computers of the domain.
        vars(backend)["appid"] = "ExchPatch"
        if sys.platform == "win32":
            backend.persist = "local machine"  # type: ignore[attr-defined]  # (only that backend has it)

    def read(self, key: str) -> Secret | None:
        """Give the secret, or None if there is none.

        Raises:
            VaultError: The vault is locked, silent or at fault.
        """
        text = self._ask(lambda: self._backend.get_password(entry_name(key), key))
        return None if text is None else Secret(text)

    def write(self, key: str, secret: Secret) -> None:
        """Keep a secret in place of an earlier one.

        Raises:
            VaultError: It isn't kept.
        """
        if not self._ask(lambda: _replace(self._backend, key, secret), secret):
            raise VaultError("vault.not_kept")

    def forget(self, key: str) -> None:
        """Delete the secret, if there is one.

        Raises:
            VaultError: It may still be there.
        """
        self._ask(lambda: _delete(self._backend, key))

    def _ask(self, work: Callable[[], _Answer], secret: Secret | None = None) -> _Answer:
        if not _turn.acquire(timeout=self._patience):
            raise _silent(self._patience)
        try:
            return _within(self._patience, work, secret)
        finally:
            _turn.release()


def _replace(backend: KeyringBackend, key: str, secret: Secret) -> bool:
    # Windows would copy the earlier one to another name before it writes.
    _delete(backend, key)
    backend.set_password(entry_name(key), key, secret.reveal())
    return backend.get_password(entry_name(key), key) == secret.reveal()


def _delete(backend: KeyringBackend, key: str) -> None:
    from keyring.errors import PasswordDeleteError  # noqa: PLC0415 (later)

    try:
        backend.delete_password(entry_name(key), key)
    except PasswordDeleteError:
        # That is also how backends say that there was nothing to delete.
        if backend.get_password(entry_name(key), key) is not None:
            raise


def _first_that_works(kinds: Iterable[type[KeyringBackend]]) -> Vault:
    for kind in kinds:
        if kind.viable:
            return KeyringVault(kind())
    if sys.platform not in {"win32", "darwin"} and not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        raise VaultError("vault.no_session")
    raise VaultError("vault.none")


def _within(seconds: float, work: Callable[[], _Answer], secret: Secret | None = None) -> _Answer:
    """Do work in a thread that is left behind if it takes too long.

    What it raises is told anew and without the secret: the frames of the original, and perhaps
    its words, hold it as a plain text.
    """
    answers: queue.SimpleQueue[Callable[[], _Answer]] = queue.SimpleQueue()

    def run() -> None:
        try:
            answer = work()
        except Exception as error:  # noqa: BLE001 (backends pass on the errors of many libraries)
            fault = _told(error, secret)
            answers.put(lambda: _raise(fault))
        else:
            answers.put(lambda: answer)

    threading.Thread(target=run, name="vault", daemon=True).start()
    try:
        give = answers.get(timeout=seconds)
    except queue.Empty:
        raise _silent(seconds) from None
    return give()


def _raise(fault: VaultError) -> NoReturn:
    raise fault


def _silent(seconds: float) -> VaultError:
    return VaultError("vault.silent", seconds=round(seconds))


def _told(error: Exception, secret: Secret | None) -> VaultError:
    if isinstance(error, VaultError):
        return error
    if type(error).__name__ in _LOCKED:
        return VaultError("vault.locked")
    words = f"{type(error).__name__}: {error}"
    if secret is not None:
        words = _without(words, secret)
    return VaultError("vault.failed", reason=clean(words, 200))


def _without(words: str, secret: Secret) -> str:
    """Hide a secret in foreign words, in which it may be quoted with its odd signs escaped."""
    text = secret.reveal()
    for spelt in (text, repr(text)[1:-1], ascii(text)[1:-1], repr(text.encode())[2:-1]):
        words = words.replace(spelt, str(secret))
    return words
