# SPDX-License-Identifier: MIT
"""A workspace whose vault is in memory, and servers to sign in to, for tests of dialogs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from exchpatch_gui.config.paths import AppPaths
from exchpatch_gui.config.settings import ProbeSettings, Settings
from exchpatch_gui.domain.sign_ins import Secret, SignIn, SignInKind
from exchpatch_gui.errors import VaultError
from exchpatch_gui.services.passwords import Passwords
from exchpatch_gui.services.workspace import Workspace
from exchpatch_gui.vault.base import MemoryVault, NoVault
from tests.helpers.remote_servers import SECRET, USER, Faults, Place, answers, make

LABEL = "Contoso admin"


class WatchedVault(MemoryVault):
    """A vault in memory that a test can look into.

    Attributes:
        kept: What it was told, by key.
    """

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[str, str] = {}

    def write(self, key: str, secret: Secret) -> None:
        super().write(key, secret)
        self.kept[key] = secret.reveal()

    def forget(self, key: str) -> None:
        super().forget(key)
        self.kept.pop(key, None)


def no_vault() -> NoVault:
    return NoVault(VaultError("vault.none"))


def give_vault(workspace: Workspace, vault: MemoryVault | None) -> None:
    """Let passwords of a workspace be kept in memory, or nowhere."""
    opener = no_vault if vault is None else lambda: vault
    workspace.passwords = Passwords(workspace.clock, opener)


@contextmanager
def opened(folder: Path, vault: MemoryVault | None) -> Iterator[Workspace]:
    """Open a workspace that waits no longer for servers than a test may."""
    with closing(Workspace.open(AppPaths(folder))) as workspace:
        probing = ProbeSettings(timeout=5.0, deadline=20.0)
        workspace.change_settings(Settings(probing=probing))
        give_vault(workspace, vault)
        yield workspace


def add_sign_in(
    workspace: Workspace, password: str = SECRET, *, label: str = LABEL, user: str = USER
) -> SignIn:
    """Store a sign-in, and its password in the vault."""
    added = workspace.sign_ins.add(label, SignInKind.NTLM, user)
    if password:
        workspace.passwords.write(added, Secret(password))
    return added


@contextmanager
def remote_server(computer=None, faults: Faults | None = None, **named: object) -> Iterator[Place]:
    """Run a server that may be signed in to."""
    with ExitStack() as stack:
        place = make(computer or answers(), faults, **named)
        stack.enter_context(place.server)
        stack.callback(place.faults.released.set)
        yield place
