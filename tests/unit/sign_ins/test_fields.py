# SPDX-License-Identifier: MIT
"""What people type into a sign-in, and what of it can't be."""

from __future__ import annotations

import pytest

from exchpatch_gui.domain.remotes import Channel, Remote
from exchpatch_gui.domain.sign_ins import SignInKind
from exchpatch_gui.errors import InputError
from exchpatch_gui.services.sign_in_fields import (
    read_label,
    read_password,
    read_remote,
    read_user,
)

NTLM, KERBEROS = SignInKind.NTLM, SignInKind.KERBEROS


@pytest.mark.parametrize(
    "user",
    [
        r"CONTOSO\admin",
        r"contoso.example\ex admin",
        "admin@contoso.example",
        "Jörg.Öl$@müller.example",
        r"CONTOSO\svc-exch$",
    ],
)
@pytest.mark.parametrize("kind", [NTLM, KERBEROS, SignInKind.NEGOTIATE, SignInKind.BASIC])
def test_a_user_has_its_domain_before_or_behind(user: str, kind: SignInKind):
    assert read_user(f" {user} ", kind) == user


@pytest.mark.parametrize("user", ["Administrator", r".\Administrator"])
def test_an_account_of_the_server_itself_has_no_domain(user: str):
    assert read_user(user, NTLM) == user
    with pytest.raises(InputError) as caught:
        read_user(user, KERBEROS)
    assert caught.value.key == "sign_in.user_domain"


@pytest.mark.parametrize(
    ("user", "kind", "key"),
    [
        ("", NTLM, "user_missing"),
        ("  ", KERBEROS, "user_missing"),
        ("a", SignInKind.CURRENT, "user_surplus"),
        (r"A\B\C", NTLM, "user_form"),
        ("A/B", NTLM, "user_form"),
        ("a@b@c", NTLM, "user_form"),
        ("@contoso.example", NTLM, "user_form"),
        ("CONTOSO\\", NTLM, "user_form"),
        ("CONTOSO\\ admin", NTLM, "user_form"),
        ("ad\nmin", NTLM, "user_form"),
        ("ad\u202emin", NTLM, "user_form"),
        ("a" * 301, NTLM, "user_form"),
        ("a" * 100_000 + "\\", NTLM, "user_form"),
    ],
)
def test_what_is_no_user_is_told(user: str, kind: SignInKind, key: str):
    with pytest.raises(InputError) as caught:
        read_user(user, kind)

    assert caught.value.key == f"sign_in.{key}"


def test_whoever_is_signed_in_to_windows_has_no_name():
    assert read_user(" ", SignInKind.CURRENT) == ""


def test_a_label_is_one_line():
    assert read_label(" Contoso\tadmin ") == "Contoso admin"
    assert len(read_label("x" * 80)) == 80


@pytest.mark.parametrize(
    ("label", "key"), [("", "label_missing"), ("\n", "label_missing"), ("x" * 81, "label_long")]
)
def test_what_is_no_label_is_told(label: str, key: str):
    with pytest.raises(InputError) as caught:
        read_label(label)

    assert caught.value.key == f"sign_in.{key}"


@pytest.mark.parametrize("text", [" blanks at its ends ", "Ünïcödé 密码", "x" * 256, "😀" * 256])
def test_a_password_is_taken_as_it_is(text: str):
    assert read_password(text).reveal() == text
    assert len(text.encode("utf-16-le")) <= 2560  # what Credential Manager keeps


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "password_missing"),
        ("x" * 257, "password_long"),
        ("two\nlines", "password_signs"),
        ("nul\0", "password_signs"),
        ("half\ud83d", "password_signs"),
    ],
)
def test_what_is_no_password_is_told_without_it(text: str, key: str):
    with pytest.raises(InputError) as caught:
        read_password(text)

    assert caught.value.key == f"sign_in.{key}"
    assert not text or text not in f"{caught.value!r} {caught.value.params}"


@pytest.mark.parametrize(
    ("text", "remote"),
    [
        ("", Remote()),
        (" ", Remote()),
        ("EX01.Contoso.Example", Remote("ex01.contoso.example")),
        ("ex01:443", Remote("ex01", 443)),
        ("[fe80::1]:5990", Remote("fe80::1", 5990)),
        ("fe80::1", Remote("fe80::1")),
    ],
)
def test_where_winrm_answers_is_a_host_and_perhaps_a_port(text: str, remote: Remote):
    assert read_remote(text, Channel.MESSAGES) == remote
    assert read_remote(text, Channel.TLS) == Remote(remote.host, remote.port, Channel.TLS)


@pytest.mark.parametrize("text", ["a b", "https://ex01", "ex01/", "ex01/wsman", "ex01:0"])
def test_what_is_no_place_is_told(text: str):
    with pytest.raises(InputError) as caught:
        read_remote(text, Channel.MESSAGES)

    assert caught.value.key == "remote.host"
