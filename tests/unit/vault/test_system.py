# SPDX-License-Identifier: MIT
"""The system's vault: what it is asked, what it may answer, and what is never used in its place."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

import keyring
import keyring.core
import pytest

from exchpatch_gui.domain.sign_ins import Secret
from exchpatch_gui.errors import VaultError
from exchpatch_gui.vault.base import MemoryVault, NoVault, Vault
from exchpatch_gui.vault.system import KeyringVault, open_vault, system_kinds
from tests.helpers import vaults
from tests.helpers.vaults import MemoryBackend, of_its_own

CANARY = "Kanarienvogel-9"


def opened(kind: type[MemoryBackend]) -> Vault:
    found = open_vault(lambda: (kind,))
    assert not isinstance(found, NoVault)
    return found


def refused(vault: Vault, secret: Secret | None = None) -> VaultError:
    """Give what a vault says when it is to keep a secret."""
    with pytest.raises(VaultError) as caught:
        vault.write("c0ffee", secret or Secret(CANARY))
    return caught.value


@pytest.mark.parametrize("vault", [MemoryVault(), opened(of_its_own(MemoryBackend))])
def test_a_vault_keeps_one_secret_under_each_key(vault: Vault):
    assert vault.read("c0ffee") is None
    vault.forget("c0ffee")  # there is nothing yet, and that is no fault

    vault.write("c0ffee", Secret("first"))
    vault.write("c0ffee", Secret(CANARY))
    vault.write("bead", Secret("other"))
    kept = (vault.read("c0ffee"), vault.read("bead"))
    vault.forget("c0ffee")

    assert kept == (Secret(CANARY), Secret("other"))
    assert (vault.read("c0ffee"), vault.read("bead")) == (None, Secret("other"))


def test_each_key_has_a_service_of_its_own():
    kind = of_its_own(MemoryBackend)

    opened(kind).write("c0ffee", Secret(CANARY))

    assert kind.entries == {("exchpatch-gui/c0ffee", "c0ffee"): CANARY}


def test_the_best_vault_that_works_is_taken():
    kind = of_its_own(MemoryBackend)

    found = open_vault(lambda: (of_its_own(vaults.AbsentBackend), kind))

    assert isinstance(found, KeyringVault)
    found.write("c0ffee", Secret(CANARY))
    assert len(kind.entries) == 1


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="every session there has a vault")
@pytest.mark.parametrize(
    ("address", "key"),
    [("", "vault.no_session"), ("unix:path=/nowhere/bus", "vault.none")],
)
def test_without_a_vault_the_reason_is_told(
    monkeypatch: pytest.MonkeyPatch, address: str, key: str
):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)

    found = open_vault()

    assert isinstance(found, NoVault)
    assert found.reason.key == key


def test_the_vaults_of_operating_systems_are_the_only_ones():
    names = {f"{kind.__module__}.{kind.__qualname__}" for kind in system_kinds()}

    assert names <= {
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
    }


def test_a_backend_that_writes_plain_text_is_not_used_however_it_is_set(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    plain = "tests.helpers.vaults.PlainTextBackend"
    file = tmp_path / "passwords.txt"
    config = tmp_path / "python_keyring" / "keyringrc.cfg"
    config.parent.mkdir()
    config.write_text(f"[backend]\ndefault-keyring={plain}\n", encoding="utf-8")
    monkeypatch.setenv("PLAIN_TEXT_FILE", str(file))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", plain)
    monkeypatch.setattr(keyring.core, "_keyring_backend", vaults.PlainTextBackend())
    nothing_else = (of_its_own(vaults.AbsentBackend),)

    found = open_vault(lambda: nothing_else)

    assert isinstance(found, NoVault)
    assert not file.exists()
    keyring.set_password("would", "be", "written")
    assert file.exists()


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        (vaults.LockedBackend, "vault.locked"),
        (vaults.TalkativeBackend, "vault.failed"),
        (vaults.ForgetfulBackend, "vault.not_kept"),
    ],
)
def test_a_vault_at_fault_is_told_without_the_secret(kind: type[MemoryBackend], key: str):
    error = refused(opened(of_its_own(kind)))

    told = traceback.TracebackException.from_exception(error, capture_locals=True)
    text = "".join(told.format())
    assert error.key == key
    assert CANARY not in f"{error!r} {error.params}"
    assert CANARY not in text
    assert "password = " not in text


@pytest.mark.parametrize("spell", [str, repr, ascii, lambda text: repr(text.encode())])
def test_a_secret_is_hidden_however_its_signs_are_written(spell: Callable[[str], str]):
    class Speller(MemoryBackend):
        def set_password(self, service: str, username: str, password: str) -> None:
            raise OSError(f"{service} {username} {spell(password)}")

    error = refused(opened(of_its_own(Speller)), Secret('C:\\it\'s "Kanari\u00eb" '))

    assert "***" in str(error.params["reason"])
    assert "Kanari" not in str(error.params["reason"])


def test_what_a_vault_reports_is_part_of_the_sentence():
    error = refused(opened(of_its_own(vaults.TalkativeBackend)))

    assert error.params["reason"] == "OSError: '***' of c0ffee at exchpatch-gui/c0ffee"


def test_a_secret_that_can_not_be_deleted_is_not_said_to_be_gone():
    kind = of_its_own(vaults.UndeletingBackend)
    kind.entries["exchpatch-gui/c0ffee", "c0ffee"] = CANARY

    with pytest.raises(VaultError) as caught:
        opened(kind).forget("c0ffee")

    assert caught.value.key == "vault.failed"
    assert refused(opened(kind)).key == "vault.failed"
    assert list(kind.entries.values()) == [CANARY]


def test_a_vault_that_does_not_answer_is_not_waited_for():
    kind = of_its_own(vaults.SilentBackend)
    vault = KeyringVault(kind(), patience=0.05)

    with pytest.raises(VaultError) as caught:
        vault.read("c0ffee")
    kind.may_answer.set()

    assert caught.value.key == "vault.silent"
    assert kind.asked == ["c0ffee"]


def test_a_search_that_does_not_end_is_not_waited_for():
    may_end = threading.Event()

    def search() -> Iterable[type[MemoryBackend]]:
        may_end.wait(30)
        return (MemoryBackend,)

    found = open_vault(search, patience=0.05)
    may_end.set()

    assert isinstance(found, NoVault)
    assert found.reason.key == "vault.silent"


def test_who_comes_while_another_waits_for_the_vault_has_patience_too():
    kind = of_its_own(vaults.SilentBackend)
    first, second = KeyringVault(kind()), KeyringVault(kind(), patience=0.05)
    answers: list[Secret | None] = []
    waiting = threading.Thread(target=lambda: answers.append(first.read("first")))
    waiting.start()
    while not kind.asked:
        waiting.join(0.001)

    with pytest.raises(VaultError) as caught:
        second.read("second")
    kind.may_answer.set()
    waiting.join(30)

    assert caught.value.key == "vault.silent"
    assert (kind.asked, answers) == (["first"], [None])


def test_windows_is_to_keep_passwords_on_this_computer(monkeypatch: pytest.MonkeyPatch):
    backend = of_its_own(MemoryBackend)()
    monkeypatch.setenv("KEYRING_PROPERTY_PERSIST", "enterprise")
    monkeypatch.setattr(sys, "platform", "win32")

    KeyringVault(backend)

    assert vars(backend)["persist"] == "local machine"
