# SPDX-License-Identifier: MIT
"""Signing in to the servers of one run, without ever risking an account."""

from __future__ import annotations

import getpass
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from enum import Enum, auto

from exchpatch_gui.collected.observations import observations_of
from exchpatch_gui.domain.access import Access
from exchpatch_gui.domain.events import SectionRead
from exchpatch_gui.domain.evidence import (
    FACTS_ID,
    SIGN_IN_PROBE,
    Confidence,
    Failure,
    FailureKind,
    Kind,
    Observation,
    ProbeOutcome,
    ProbeStatus,
)
from exchpatch_gui.domain.options import ProbeOptions
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.sign_ins import Credential, SignIn
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.values import replace
from exchpatch_gui.engine.asking import Asked, Tell
from exchpatch_gui.remote.collect import Progress, collect
from exchpatch_gui.remote.fault import RemoteFault
from exchpatch_gui.remote.order import Order
from exchpatch_gui.services.refusals import COUNTED

TIMES_DEADLINE = 2.0
"""Collecting takes longer than looking from outside."""
_SOURCE = "WinRM"
_WITHHELD = {
    "sign_in.refused": "winrm-refused-before",
    "sign_in.no_password": "winrm-no-password",
}
_TICK = 0.2


class SignedIn:
    """The collector of one run; used by many threads at once.

    A sign-in is tried on one server at a time until the first has accepted it. If that one refuses
    it, no other is asked: ninety servers with one mistyped password would lock the account. Two
    sign-ins with the same user and password are one in this: a domain counts for the account.

    Args:
        access: By server, as ``Passwords.access`` gives it.
        options: As for the probes.
        refusals: Takes the sign-ins that must not be used again by themselves.
    """

    def __init__(
        self,
        access: Mapping[Server, Access],
        options: ProbeOptions,
        refusals: deque[SignIn],
    ) -> None:
        self._access = access
        self._options = options
        self._refusals = refusals
        self._gates = _gates(one.credential for one in access.values() if one.credential)

    def collect(self, server: Server, cancel: threading.Event, tell: Tell) -> Asked | None:
        """Collect from one server and tell of each section; None if nobody signs in there."""
        access = self._access.get(server)
        if access is None or access.planned.chosen.sign_in is None:
            return None
        if access.credential is None:
            return _withheld(access, access.planned.chosen.sign_in)
        return self._collected(access, access.credential, cancel, tell)

    def _collected(
        self, access: Access, credential: Credential, cancel: threading.Event, tell: Tell
    ) -> Asked:
        server, sign_in = access.planned.server, credential.sign_in

        def told(progress: Progress) -> None:
            tell(SectionRead(server, progress.section, progress.done, progress.count))

        def admit() -> AbstractContextManager[None]:
            return self._proof(sign_in, cancel)

        try:
            collected = collect(order_of(access, self._options), cancel, told, admit)
        except RemoteFault as fault:
            return _failed(fault.failure)
        account = clean(sign_in.user or _current_user(), 100)
        facts = observations_of(collected, f"{_SOURCE}, {account}")
        who = Observation(
            id=f"{FACTS_ID}-account",
            kind=Kind.ACCOUNT,
            value=account,
            source=_SOURCE,
            method=str(access.planned.remote.channel),
            at=collected.collected_at,
            confidence=Confidence.CERTAIN,
        )
        return Asked((replace(facts, observations=(*facts.observations, who)),), collected)

    @contextmanager
    def _proof(self, sign_in: SignIn, cancel: threading.Event) -> Iterator[None]:
        """Enclose the moment in which a server sees whether the password is right."""
        gate = self._gates[sign_in.id]
        with gate.turn(cancel) as may_try:
            if cancel.is_set():
                raise RemoteFault(FailureKind.CANCELLED, "user")
            if not may_try:
                raise RemoteFault(FailureKind.AUTH, "winrm-stopped", label=sign_in.label)
            try:
                yield
            except RemoteFault as fault:
                if fault.failure.reason in COUNTED and gate.refuse():
                    for one in gate.sign_ins:
                        self._refusals.append(one)
                raise
            gate.accept()


class _State(Enum):
    UNTRIED = auto()
    ACCEPTED = auto()
    REFUSED = auto()


class _Gate:
    """Lets one server at a time try a sign-in until one has accepted or refused it.

    Attributes:
        sign_ins: Those that prove the same account by the same password.
    """

    def __init__(self) -> None:
        self.sign_ins: list[SignIn] = []
        self._changed = threading.Condition()
        self._state = _State.UNTRIED
        self._is_taken = False

    @contextmanager
    def turn(self, cancel: threading.Event) -> Iterator[bool]:
        """Wait for a turn; tell whether the sign-in may be used."""
        with self._changed:
            while self._state is _State.UNTRIED and self._is_taken and not cancel.is_set():
                self._changed.wait(_TICK)
            takes_it = self._state is _State.UNTRIED and not cancel.is_set()
            self._is_taken = self._is_taken or takes_it
            may_try = self._state is not _State.REFUSED
        try:
            yield may_try
        finally:
            with self._changed:
                self._is_taken = self._is_taken and not takes_it
                self._changed.notify_all()

    def accept(self) -> None:
        """Let everybody use it: what a server refuses from now on is its own affair."""
        with self._changed:
            self._state = _State.ACCEPTED
            self._changed.notify_all()

    def refuse(self) -> bool:
        """Let nobody use it any more, unless a server has accepted it; tell whether that is so."""
        with self._changed:
            if self._state is _State.ACCEPTED:
                return False
            self._state = _State.REFUSED
            self._changed.notify_all()
            return True


def _gates(credentials: Iterable[Credential]) -> dict[int, _Gate]:
    """Give the gate of each sign-in by its id."""
    known: list[tuple[Credential, _Gate]] = []
    found: dict[int, _Gate] = {}
    for one in credentials:
        if one.sign_in.id in found:
            continue
        gate = next((gate for other, gate in known if _is_same(one, other)), None) or _Gate()
        gate.sign_ins.append(one.sign_in)
        found[one.sign_in.id] = gate
        known.append((one, gate))
    return found


def _is_same(one: Credential, other: Credential) -> bool:
    """Tell whether a server that refuses one would refuse the other, and count it again."""
    users = (one.sign_in.user.casefold(), other.sign_in.user.casefold())
    return users[0] == users[1] and one.secret == other.secret


def _current_user() -> str:
    """Name who runs the program; ``–`` where the system has no name for them."""
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # a container's user, or a Windows service
        return "–"


def order_of(access: Access, options: ProbeOptions) -> Order:
    """Give what the transport needs to sign in; there has to be a credential."""
    assert access.credential is not None
    planned = access.planned
    return Order(
        target=planned.server.target,
        remote=planned.remote,
        credential=access.credential,
        pin=planned.pin,
        ca_file=options.ca_file,
        deadline=options.deadline * TIMES_DEADLINE,
        timeout=options.timeout,
    )


def _withheld(access: Access, sign_in: SignIn) -> Asked:
    """Tell why a sign-in isn't used in this run."""
    why = access.why_not
    assert why is not None
    reason = _WITHHELD.get(why.key, "winrm-no-vault")
    params = {**why.params, "label": sign_in.label}
    return _failed(Failure(SIGN_IN_PROBE, FailureKind.AUTH, reason, params))


def _failed(failure: Failure) -> Asked:
    cancelled = failure.kind is FailureKind.CANCELLED
    status = ProbeStatus.CANCELLED if cancelled else ProbeStatus.FAILED
    return Asked((ProbeOutcome(SIGN_IN_PROBE, status, failures=(failure,)),))
