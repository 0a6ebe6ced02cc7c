# SPDX-License-Identifier: MIT
"""Where servers are signed in to, and certificates that people trust."""

from __future__ import annotations

import pytest

from exchpatch_gui.domain.remotes import Channel, Pin, Remote
from exchpatch_gui.domain.sign_ins import SignIn, SignInKind
from exchpatch_gui.errors import Bug, InputError, MissingError

ONE, OTHER = 32 * "c0", 32 * "fe"


def test_what_is_stored_of_a_server_is_what_a_form_shows(office):
    server = office.server()
    usual = office.remotes.get(server.id)

    office.remotes.put(server.id, Remote("ex01", 0, Channel.TLS))

    assert usual == Remote()
    assert office.remotes.get(server.id) == Remote("ex01", 0, Channel.TLS)
    assert office.remotes.of(server) == Remote("ex01", 5986, Channel.TLS)


def test_the_usual_place_takes_the_stored_one_back(office):
    server = office.server()
    office.remotes.put(server.id, Remote("ex01"))

    office.remotes.put(server.id, Remote())

    assert office.remotes.get(server.id) == Remote()
    assert office.database.rows("SELECT * FROM remotes") == []


def test_nothing_is_stored_of_a_server_that_is_gone(office):
    server = office.server()
    office.inventory.remove([server.id])

    with pytest.raises(MissingError) as caught:
        office.remotes.put(server.id, Remote("ex01"))

    assert caught.value.key == "server.gone"


@pytest.mark.parametrize("kind", SignInKind)
def test_only_a_basic_sign_in_leaves_the_channel_that_is_set(office, kind: SignInKind):
    server = office.server()

    remote = office.remotes.of(server, SignIn("x", kind))

    basic = kind is SignInKind.BASIC
    assert remote.channel is (Channel.TLS if basic else Channel.MESSAGES)
    assert remote.port == (5986 if basic else 5985)


def test_a_certificate_is_trusted_at_one_place(office):
    pin = office.remotes.pin("EX01.example", 5986, "C0:" * 31 + "c0")

    assert pin == Pin("ex01.example", 5986, ONE, office.now)
    assert office.remotes.pins() == (pin,)
    assert office.remotes.pin_of("ex01.EXAMPLE", 5986) == pin
    assert office.remotes.pin_of("ex01.example", 5987) is None
    assert office.remotes.pin_of("ex02.example", 5986) is None


def test_the_same_certificate_once_more_changes_nothing(office):
    first = office.remotes.pin("ex01.example", 5986, ONE)
    office.wait()

    assert office.remotes.pin("ex01.example", 5986, ONE) == first
    assert office.remotes.pins() == (first,)


def test_another_certificate_is_trusted_only_after_the_first_was_removed(office):
    office.remotes.pin("ex01.example", 5986, ONE)

    with pytest.raises(InputError) as caught:
        office.remotes.pin("ex01.example", 5986, OTHER)
    kept = office.remotes.pin_of("ex01.example", 5986)
    office.remotes.unpin("EX01.example", 5986)
    renewed = office.remotes.pin("ex01.example", 5986, OTHER)

    assert caught.value.key == "pin.other"
    assert kept.sha256 == ONE
    assert renewed.sha256 == OTHER


def test_what_is_not_trusted_can_not_be_removed(office):
    with pytest.raises(MissingError) as caught:
        office.remotes.unpin("ex01.example", 5986)

    assert caught.value.key == "pin.unknown"


@pytest.mark.parametrize("digits", ["", "c0", 32 * "zz", 33 * "c0"])
def test_what_is_no_fingerprint_is_a_fault_of_ours(office, digits: str):
    with pytest.raises(Bug):
        office.remotes.pin("ex01.example", 5986, digits)

    assert office.remotes.pins() == ()
