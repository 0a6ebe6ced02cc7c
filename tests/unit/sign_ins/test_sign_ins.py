# SPDX-License-Identifier: MIT
"""Sign-ins kept, changed and assigned, and what goes with what is removed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from exchpatch_gui.domain.remotes import Channel, Remote
from exchpatch_gui.domain.servers import Server, Target
from exchpatch_gui.domain.sign_ins import Assignment, Scope, SignInKind
from exchpatch_gui.errors import InputError, MissingError, UserError
from exchpatch_gui.services.inventory import ServerChange
from exchpatch_gui.services.sign_ins import SignInChange
from exchpatch_gui.storage.retention import UNDO_DAYS, sweep

NTLM = SignInKind.NTLM


def told(caught: pytest.ExceptionInfo[UserError]) -> str:
    return caught.value.key


def test_a_sign_in_is_found_by_its_id_and_by_its_label(office):
    added = office.sign_ins.add(" Büro ", NTLM, r"CONTOSO\admin")

    assert (added.label, added.user, added.refused_at) == ("Büro", r"CONTOSO\admin", None)
    assert office.sign_ins.all() == (added,)
    assert office.sign_ins.get(added.id) == office.sign_ins.find("bÜRO") == added


def test_what_is_not_there_is_said(office):
    with pytest.raises(MissingError) as unknown:
        office.sign_ins.find("One")
    with pytest.raises(MissingError) as gone:
        office.sign_ins.get(1)
    with pytest.raises(MissingError) as removed:
        office.sign_ins.remove(1)
    with pytest.raises(MissingError) as edited:
        office.sign_ins.edit(1, SignInChange(label="Two"))

    assert told(unknown) == "sign_in.unknown"
    assert {told(one) for one in (gone, removed, edited)} == {"sign_in.gone"}


def test_two_sign_ins_never_share_a_password(office):
    first = office.sign_ins.add("One", NTLM, "one@contoso.example")
    office.sign_ins.remove(first.id)
    second = office.sign_ins.add("One", NTLM, "one@contoso.example")

    assert first.id != second.id
    assert len({first.vault_key, second.vault_key, ""}) == 3


def test_a_label_is_not_given_twice(office):
    one = office.sign_ins.add("One", NTLM, "one@contoso.example")
    two = office.sign_ins.add("Two", NTLM, "two@contoso.example")

    with pytest.raises(InputError) as added:
        office.sign_ins.add("ONE", NTLM, "x@contoso.example")
    with pytest.raises(InputError) as renamed:
        office.sign_ins.edit(two.id, SignInChange(label="oNE"))
    again = office.sign_ins.edit(one.id, SignInChange(label="ONE"))

    assert told(added) == told(renamed) == "sign_in.label_taken"
    assert again.sign_in.label == "ONE"
    assert [sign_in.label for sign_in in office.sign_ins.all()] == ["ONE", "Two"]


def test_a_password_stays_when_only_its_surroundings_change(office):
    old = office.sign_ins.add("One", NTLM, r"CONTOSO\one")

    edited = office.sign_ins.edit(
        old.id, SignInChange(label="Uno", kind=SignInKind.KERBEROS, user=r"contoso\ONE")
    )

    assert edited.outdated is None
    assert edited.sign_in.vault_key == old.vault_key
    assert office.sign_ins.get(old.id) == edited.sign_in
    assert (edited.sign_in.label, edited.sign_in.user) == ("Uno", r"contoso\ONE")


@pytest.mark.parametrize(
    "change", [SignInChange(user=r"CONTOSO\two"), SignInChange(kind=SignInKind.CURRENT)]
)
def test_a_password_never_passes_to_another_user(office, change: SignInChange):
    old = office.sign_ins.add("One", NTLM, r"CONTOSO\one")
    office.sign_ins.note_refused(old.id, office.now)

    edited = office.sign_ins.edit(old.id, change)

    assert edited.outdated is not None
    assert edited.outdated.vault_key == old.vault_key
    assert edited.sign_in.vault_key not in {"", old.vault_key}
    assert edited.sign_in.refused_at is None


def test_a_change_that_can_not_be_changes_nothing(office):
    old = office.sign_ins.add("One", NTLM, "local")

    with pytest.raises(InputError) as caught:
        office.sign_ins.edit(old.id, SignInChange(label="Two", kind=SignInKind.KERBEROS))

    assert told(caught) == "sign_in.user_domain"
    assert office.sign_ins.all() == (old,)


def test_a_refusal_is_remembered_until_it_is_lifted(office):
    one = office.sign_ins.add("One", NTLM, "one@contoso.example")

    office.sign_ins.note_refused(one.id, office.now)
    refused = office.sign_ins.get(one.id)
    office.sign_ins.clear_refused(one.id)

    assert refused.refused_at == office.now
    assert office.sign_ins.get(one.id) == one


def test_an_assignment_takes_the_place_of_the_earlier_one(office):
    office.server(group="Contoso", tags=("Edge",))
    one = office.sign_ins.add("One", NTLM, "one@contoso.example")
    two = office.sign_ins.add("Two", NTLM, "two@contoso.example")

    office.sign_ins.assign(Scope.CUSTOMER, " contoso ", one.id)
    office.sign_ins.assign(Scope.CUSTOMER, "CONTOSO", two.id)
    office.sign_ins.assign(Scope.TAG, "edge", None)

    assert office.sign_ins.assignments() == (
        Assignment(Scope.CUSTOMER, "Contoso", two.id),
        Assignment(Scope.TAG, "Edge", None),
    )


@pytest.mark.parametrize(
    ("scope", "place", "key"),
    [
        (Scope.SERVER, "99", "server.gone"),
        (Scope.SERVER, "mail", "server.gone"),
        (Scope.TAG, "none", "server.no_tag"),
        (Scope.CUSTOMER, "", "server.no_group"),
        (Scope.CUSTOMER, "Contosso", "server.no_group"),
    ],
)
def test_a_place_that_does_not_exist_is_mistyped(office, scope: Scope, place: str, key: str):
    office.server()
    one = office.sign_ins.add("One", NTLM, "one@contoso.example")

    with pytest.raises(MissingError) as caught:
        office.sign_ins.assign(scope, place, one.id)

    assert told(caught) == key
    assert office.sign_ins.assignments() == ()


def test_a_sign_in_that_does_not_exist_is_not_assigned(office):
    server = office.server()

    with pytest.raises(MissingError) as caught:
        office.sign_ins.assign(Scope.SERVER, str(server.id), 99)

    assert told(caught) == "sign_in.gone"


def test_what_is_assigned_to_a_customer_that_is_gone_can_be_taken_back(office):
    server = office.server(group="Contoso")
    one = office.sign_ins.add("One", NTLM, "one@contoso.example")
    office.sign_ins.assign(Scope.CUSTOMER, "Contoso", one.id)
    office.inventory.edit(server.id, ServerChange(group="Fabrikam"))

    office.sign_ins.unassign(Scope.CUSTOMER, "contoso")

    assert office.sign_ins.assignments() == ()
    with pytest.raises(MissingError) as caught:
        office.sign_ins.unassign(Scope.CUSTOMER, "contoso")
    assert told(caught) == "sign_in.not_assigned"


def test_what_is_inherited_holds_when_a_sign_in_is_removed(office):
    server = office.server(group="Contoso")
    own = office.sign_ins.add("Own", NTLM, "own@contoso.example")
    usual = office.sign_ins.add("Usual", NTLM, "usual@contoso.example")
    office.sign_ins.assign(Scope.SERVER, str(server.id), own.id)
    office.sign_ins.assign(Scope.CUSTOMER, "Contoso", usual.id)
    before = office.sign_ins.chosen(server)

    removed = office.sign_ins.remove(own.id)

    after = office.sign_ins.chosen(server)
    assert removed == own
    assert (before.sign_in, len(before.overridden)) == (own, 1)
    assert (after.sign_in, after.overridden) == (usual, ())


def test_a_server_that_comes_back_has_its_sign_in_again(office):
    server = office.server()
    one = office.sign_ins.add("One", NTLM, "one@contoso.example")
    office.sign_ins.assign(Scope.SERVER, str(server.id), one.id)
    office.remotes.put(server.id, Remote("ex01"))

    removed = office.inventory.remove([server.id])
    meanwhile = office.sign_ins.assignments()
    office.inventory.restore(removed)

    assert meanwhile == ()
    assert office.sign_ins.chosen(server).sign_in == one
    assert office.remotes.of(server).host == "ex01"


def test_what_belongs_to_a_server_goes_with_it_for_good(office):
    server = office.server()
    one = office.sign_ins.add("One", NTLM, "one@contoso.example")
    office.sign_ins.assign(Scope.SERVER, str(server.id), one.id)
    office.remotes.put(server.id, Remote("ex01"))
    office.inventory.remove([server.id])

    sweep(office.database, office.now + timedelta(days=UNDO_DAYS + 1))

    assert office.database.rows("SELECT * FROM assignments") == []
    assert office.database.rows("SELECT * FROM remotes") == []
    assert office.sign_ins.all() == (one,)


def test_a_plan_says_for_each_server_who_where_and_by_which_certificate(office):
    inside = office.server("mail.contoso.example", tags=("edge",))
    outside = Server.ad_hoc(Target("owa.fabrikam.example"))
    basic = office.sign_ins.add("Basic", SignInKind.BASIC, "admin@contoso.example")
    office.sign_ins.assign(Scope.TAG, "edge", basic.id)
    office.remotes.put(inside.id, Remote("ex01.contoso.example", 5985))
    pin = office.remotes.pin("ex01.contoso.example", 5986, 32 * "c0")

    one, other = office.sign_ins.plan([inside, outside])

    assert (one.server, one.chosen.sign_in, one.pin) == (inside, basic, pin)
    assert one.remote == Remote("ex01.contoso.example", 5986, Channel.TLS)
    assert (other.server, other.chosen.sign_in, other.pin) == (outside, None, None)
    assert other.remote == Remote("owa.fabrikam.example", 5985)


def test_a_named_sign_in_holds_whatever_is_assigned(office):
    server = office.server(tags=("edge",))
    one = office.sign_ins.add("One", NTLM, "one@contoso.example")
    office.sign_ins.assign(Scope.TAG, "edge", None)

    (planned,) = office.sign_ins.plan([server], one)

    assert planned.chosen.sign_in == one
    assert planned.chosen.assignment is None


def test_a_named_port_holds_and_what_is_trusted_elsewhere_is_not_trusted_there(office):
    server = office.server()
    one = office.sign_ins.add("One", NTLM, "one@contoso.example")
    office.remotes.put(server.id, Remote("ex01", 0, Channel.TLS))
    office.remotes.pin("ex01", 5986, 32 * "c0")

    (usual,) = office.sign_ins.plan([server], one)
    (named,) = office.sign_ins.plan([server], one, port=5999)

    assert usual.pin is not None
    assert named.pin is None
    assert named.remote == Remote("ex01", 5999, Channel.TLS)
