# SPDX-License-Identifier: MIT
"""What the window says of sign-ins: where each is used, and whether it can be used."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from enum import StrEnum

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import NO_PARAMS, Params
from exchpatch_gui.domain.sign_ins import Assignment, ChosenSignIn, Scope, SignIn
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.viewmodels.ages import local
from exchpatch_gui.wording import Wording


class Kept(StrEnum):
    """What is known of the password of a sign-in."""

    UNKNOWN = "unknown"
    """The vault hasn't answered yet."""
    KEPT = "kept"
    ENTERED = "entered"
    """It is held in memory until the program ends."""
    MISSING = "missing"
    UNREADABLE = "unreadable"
    """The vault can't be used."""
    NOT_NEEDED = "not-needed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One sign-in in the list.

    Attributes:
        places: Where it is used, as people read it.
        is_refused: A server has refused it, and no new password was entered since.
    """

    sign_in: SignIn
    places: tuple[str, ...] = ()
    kept: Kept = Kept.UNKNOWN
    is_refused: bool = False


class SignInTexts:
    """Words sign-ins in one language.

    Args:
        words: The language.
        names: Of servers, by their id in digits.
    """

    def __init__(self, words: Wording, names: Mapping[str, str]) -> None:
        self._words = words
        self._names = names

    def say(self, key: str, params: Params = NO_PARAMS) -> str:
        """Word one of the texts on sign-ins."""
        return self._words.text(f"signing.{key}", params)

    def place(self, assignment: Assignment) -> str:
        """Name a place: a server, a tag or a customer."""
        name = assignment.place
        if assignment.scope is Scope.SERVER:
            name = self._names.get(name, name)
        return self._words.text(f"word.sign_in.on.{assignment.scope}", {"name": clean(name, 80)})

    def places(self, assignments: Iterable[Assignment], sign_in_id: int | None) -> tuple[str, ...]:
        """Name where a sign-in is used, or, without one, where nobody signs in."""
        return tuple(self.place(one) for one in assignments if one.sign_in == sign_in_id)

    def kind(self, sign_in: SignIn) -> str:
        """Name the protocol."""
        return self._words.text(f"word.sign_in.{sign_in.kind}")

    def named(self, sign_in: SignIn) -> str:
        """Name a sign-in with its user."""
        label = clean(sign_in.label, 80)
        return f"{label} – {clean(sign_in.user, 80)}" if sign_in.user else label

    def state(self, entry: Entry) -> tuple[TrafficLight | None, str]:
        """Say whether it can be used."""
        refused_at = entry.sign_in.refused_at
        if entry.is_refused and refused_at is not None:
            return TrafficLight.RED, self.say("state.refused", {"at": local(refused_at)})
        light = {
            Kept.UNKNOWN: None,
            Kept.KEPT: TrafficLight.GREEN,
            Kept.ENTERED: TrafficLight.GREEN,
            Kept.NOT_NEEDED: TrafficLight.GREEN,
            Kept.MISSING: TrafficLight.YELLOW,
            Kept.UNREADABLE: TrafficLight.YELLOW,
        }[entry.kept]
        return light, self.say(f"state.{entry.kept}")

    def who(self, chosen: ChosenSignIn) -> str:
        """Say who signs in to a server by what is inherited or assigned, and by what."""
        if chosen.assignment is None:
            return self.say("who.nothing")
        params: Params = {"place": self.place(chosen.assignment)}
        if chosen.sign_in is None:
            return self.say("who.nobody", params)
        return self.say("who.somebody", {**params, "who": clean(chosen.sign_in.label, 80)})

    def overrides(self, inherited: ChosenSignIn) -> str:
        """Say what would hold without an own choice; empty if nothing would."""
        if inherited.assignment is None:
            return ""
        who = self.named(inherited.sign_in) if inherited.sign_in else self.say("nobody")
        return self.say("overrides", {"who": who, "place": self.place(inherited.assignment)})


def vault_key(platform: str = sys.platform) -> str:
    """Give the id of the name of this operating system's vault."""
    return {"win32": "signing.vault.windows", "darwin": "signing.vault.macos"}.get(
        platform, "signing.vault.linux"
    )
