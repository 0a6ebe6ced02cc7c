# SPDX-License-Identifier: MIT
"""Strict reading of what comes as bytes: NTLM challenges and manifests."""

from __future__ import annotations

import base64
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchpatch_gui.domain.evidence import Kind
from exchpatch_gui.probes.signs.challenge import challenge_signs, parse_challenge
from exchpatch_gui.probes.signs.manifest import read_manifest
from tests.probes.reading import values


def message(*, kind: int = 2, offset: int = 56, length: int = 4, flags: int = 0x02000000) -> bytes:
    head = struct.pack("<8sIHHII", b"NTLMSSP\0", kind, 0, 0, 56, flags)
    head += bytes(16) + struct.pack("<HHI", length, length, offset)
    return head + struct.pack("<BBHI", 6, 3, 9600, 0x0F000000) + bytes(4)


def test_a_challenge_tells_windows_only_if_it_says_that_it_does():
    assert parse_challenge(message()).windows == "6.3.9600"
    assert parse_challenge(message(flags=0)).windows == ""
    assert parse_challenge(message(offset=48, length=0)[:48]).windows == ""


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"NTLMSSP\0",
        message(kind=1),
        b"X" * 60,
        message(offset=0xFFFFFFFF),
        message(length=0xFFFF),
        message()[:56] + struct.pack("<HH", 1, 500),
        message() + bytes(9000),
    ],
)
def test_a_broken_challenge_is_refused(broken):
    offset_of_pairs = broken[:44] + struct.pack("<I", 56) + broken[48:]
    for text in (broken, offset_of_pairs if len(broken) > 48 else broken):
        header = f"NTLM {base64.b64encode(text).decode()}"
        assert values(challenge_signs([header]), Kind.HOST_NAME) == []


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reading_of_a_challenge(data):
    headers = [f"NTLM {base64.b64encode(data).decode()}", f"NTLM {data.decode('latin-1')}"]
    whole = message(length=len(data))[:56] + data

    signs = list(challenge_signs([*headers, f"NTLM {base64.b64encode(whole).decode()}"]))

    assert all(one.kind in (Kind.HOST_NAME, Kind.WINDOWS, Kind.SUSPICION) for one in signs)


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reading_of_a_manifest(data):
    assert read_manifest(data) is None
