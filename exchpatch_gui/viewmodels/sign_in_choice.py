# SPDX-License-Identifier: MIT
"""Who may be chosen to sign in somewhere, and storing what was chosen."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum, auto

from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.sign_ins import (
    Assignment,
    ChosenSignIn,
    Scope,
    SignIn,
    SignInKind,
    choose_sign_in,
)
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.viewmodels.sign_in_book import SignInBook
from exchpatch_gui.viewmodels.sign_in_texts import SignInTexts


class By(Enum):
    """What a choice says."""

    INHERITED = auto()
    """Nothing of its own: what is inherited holds."""
    WINDOWS = auto()
    """Whoever is signed in to this Windows, by a sign-in that isn't stored yet."""
    STORED = auto()
    NOBODY = auto()


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to the question who signs in.

    Attributes:
        sign_in: The id of a stored one, for ``STORED``.
    """

    by: By
    sign_in: int = 0


INHERITED = Choice(By.INHERITED)


def choice_of(assignment: Assignment | None) -> Choice:
    """Give the choice that an assignment stands for."""
    if assignment is None:
        return INHERITED
    if assignment.sign_in is None:
        return Choice(By.NOBODY)
    return Choice(By.STORED, assignment.sign_in)


def choices(
    sign_ins: Mapping[int, SignIn], texts: SignInTexts, inherited: str, platform: str = sys.platform
) -> Sequence[tuple[Choice, str]]:
    """Give all answers with their texts, what costs least first.

    Args:
        sign_ins: The stored ones.
        texts: Words them.
        inherited: What the first answer says.
        platform: As ``sys.platform``: only Windows signs in as its own user.
    """
    has_current = any(one.kind is SignInKind.CURRENT for one in sign_ins.values())
    current = [one for one in sign_ins.values() if one.kind is SignInKind.CURRENT]
    others = [one for one in sign_ins.values() if one.kind is not SignInKind.CURRENT]
    listed = [(Choice(By.STORED, one.id), texts.named(one)) for one in (*current, *others)]
    if platform == "win32" and not has_current:
        listed.insert(0, (Choice(By.WINDOWS), texts.say("windows")))
    return [
        (INHERITED, inherited),
        *listed,
        (Choice(By.NOBODY), texts.say("nobody-here")),
    ]


def inherited_by(
    server: Server, sign_ins: Mapping[int, SignIn], assignments: Iterable[Assignment]
) -> ChosenSignIn:
    """Say who would sign in to a server that had no assignment of its own."""
    own = (Scope.SERVER, str(server.id))
    others = [one for one in assignments if (one.scope, one.place) != own]
    return choose_sign_in(server, sign_ins, others)


def store_choice(book: SignInBook, scope: Scope, place: str, choice: Choice) -> None:
    """Let a choice hold at a place.

    Raises:
        UserError: It can't be stored.
    """
    match choice.by:
        case By.INHERITED:
            book.unassign(scope, place)
        case By.NOBODY:
            book.assign(scope, place, None)
        case By.STORED:
            book.assign(scope, place, choice.sign_in)
        case By.WINDOWS:
            made = book.add(book.texts.say("windows.label"), SignInKind.CURRENT, "")
            book.assign(scope, place, made.id)
