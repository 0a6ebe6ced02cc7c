# SPDX-License-Identifier: MIT
"""What is copied for others holds no secret, no user and, if wanted, no server."""

from __future__ import annotations

import time
from pathlib import Path, PureWindowsPath

import pytest

from exchpatch_gui.services.masking import LONGEST_LINE, Mask

PLANTED = "hunter2-Tr0ub4dor"
MASK = Mask(Path("/home/jdoe"), "jdoe", ["mail.contoso.example", "Mail of Contoso", "ex1"])


@pytest.mark.parametrize(
    "text",
    [
        f"password={PLANTED}",
        f"connect(user='x', password='{PLANTED} and more', port=1)",
        f'connect(password="{PLANTED} \\" and more")',
        f"{{'db_password': '{PLANTED}'}}",
        f"{{'Proxy-Authorization': 'Basic {PLANTED}', 'Host': 'x'}}",
        f"Authorization: Bearer {PLANTED}",
        f"Set-Cookie: session={PLANTED}; path=/",
        f"Bearer {PLANTED}",
        f"userToken: {PLANTED}",
        f"api-key = {PLANTED}",
        f"https://admin:{PLANTED}@mail.contoso.example/owa",
        f"GET /?token={PLANTED}&x=1",
        f"command: --client-secret {PLANTED} --port 3",
        f"RuntimeError: wrong password {PLANTED}",
        f"b'pwd={PLANTED}'",
        f"-----BEGIN PRIVATE KEY-----\n{PLANTED}\n-----END PRIVATE KEY-----",
        f"-----BEGIN RSA PRIVATE KEY-----\n{PLANTED}",
        f"password='{PLANTED}{'x' * LONGEST_LINE}'",
    ],
)
def test_a_secret_is_hidden(text: str):
    assert PLANTED not in MASK.text(text)


@pytest.mark.parametrize(
    "text",
    [
        "the passwords of this account are fine",
        "basic authentication failed",
        "bypass = 3",
        "15.2.2562.37 was seen on https://mail.example.org/owa",
        "File exchpatch_gui/net/http.py, line 12, in read",
    ],
)
def test_other_text_stays_as_it_is(text: str):
    assert MASK.text(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/home/jdoe/.local/share", "~/.local/share"),
        ("/home/other/x", "/home/<user>/x"),
        ("/home/jdoe2/x", "/home/<user>/x"),
        ("/Users/jdoe/Library", "/Users/<user>/Library"),
        (r"C:\Users\jdoe\AppData", r"C:\Users\<user>\AppData"),
        (r"'C:\\Users\\jdoe\\AppData'", r"'C:\\Users\\<user>\\AppData'"),
        (r"CONTOSO\jdoe signed in", r"CONTOSO\<user> signed in"),
        ("jdoes are fine", "jdoes are fine"),
    ],
)
def test_home_and_user_are_hidden(text: str, expected: str):
    assert MASK.text(text) == expected


def test_a_home_of_windows_is_known_in_both_spellings():
    mask = Mask(Path(str(PureWindowsPath(r"D:\Profiles\jane"))), "")
    slashes = Mask(Path("D:/Profiles/jane"), "")

    for one in (mask, slashes):
        assert one.text(r"D:\Profiles\jane\x D:\\Profiles\\jane D:/profiles/JANE/y") == (
            r"~\x ~ ~/y"
        )


def test_the_names_of_servers_become_numbers_that_stay_the_same():
    text = "MAIL.CONTOSO.example:443, ex1, ex12, mail of contoso, mail.contoso.example"

    assert MASK.text(text) == "<name 1>:443, <name 3>, ex12, <name 2>, <name 1>"


def test_a_longer_name_is_not_taken_for_a_shorter_one():
    mask = Mask(None, "", ["contoso", "mail.contoso.example"])

    assert mask.text("mail.contoso.example and contoso") == "<name 2> and <name 1>"


def test_nothing_is_known_of_a_user_without_a_home():
    mask = Mask(Path("/"), "")

    assert mask.text("/etc/hosts of nobody") == "/etc/hosts of nobody"


def test_the_present_user_is_found(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOME", "/srv/people/jane")
    monkeypatch.setenv("USERPROFILE", "/srv/people/jane")
    for name in ("LOGNAME", "USER", "USERNAME"):
        monkeypatch.setenv(name, "jane")

    assert Mask.of_this_user().text("jane has /srv/people/jane/x") == "<user> has ~/x"


def test_a_user_whom_the_system_does_not_know_is_no_obstacle(monkeypatch: pytest.MonkeyPatch):
    def unknown() -> str:
        raise KeyError("uid not found: 1000")

    monkeypatch.setattr("getpass.getuser", unknown)

    assert Mask.of_this_user().text("password=x1") == "password=***"


@pytest.mark.parametrize(
    "text", ["password " * 20_000, "-a_" * 30_000, "pass='" * 20_000, "a:/" * 40_000, "\\" * 90_000]
)
def test_long_texts_take_no_longer_than_their_length(text: str):
    began = time.perf_counter()

    MASK.text("\n".join([text] * 20))

    assert time.perf_counter() - began < 2
