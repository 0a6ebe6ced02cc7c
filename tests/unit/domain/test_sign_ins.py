# SPDX-License-Identifier: MIT
"""A secret shows itself nowhere, and the nearest assignment decides who signs in."""

from __future__ import annotations

import copy
import dataclasses
import json
import logging
import pickle
import traceback

import pytest

from exchpatch_gui.domain.access import Access, PlannedAccess
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.remotes import Remote
from exchpatch_gui.domain.servers import Server, Target
from exchpatch_gui.domain.sign_ins import (
    Assignment,
    ChosenSignIn,
    Credential,
    Scope,
    Secret,
    SignIn,
    SignInKind,
    choose_sign_in,
)

CANARY = "Kanarienvogel-9"
ONE = SignIn("One", SignInKind.NTLM, r"CONTOSO\one", id=1)
TWO = SignIn("Two", SignInKind.CURRENT, id=2)
SIGN_INS = {1: ONE, 2: TWO}
SERVER = Server(
    Target("mail.contoso.example"), "Mail", id=7, group="Contoso", tags=("edge", "hybrid")
)


def chosen(*assignments: Assignment, server: Server = SERVER) -> ChosenSignIn:
    return choose_sign_in(server, SIGN_INS, assignments)


def access() -> Access:
    planned = PlannedAccess(SERVER, ChosenSignIn(ONE), Remote("ex01.contoso.example", 5985))
    return Access(planned, Credential(ONE, Secret(CANARY)), Message("sign_in.no_password"))


@pytest.mark.parametrize("value", [Secret(CANARY), Credential(ONE, Secret(CANARY)), access()])
def test_a_secret_shows_itself_in_no_text(value: object):
    texts = [repr(value), str(value), f"{value}", f"{value!r}", f"{value}", repr([value])]

    assert all("***" in text and CANARY not in text for text in texts)


@pytest.mark.parametrize("value", [Secret(CANARY), Credential(ONE, Secret(CANARY)), access()])
@pytest.mark.parametrize("write", [pickle.dumps, copy.deepcopy, json.dumps])
def test_a_secret_is_written_nowhere(value, write):
    with pytest.raises(TypeError) as caught:
        write(value)

    assert CANARY not in str(caught.value)


def test_a_secret_is_in_no_dictionary_of_fields():
    with pytest.raises(TypeError):
        dataclasses.asdict(Credential(ONE, Secret(CANARY)))


def test_a_secret_is_neither_in_a_log_nor_in_a_traceback(caplog):
    def fail(secret: Secret) -> None:
        raise ValueError(secret)

    logging.getLogger("exchpatch_gui.test").warning("with %s and %r", Secret("x"), [Secret("x")])
    with pytest.raises(ValueError, match=r"\*\*\*") as caught:
        fail(Secret(CANARY))
    told = traceback.TracebackException.from_exception(caught.value, capture_locals=True)

    assert "with *** and [***]" in caplog.text
    assert "secret = ***" in "".join(told.format())
    assert CANARY not in "".join(told.format())


def test_secrets_are_compared_by_what_they_are():
    assert Secret("a") == Secret("a")
    assert Secret("a") != Secret("b")
    assert Secret("a") != "a"
    assert (bool(Secret("a")), bool(Secret(""))) == (True, False)
    assert Secret(CANARY).reveal() == CANARY


def test_a_secret_has_no_hash_that_could_tell_equal_ones():
    with pytest.raises(TypeError):
        hash(Secret("a"))


@pytest.mark.parametrize("kind", SignInKind)
def test_only_whoever_is_signed_in_to_windows_needs_no_password(kind: SignInKind):
    assert SignIn("x", kind).needs_secret is (kind is not SignInKind.CURRENT)


def test_nobody_signs_in_where_nothing_is_assigned():
    elsewhere = [
        Assignment(Scope.SERVER, "8", 1),
        Assignment(Scope.TAG, "dmz", 1),
        Assignment(Scope.CUSTOMER, "Fabrikam", 1),
    ]

    assert chosen() == ChosenSignIn(None)
    assert chosen(*elsewhere) == ChosenSignIn(None)


def test_a_server_comes_before_its_tags_and_those_before_its_customer():
    own = Assignment(Scope.SERVER, "7", 1)
    first = Assignment(Scope.TAG, "edge", 2)
    second = Assignment(Scope.TAG, "hybrid", 1)
    customer = Assignment(Scope.CUSTOMER, "Contoso", 2)

    assert chosen(customer, second, first, own) == ChosenSignIn(ONE, own, (first, second, customer))
    assert chosen(customer, second, first) == ChosenSignIn(TWO, first, (second, customer))
    assert chosen(customer, second) == ChosenSignIn(ONE, second, (customer,))
    assert chosen(customer) == ChosenSignIn(TWO, customer)


def test_upper_and_lower_case_of_tags_and_customers_are_the_same():
    assert chosen(Assignment(Scope.CUSTOMER, "CONTOSO", 1)).sign_in == ONE
    assert chosen(Assignment(Scope.TAG, "Edge", 1)).sign_in == ONE


def test_nobody_can_be_assigned_whatever_is_inherited():
    nobody = Assignment(Scope.TAG, "edge", None)
    customer = Assignment(Scope.CUSTOMER, "Contoso", 1)

    assert chosen(nobody, customer) == ChosenSignIn(None, nobody, (customer,))


def test_a_sign_in_that_is_gone_decides_nothing():
    gone = Assignment(Scope.SERVER, "7", 99)
    customer = Assignment(Scope.CUSTOMER, "Contoso", 1)

    assert chosen(gone, customer) == ChosenSignIn(ONE, customer)


def test_a_server_without_a_customer_inherits_from_none():
    alone = Server(Target("a.example"), "A", id=3)

    assert chosen(Assignment(Scope.CUSTOMER, "Contoso", 1), server=alone) == ChosenSignIn(None)
