# SPDX-License-Identifier: MIT
"""How to sign in to servers: named sign-ins, where each is used, and a secret that never shows."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Never

from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.values import dataclass


class SignInKind(StrEnum):
    """Which protocol proves who signs in."""

    NEGOTIATE = "negotiate"
    """Kerberos where both sides can, else NTLM."""
    KERBEROS = "kerberos"
    NTLM = "ntlm"
    BASIC = "basic"
    """The password itself, over TLS only."""
    CURRENT = "current"
    """Whoever is signed in to this Windows; there is no password to keep."""


@dataclass(frozen=True, slots=True)
class SignIn:
    r"""A sign-in as it is listed; its password is in the operating system's vault only.

    Attributes:
        id: Given by the store; 0 for one that isn't stored.
        label: What people call it; unique, whatever the case of its letters.
        user: ``DOMAIN\user``, ``user@domain`` or an account of the server itself; empty for
            ``CURRENT``.
        vault_key: Under which name the vault keeps its password; says nothing about it.
        refused_at: When a server last refused it. It isn't used again by itself, because every
            further try counts towards locking the account.
    """

    label: str
    kind: SignInKind
    user: str = ""
    id: int = 0
    vault_key: str = ""
    refused_at: datetime | None = None

    @property
    def needs_secret(self) -> bool:
        """Whether a password belongs to it."""
        return self.kind is not SignInKind.CURRENT


class Secret:
    """A password. It shows itself nowhere: not in ``repr``, not in a format, not in a pickle."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Give the password itself, to what sends it or to the vault."""
        return self._text

    def __repr__(self) -> str:
        return "***"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self._text.encode(), other._text.encode())

    __hash__ = None  # type: ignore[assignment]  # a hash would tell equal passwords apart

    def __bool__(self) -> bool:
        return bool(self._text)

    def __reduce__(self) -> Never:
        raise TypeError("a secret is not written anywhere")


@dataclass(frozen=True, slots=True)
class Credential:
    """A sign-in with what proves it, for the length of one run.

    Attributes:
        secret: None for ``SignInKind.CURRENT``.
    """

    sign_in: SignIn
    secret: Secret | None = None


class Scope(StrEnum):
    """What a sign-in is assigned to. An earlier one overrides a later one."""

    SERVER = "server"
    TAG = "tag"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class Assignment:
    """One place where a sign-in is used.

    Attributes:
        place: The server's id in digits, the tag, or the customer's name; upper and lower case
            are the same.
        sign_in: The sign-in's id; None says that nobody signs in there, whatever is inherited.
    """

    scope: Scope
    place: str
    sign_in: int | None


@dataclass(frozen=True, slots=True)
class ChosenSignIn:
    """Which sign-in holds for a server, and why.

    Attributes:
        sign_in: None if nobody signs in there.
        assignment: What decided; None if nothing is assigned.
        overridden: What would hold otherwise, nearest first.
    """

    sign_in: SignIn | None
    assignment: Assignment | None = None
    overridden: tuple[Assignment, ...] = ()


def choose_sign_in(
    server: Server, sign_ins: Mapping[int, SignIn], assignments: Sequence[Assignment]
) -> ChosenSignIn:
    """Give the sign-in of a server: its own, else that of its first tag, else its customer's.

    Args:
        server: A stored one.
        sign_ins: By id.
        assignments: Of all scopes, in any order; those of sign-ins that are gone don't count.
    """
    held = tuple(
        one
        for one in _nearest_first(server, assignments)
        if one.sign_in is None or one.sign_in in sign_ins
    )
    if not held:
        return ChosenSignIn(None)
    decides, *others = held
    sign_in = None if decides.sign_in is None else sign_ins[decides.sign_in]
    return ChosenSignIn(sign_in, decides, tuple(others))


def _nearest_first(server: Server, assignments: Iterable[Assignment]) -> Iterator[Assignment]:
    by_place = {(one.scope, one.place.casefold()): one for one in assignments}
    places = [
        (Scope.SERVER, str(server.id)),
        *((Scope.TAG, tag.casefold()) for tag in server.tags),
        (Scope.CUSTOMER, server.group.casefold()),
    ]
    return (by_place[place] for place in places if place in by_place)
