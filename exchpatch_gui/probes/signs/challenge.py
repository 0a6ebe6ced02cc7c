# SPDX-License-Identifier: MIT
"""NTLM over HTTP: the first message we may send, and a strict reading of the server's answer."""

from __future__ import annotations

import base64
import binascii
import re
import struct
from collections.abc import Iterable, Iterator

from exchpatch_gui.domain.evidence import Confidence, Kind
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.probes.signs.sign import Sign

_SIGNATURE = b"NTLMSSP\0"
_HEAD = struct.Struct("<8sIHHIIQ8xHHI")
_VERSION = struct.Struct("<BBH")
_PAIR = struct.Struct("<HH")
_VERSION_OFFSET = 48
_NEGOTIATE_VERSION = 0x02000000
_UNICODE = 0x00000001
_LONGEST = 8 * 1024
_TOKEN = re.compile(r"(?:^|,)\s*(?:NTLM|Negotiate)\s+([A-Za-z0-9+/]+={0,2})\s*(?:,|$)")
# Unicode, request target, NTLM, always sign, extended session security, version, 128 and 56 bit:
# what Windows itself begins with. No name, no domain, no workstation (MS-NLMP 2.2.1.1).
_FIRST_FLAGS = 0xA2088207
_RESPONDER_CHALLENGE = bytes.fromhex("1122334455667788")

# MS-NLMP 2.2.2.1
_COMPUTER, _DOMAIN, _DNS_COMPUTER, _DNS_DOMAIN, _END = 1, 2, 3, 4, 0


@dataclass(frozen=True, slots=True)
class Challenge:
    """A type 2 message.

    Attributes:
        windows: Three parts such as ``10.0.20348``, or empty.
        challenge: Eight bytes, random in a real server.
    """

    windows: str
    computer: str
    domain: str
    dns_computer: str
    dns_domain: str
    challenge: bytes


def first_message() -> str:
    """Give the value of the Authorization header that asks for a challenge and names nobody."""
    message = _SIGNATURE + struct.pack("<II16x8x", 1, _FIRST_FLAGS)
    return f"NTLM {base64.b64encode(message).decode('ascii')}"


def parse_challenge(message: bytes) -> Challenge:
    """Read a type 2 message (MS-NLMP 2.2.1.2).

    Raises:
        ValueError: It is not one, or an offset points outside of it.
    """
    if len(message) > _LONGEST or len(message) < _HEAD.size:
        raise ValueError("not the length of a challenge")
    fields = _HEAD.unpack_from(message)
    signature, kind, _, _, _, flags, challenge, info_length, _, info_offset = fields
    if signature != _SIGNATURE or kind != 2:
        raise ValueError("not a challenge")
    names = dict(_pairs(_slice(message, info_offset, info_length)))
    return Challenge(
        windows=_windows(message, flags),
        computer=names.get(_COMPUTER, ""),
        domain=names.get(_DOMAIN, ""),
        dns_computer=names.get(_DNS_COMPUTER, ""),
        dns_domain=names.get(_DNS_DOMAIN, ""),
        challenge=struct.pack("<Q", challenge),
    )


def challenge_signs(headers: Iterable[str]) -> Iterator[Sign]:
    """Read the challenges in WWW-Authenticate headers; garbage says nothing."""
    for header in headers:
        challenge = _read(header)
        if challenge is None:
            continue
        name = challenge.dns_computer or challenge.computer
        if name:
            yield Sign(Kind.HOST_NAME, name, "NTLM challenge", Confidence.LOW)
        if challenge.windows:
            yield Sign(Kind.WINDOWS, challenge.windows, "NTLM challenge", Confidence.LOW)
        if challenge.challenge == _RESPONDER_CHALLENGE:
            yield Sign(Kind.SUSPICION, "constant-challenge", "NTLM challenge")


def _read(header: str) -> Challenge | None:
    match = _TOKEN.search(header)
    if match is None or len(match[1]) > 2 * _LONGEST:
        return None
    try:
        return parse_challenge(base64.b64decode(match[1], validate=True))
    except (ValueError, binascii.Error):
        return None


def _slice(message: bytes, offset: int, length: int) -> bytes:
    if offset + length > len(message):
        raise ValueError("an offset points outside of the message")
    return message[offset : offset + length]


def _windows(message: bytes, flags: int) -> str:
    if not flags & _NEGOTIATE_VERSION or len(message) < _VERSION_OFFSET + 8:
        return ""
    major, minor, build = _VERSION.unpack_from(message, _VERSION_OFFSET)
    return f"{major}.{minor}.{build}" if build else ""


def _pairs(info: bytes) -> Iterator[tuple[int, str]]:
    offset = 0
    while offset + _PAIR.size <= len(info):
        kind, length = _PAIR.unpack_from(info, offset)
        offset += _PAIR.size
        if kind == _END:
            return
        value = _slice(info, offset, length)
        offset += length
        if kind in (_COMPUTER, _DOMAIN, _DNS_COMPUTER, _DNS_DOMAIN):
            yield kind, value.decode("utf-16-le", errors="replace")
