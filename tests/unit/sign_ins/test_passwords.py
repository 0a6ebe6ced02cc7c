# SPDX-License-Identifier: MIT
"""Passwords kept, asked for, and not used again after they were refused."""

from __future__ import annotations

import pytest

from exchpatch_gui.domain.access import Access
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.servers import Server, Target
from exchpatch_gui.domain.sign_ins import Secret, SignIn, SignInKind
from exchpatch_gui.errors import VaultError
from exchpatch_gui.vault.base import MemoryVault, NoVault

NONE = NoVault(VaultError("vault.no_session"))
CANARY = "Kanarienvogel-9"


class CountingVault(MemoryVault):
    """Notes what is read; fails as often as it is told to.

    Attributes:
        fault: What it raises instead of answering.
    """

    def __init__(self, fault: VaultError | None = None) -> None:
        super().__init__()
        self.read_keys: list[str] = []
        self.fault = fault

    def read(self, key: str) -> Secret | None:
        self.read_keys.append(key)
        if self.fault is not None:
            raise self.fault
        return super().read(key)

    def forget(self, key: str) -> None:
        if self.fault is not None:
            raise self.fault
        super().forget(key)


class Person:
    """Answers when asked for a password.

    Attributes:
        asked: For which sign-in and why.
    """

    def __init__(self, answer: str | None) -> None:
        self._answer = answer
        self.asked: list[tuple[str, str]] = []

    def __call__(self, sign_in: SignIn, reason: Message) -> Secret | None:
        self.asked.append((sign_in.label, reason.key))
        return None if self._answer is None else Secret(self._answer)


@pytest.fixture
def one(office) -> SignIn:
    return office.sign_ins.add("One", SignInKind.NTLM, "one@contoso.example")


def accesses(office, sign_in: SignIn, ask=None, count: int = 2) -> list[Access]:
    servers = [Server.ad_hoc(Target(f"{number}.example")) for number in range(count)]
    found = office.passwords.access(office.sign_ins.plan(servers, sign_in), ask)
    assert list(found) == servers
    return list(found.values())


def secrets(found: list[Access]) -> list[str | None]:
    return [one.credential.secret.reveal() if one.credential else None for one in found]


def reasons(found: list[Access]) -> set[str]:
    return {one.why_not.key for one in found if one.why_not}


def test_a_password_in_the_vault_is_read_once_for_all_servers(office, one):
    office.vault = CountingVault()
    office.passwords.write(one, Secret(CANARY))

    found = accesses(office, one)

    assert secrets(found) == [CANARY, CANARY]
    assert reasons(found) == set()
    assert office.vault.read_keys == [one.vault_key]


def test_nobody_signs_in_and_nothing_is_read_where_nothing_is_assigned(office):
    office.vault = CountingVault()
    server = office.server()

    found = office.passwords.access(office.sign_ins.plan([server]))

    assert found[server].credential is found[server].why_not is None
    assert office.vault.read_keys == []


def test_whoever_is_signed_in_to_windows_needs_no_vault(office):
    office.vault = CountingVault(VaultError("vault.locked"))
    me = office.sign_ins.add("Me", SignInKind.CURRENT)

    found = accesses(office, me)

    assert [(access.credential.sign_in, access.credential.secret) for access in found] == [
        (me, None)
    ] * 2
    assert office.vault.read_keys == []


def test_a_password_that_is_nowhere_is_why_not(office, one):
    found = accesses(office, one)

    assert reasons(found) == {"sign_in.no_password"}
    assert secrets(found) == [None, None]


@pytest.mark.parametrize(
    ("vault", "reason"),
    [
        (MemoryVault(), "sign_in.no_password"),
        (NONE, "error.vault.no_session.message"),
        (CountingVault(VaultError("vault.locked")), "error.vault.locked.message"),
    ],
)
def test_a_missing_password_is_asked_for_once_and_why(office, one, vault, reason):
    office.vault = vault
    person = Person(CANARY)

    found = accesses(office, one, person)
    again = accesses(office, one, person)

    assert secrets(found) == secrets(again) == [CANARY, CANARY]
    assert person.asked == [("One", reason)]


def test_whoever_declines_is_not_asked_twice_in_a_run(office, one):
    person = Person(None)

    found = accesses(office, one, person)

    assert reasons(found) == {"sign_in.no_password"}
    assert len(person.asked) == 1


def test_a_vault_that_fails_is_left_alone_for_the_rest_of_a_run(office, one):
    office.vault = CountingVault(VaultError("vault.silent", seconds=120))
    two = office.sign_ins.add("Two", SignInKind.NTLM, "two@contoso.example")
    three = office.sign_ins.add("Three", SignInKind.NTLM, "three@contoso.example")
    office.passwords.remember(three, Secret("typed"))
    servers = [Server.ad_hoc(Target(f"{number}.example")) for number in range(3)]
    plans = [
        plan
        for server, sign_in in zip(servers, (one, two, three), strict=True)
        for plan in office.sign_ins.plan([server], sign_in)
    ]

    found = list(office.passwords.access(plans).values())

    assert len(office.vault.read_keys) == 1
    assert [access.why_not.key for access in found[:2]] == ["error.vault.silent.message"] * 2
    assert found[0].why_not.params == {"seconds": 120}
    assert secrets(found[2:]) == ["typed"]


def test_a_refused_sign_in_is_not_used_again_by_itself(office, one):
    office.passwords.write(one, Secret(CANARY))
    office.sign_ins.note_refused(one.id, office.now)
    refused = office.sign_ins.get(one.id)

    found = accesses(office, refused)

    assert secrets(found) == [None, None]
    assert reasons(found) == {"sign_in.refused"}
    assert found[0].why_not.params == {"label": "One", "at": office.now}


def test_whoever_is_signed_in_to_windows_is_not_used_again_either_and_not_asked(office):
    me = office.sign_ins.add("Me", SignInKind.CURRENT)
    office.sign_ins.note_refused(me.id, office.now)
    person = Person(CANARY)

    found = accesses(office, office.sign_ins.get(me.id), person)

    assert reasons(found) == {"sign_in.refused"}
    assert person.asked == []


def test_a_password_typed_before_the_refusal_is_the_refused_one(office, one):
    office.passwords.remember(one, Secret("wrong"))
    office.wait()
    office.sign_ins.note_refused(one.id, office.now)
    before = accesses(office, office.sign_ins.get(one.id))
    office.wait()
    office.passwords.remember(one, Secret(CANARY))

    after = accesses(office, office.sign_ins.get(one.id))

    assert secrets(before) == [None, None]
    assert secrets(after) == [CANARY, CANARY]


def test_a_refused_sign_in_is_used_again_with_a_password_entered_anew(office, one):
    office.passwords.write(one, Secret("wrong"))
    office.sign_ins.note_refused(one.id, office.now)
    person = Person(CANARY)

    asked = accesses(office, office.sign_ins.get(one.id), person)
    office.passwords.write(one, Secret("kept"))
    office.sign_ins.clear_refused(one.id)
    kept = accesses(office, office.sign_ins.get(one.id))

    assert person.asked == [("One", "sign_in.refused")]
    assert secrets(asked) == [CANARY, CANARY]
    assert secrets(kept) == ["kept", "kept"]


def test_without_a_vault_a_password_lasts_until_the_program_ends(office, one):
    office.vault = NONE

    with pytest.raises(VaultError) as caught:
        office.passwords.write(one, Secret(CANARY))

    assert caught.value is NONE.reason
    assert office.passwords.why_no_vault() is NONE.reason
    assert secrets(accesses(office, one)) == [CANARY, CANARY]
    office.passwords.forget(one)
    assert secrets(accesses(office, one)) == [None, None]


def test_a_vault_that_turns_up_later_is_used(office, one):
    office.vault = NONE
    missing = office.passwords.why_no_vault()
    office.vault = MemoryVault()

    office.passwords.write(one, Secret(CANARY))

    assert missing is not None
    assert office.passwords.why_no_vault() is None
    assert office.passwords.entered(one) is None
    assert office.passwords.read(one) == Secret(CANARY)


def test_what_could_not_be_deleted_is_named(office, one):
    office.vault = CountingVault()
    office.passwords.write(one, Secret(CANARY))
    office.vault.fault = VaultError("vault.locked")

    with pytest.raises(VaultError) as caught:
        office.passwords.forget(one)

    assert caught.value.key == "vault.left"
    assert caught.value.params == {"label": "One", "name": f"exchpatch-gui/{one.vault_key}"}


def test_nothing_secret_is_in_the_database(office, one, tmp_path):
    office.passwords.write(one, Secret(CANARY))
    office.sign_ins.note_refused(one.id, office.now)

    office.database.close()

    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert files
    assert [file for file in files if CANARY.encode() in file.read_bytes()] == []
