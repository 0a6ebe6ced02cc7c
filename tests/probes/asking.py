# SPDX-License-Identifier: MIT
"""Scripted sites and mail services on loopback, asked by the real probes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.domain.evidence import Kind, Observation, ProbeOutcome
from exchpatch_gui.domain.identity import Identity
from exchpatch_gui.domain.options import ProbeOptions
from exchpatch_gui.domain.servers import Server, Target
from exchpatch_gui.identity.fuse import identify
from exchpatch_gui.net.http import HttpSession
from exchpatch_gui.net.settings import Deadline, NetSettings
from exchpatch_gui.probes.base import ObservationLog, ProbeContext, discover
from tests.helpers.rude_servers import Behaviour, Peer

NOW = datetime(2026, 8, 19, 8, 30, tzinfo=UTC)
LOGON = "/owa/auth/logon.aspx"
WEB_SERVICES = "/ews/exchange.asmx"
AUTODISCOVER = "/autodiscover/autodiscover.xml"
ERROR_PAGE = "/owa/auth/errorfe.aspx"
MANIFEST = "/ecp/current/exporttool/microsoft.exchange.ediscovery.exporttool.application"

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a site answers on one path; several header sets take turns."""

    status: int = 200
    headers: Headers = ()
    body: str = ""
    reason: str = "Answer"
    turns: tuple[Headers, ...] = ()

    def raw(self, turn: int) -> bytes:
        """Write it down as HTTP."""
        headers = [*self.headers, *(self.turns[turn % len(self.turns)] if self.turns else ())]
        body = self.body.encode()
        lines = [f"HTTP/1.1 {self.status} {self.reason}"]
        lines += [f"{name}: {value}" for name, value in headers]
        lines.append(f"Content-Length: {len(body)}")
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def site(routes: Mapping[str, Reply]) -> Behaviour:
    """Answer by path, case and query left out; everything else is not found."""
    turns: dict[str, int] = {}

    def behave(peer: Peer) -> None:
        while head := peer.request():
            path = head.split(" ", 2)[1].split("?")[0].lower()
            turn = turns[path] = turns.get(path, -1) + 1
            peer.sock.sendall(routes.get(path, Reply(404)).raw(turn))

    return behave


def dialogue(greeting: str, replies: Mapping[str, str] | None = None) -> Behaviour:
    """Greet, then reply by the command without its tag; ``502 no`` to what is not scripted."""

    def behave(peer: Peer) -> None:
        peer.sock.sendall(f"{greeting}\r\n".encode())
        reader = peer.sock.makefile("rb")
        for line in reader:
            command = line.decode().strip()
            peer.heads.append(command)
            words = command.split()
            verb = words[1] if len(words) > 1 and words[0] in {"a1", "a2", "a3"} else words[0]
            reply = (replies or {}).get(verb.upper(), "502 no")
            peer.sock.sendall(f"{reply}\r\n".encode())

    return behave


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking one server."""

    outcomes: tuple[ProbeOutcome, ...]
    identity: Identity
    pauses: tuple[float, ...] = ()

    def seen(self, kind: Kind) -> list[str]:
        """Give the values of one kind."""
        return [one.value for one in self.observations if one.kind is kind]

    @property
    def observations(self) -> list[Observation]:
        """All of them."""
        return [one for outcome in self.outcomes for one in outcome.observations]

    def outcome(self, probe: str) -> ProbeOutcome:
        """Give what one probe brought."""
        return next(one for one in self.outcomes if one.probe == probe)


class NotingEvent(threading.Event):
    """Never waits, notes how long it was to wait, and may be set after some waits."""

    def __init__(self, *, set_after: int | None = None) -> None:
        super().__init__()
        self.waits: list[float] = []
        self._set_after = set_after

    def wait(self, timeout: float | None = None) -> bool:
        """Note and go on."""
        self.waits.append(timeout or 0.0)
        if self._set_after is not None and len(self.waits) > self._set_after:
            self.set()
        return self.is_set()


@dataclass(slots=True)
class Questioner:
    """Runs the probes of one server like the engine does."""

    catalogue: Catalogue
    ca_file: str
    ports: dict[str, int] = field(default_factory=dict)
    pause: float = 0.0
    timeout: float = 5.0

    def ask(self, target: Target, *extra: str, cancel: threading.Event | None = None) -> Asked:
        """Ask one server, with the optional probes named."""
        options = ProbeOptions(extra, self.ports, self.timeout, 20, self.ca_file, self.pause)
        settings = NetSettings(timeout=self.timeout, connect_timeout=2, ca_file=self.ca_file)
        server, log = Server.ad_hoc(target), ObservationLog(lambda: NOW)
        stop = cancel or NotingEvent()
        outcomes: tuple[ProbeOutcome, ...] = ()
        with HttpSession(target, settings, deadline=Deadline(20), cancel=stop) as session:
            for probe in discover():
                if probe.optional and probe.id not in extra:
                    continue
                context = ProbeContext(server, options, session, log, stop, outcomes)
                outcomes = (*outcomes, probe.run(context))
        waits = tuple(stop.waits) if isinstance(stop, NotingEvent) else ()
        return Asked(outcomes, identify(target.host, outcomes, self.catalogue), waits)


Serve = Callable[[Mapping[str, Reply]], "Site"]


@dataclass(frozen=True, slots=True)
class Site:
    """A running site.

    Attributes:
        requests: Heads of the requests it got.
    """

    target: Target
    requests: list[str]

    @property
    def paths(self) -> list[str]:
        """What was asked, in order."""
        return [head.split(" ", 2)[1] for head in self.requests]
