# SPDX-License-Identifier: MIT
"""Real WinRM services on loopback for tests: good ones, and every way to misbehave."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from spnego.channel_bindings import GssChannelBindings

from exchpatch_gui.demo.remoting.envelopes import Envelope, fault
from exchpatch_gui.demo.remoting.http import Post, Response
from exchpatch_gui.demo.remoting.server import HangUpError, Manners, RemoteServer
from exchpatch_gui.demo.remoting.shells import Computer, Run
from exchpatch_gui.domain.remotes import Channel, Pin, Remote
from exchpatch_gui.domain.servers import Target
from exchpatch_gui.domain.sign_ins import Credential, Secret, SignIn, SignInKind
from exchpatch_gui.remote.bindings import server_bindings
from exchpatch_gui.remote.order import Order
from tests.helpers.authority import Pair
from tests.helpers.collected import document, encoded

USER = "CONTOSO\\admin"
UPN = "admin@contoso.example"
SECRET = "Canary-5f3b9!"  # noqa: S105 (of nobody, to look for its traces)
USERS: Mapping[str, str] = {USER.lower(): SECRET, UPN: SECRET}
# Longer than any test waits for a server that is stuck.
_STUCK_SECONDS = 30.0
Instead = tuple[int, bytes] | None
Meddle = Callable[[Envelope], Instead]
FACTS = encoded(document()).decode()


@dataclass
class Faults(Manners):
    """Manners that a test chooses.

    Attributes:
        schemes: How one may sign in.
        ahead: By how much the server's clock is wrong.
        on_post: Called with the number of each request, from 1 on, before it is looked at.
        on_message: Called with each message; gives status and text in place of
            the answer, or cuts the connection.
        posts: Every request, in the order they came.
        actions: What each message wanted.
        released: Set at the end: nobody is stuck any longer.
    """

    schemes: tuple[str, ...] = ("Negotiate", "Kerberos")
    ahead: timedelta = timedelta()
    on_post: Callable[[int], Response | None] = lambda _number: None
    on_message: Meddle = lambda _asked: None
    posts: list[Post] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def greet(self, post: Post) -> Response | None:
        self.posts.append(post)
        return self.on_post(len(self.posts))

    def meddle(self, asked: Envelope) -> Instead:
        self.actions.append(asked.action)
        return self.on_message(asked)

    def stick(self) -> Instead:
        """Do nothing until the test is over."""
        self.released.wait(_STUCK_SECONDS)
        raise HangUpError


@dataclass(frozen=True, slots=True)
class Place:
    """A server that runs, and its manners."""

    server: RemoteServer
    faults: Faults
    port: int


def make(
    computer: Computer,
    faults: Faults | None = None,
    *,
    tls: ssl.SSLContext | None = None,
    pair: Pair | None = None,
) -> Place:
    """Make a server that is not started yet.

    Args:
        computer: Plays what runs there.
        faults: Its manners; good ones, if none.
        tls: Its TLS context, if it has one.
        pair: The certificate it shows, for the binding of sign-ins.
    """
    faults = faults or Faults()
    listener = socket.create_server(("127.0.0.1", 0))
    bindings = bindings_of(pair) if pair is not None else None
    server = RemoteServer(computer, USERS, listener, tls, bindings, manners=faults)
    return Place(server, faults, listener.getsockname()[1])


def bindings_of(pair: Pair) -> GssChannelBindings:
    """Give what a sign-in names that was made over TLS with this certificate."""
    certificate = x509.load_pem_x509_certificate(pair.chain)
    return server_bindings(certificate.public_bytes(Encoding.DER))


def order(
    place: Place | int,
    *,
    kind: SignInKind = SignInKind.NTLM,
    user: str = USER,
    password: str | None = SECRET,
    channel: Channel = Channel.MESSAGES,
    pin: str = "",
    ca_file: str = "",
    host: str = "127.0.0.1",
    deadline: float = 20.0,
    timeout: float = 5.0,
) -> Order:
    """Make an order for a server, or for a port."""
    port = place if isinstance(place, int) else place.port
    secret = None if password is None else Secret(password)
    pinned = Pin(host, port, pin, datetime.now(UTC)) if pin else None
    return Order(
        Target(host),
        Remote(host, port, channel),
        Credential(SignIn("test", kind, user), secret),
        pinned,
        ca_file,
        deadline=deadline,
        timeout=timeout,
    )


def answers(text: str = FACTS) -> Computer:
    """Play a computer on which the collector writes this."""

    def play(run: Run) -> None:
        if "LanguageMode" in run.script and "Get-ExchangeState" not in run.script:
            run.write("FullLanguage")
            run.write(value=True)
            return
        run.progress("Get-ExchangeState", "services", 40)
        run.progress("Get-ExchangeState", "certificates", 80)
        run.write(text)

    return play


def facts(**changes: object) -> str:
    """Give a document in JSON with other values at its top."""
    return json.dumps(document() | changes)


def refusing(action: str, code: int, words: str) -> Meddle:
    """Answer messages of one action with a fault."""
    return lambda asked: (500, fault(asked, code, words)) if asked.action == action else None
