# SPDX-License-Identifier: MIT
"""The servers of the demonstration that are signed in to: their WinRM services and accounts."""

from __future__ import annotations

import contextlib
import hashlib
import json
import secrets
import socket
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from exchpatch_gui import resources
from exchpatch_gui.collected.document import section_kinds
from exchpatch_gui.demo import conditions
from exchpatch_gui.demo.certificates import Authority, CertificatePlan
from exchpatch_gui.demo.conditions import Condition
from exchpatch_gui.demo.exchange import ExchangeSite
from exchpatch_gui.demo.inside import Computer
from exchpatch_gui.demo.remoting.server import RemoteServer
from exchpatch_gui.demo.remoting.shells import Run
from exchpatch_gui.demo.scripts import ScriptedServer
from exchpatch_gui.domain.remotes import Channel, Remote
from exchpatch_gui.domain.servers import Target
from exchpatch_gui.domain.sign_ins import Credential, Secret, SignIn, SignInKind

_COLLECTOR = "collector/Get-ExchangeState.ps1"
_HASHES = "collector/Get-ConfigFileHashes.ps1"
_ACTIVITY = "Get-ExchangeState"
_ACCOUNT = "exchpatch"


@dataclass(frozen=True, slots=True)
class Inside:
    """What is found on a server that is signed in to.

    Attributes:
        conditions: What is the matter there.
        channel: How it is reached.
    """

    conditions: tuple[Condition, ...] = ()
    channel: Channel = Channel.MESSAGES


INSIDES: Mapping[str, Inside] = {
    # Nothing is the matter.
    "mail.contoso.example": Inside((conditions.hybrid,)),
    # The account is unknown to Exchange: half of the facts are missing.
    "lab.contoso.example": Inside((conditions.without_a_role,)),
    # Neglected: outdated TLS, and a restart that nobody makes.
    "mail.northwind.example": Inside(
        (conditions.on_windows_2019, conditions.speaks_old_tls, conditions.restart_pending),
        Channel.TLS,
    ),
    # Open to attackers, and mail doesn't flow.
    "mail.fabrikam.example": Inside(
        (conditions.hybrid, conditions.extended_protection_off, conditions.transport_stopped)
    ),
    # Just slower than it could be.
    "exchange.fabrikam.example": Inside((conditions.saves_power,)),
}
"""By the name of the server; the others have no sign-in."""


class SignedIn:
    """WinRM services that listen until they are closed.

    Attributes:
        remotes: Where each server's service is, by the target of the server.
        credentials: The sign-in of each, by the same; its password is made at random.
    """

    def __init__(self) -> None:
        self.remotes: dict[Target, Remote] = {}
        self.credentials: dict[Target, Credential] = {}
        self._servers: list[RemoteServer] = []
        self._sign_ins: dict[str, Credential] = {}

    def close(self) -> None:
        """Stop answering and wait until the last thread has ended."""
        for server in self._servers:
            server.close()

    def add(
        self,
        script: ScriptedServer,
        target: Target,
        authority: Authority,
        day: date,
        folder: Path,
        *,
        latency: float,
    ) -> None:
        """Open the WinRM service of a server, if there is to be one.

        Args:
            script: Who it is.
            target: Where its web server listens.
            authority: Signs its certificates.
            day: When its facts are collected.
            folder: A private folder for the moment in which TLS reads a key.
            latency: Seconds for each section.

        Raises:
            OSError: No port is free.
        """
        inside = INSIDES.get(script.host)
        if inside is None or not isinstance(script.site, ExchangeSite):
            return
        front_end = script.site.front_ends[0]
        computer = Computer(front_end.name, script.host, front_end.build, inside.conditions)
        player = _Player(computer.machine, computer.document(authority, day), day, latency)
        credential = self._credential(script.customer, computer)
        secret = credential.secret
        assert secret is not None
        remote = Remote("", 0, inside.channel)
        listener = _listen(target.host, remote.usual_port)
        server = RemoteServer(
            player.play,
            {credential.sign_in.user.lower(): secret.reveal()},
            listener,
            _tls(inside, authority, target, folder),
        )
        server.start()
        self._servers.append(server)
        host, port = listener.getsockname()
        self.remotes[target] = Remote(host, port, inside.channel)
        self.credentials[target] = credential

    def _credential(self, customer: str, computer: Computer) -> Credential:
        """Give the one account of a customer."""
        if customer not in self._sign_ins:
            user = f"{computer.domain.partition('.')[0].upper()}\\{_ACCOUNT}"
            number = len(self._sign_ins) + 1
            sign_in = SignIn(customer, SignInKind.NEGOTIATE, user, id=number)
            self._sign_ins[customer] = Credential(sign_in, Secret(secrets.token_urlsafe(12)))
        return self._sign_ins[customer]


@dataclass(frozen=True, slots=True)
class _Player:
    """Plays one computer: knows what the program's own scripts would write there."""

    machine: str
    document: str
    day: date
    latency: float

    def play(self, run: Run) -> None:
        if run.script == _text(_COLLECTOR):
            self._collect(run)
        elif run.script == _text(_HASHES):
            run.write(self._hashes())
        else:
            run.write("FullLanguage")
            run.write(value=True)

    def _collect(self, run: Run) -> None:
        wanted = str(run.parameters.get("Sections", "")).split(",")
        names: Sequence[str] = tuple(section_kinds())
        for number, name in enumerate(names, 1):
            if wanted in ([""], [name]):
                run.progress(_ACTIVITY, name, 100 * number // len(names))
                run.wait(self.latency)
        run.write(self.document)

    def _hashes(self) -> str:
        path = "Bin\\EdgeTransport.exe.config"
        digest = hashlib.sha256(f"{self.machine} {path}".encode()).hexdigest()
        at = f"{self.day.isoformat()}T08:00:00Z"
        file = {"path": path, "size": 18342, "modified_at": at, "sha256": digest, "error": None}
        document = {
            "schema": "exchpatch.config-files/1",
            "collector_version": "1.0.0",
            "collected_at": at,
            "computer": self.machine,
            "install_path": "C:\\Exchange\\",
            "places": [{"path": "Bin", "exists": True, "error": None}],
            "files": [file],
        }
        return json.dumps(document)


def _text(name: str) -> str:
    return resources.path(name).read_text(encoding="utf-8")


def _tls(
    inside: Inside, authority: Authority, target: Target, folder: Path
) -> ssl.SSLContext | None:
    if inside.channel is not Channel.TLS:
        return None
    return authority.issue(CertificatePlan(), [target.host]).context(folder)


def _listen(host: str, port: int) -> socket.socket:
    with contextlib.suppress(OSError):
        return socket.create_server((host, port))
    return socket.create_server((host, 0))
