# SPDX-License-Identifier: MIT
"""Proving who signs in, on one connection, with a secret that is used once.

Negotiate follows RFC 4178 and RFC 4559 as [MS-WSMV] 2.2.9.1 uses them: the first message of a
connection is empty, and what follows may be sealed with the key that was agreed on.
"""

from __future__ import annotations

import base64
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib.util import find_spec
from types import MappingProxyType
from typing import TYPE_CHECKING

from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.domain.remotes import Channel
from exchpatch_gui.domain.sign_ins import SignInKind
from exchpatch_gui.net.patience import Patience
from exchpatch_gui.net.settings import NetError
from exchpatch_gui.remote.bindings import channel_bindings
from exchpatch_gui.remote.diagnose import refused_answer, refused_sign_in, unexpected_answer
from exchpatch_gui.remote.endpoints import Endpoint
from exchpatch_gui.remote.fault import RemoteFault
from exchpatch_gui.remote.order import Order
from exchpatch_gui.remote.waiting import awaited
from exchpatch_gui.remote.wire import Reply, Wire

if TYPE_CHECKING:
    from spnego import ContextProxy

_NOTHING: Mapping[str, str] = MappingProxyType({})
# NTLM takes two rounds, Kerberos one or two.
_MOST_ROUNDS = 5
# By kind: the schemes of HTTP it can be carried in, best first.
_SCHEMES = {
    SignInKind.NEGOTIATE: ("negotiate",),
    SignInKind.CURRENT: ("negotiate",),
    SignInKind.NTLM: ("negotiate", "ntlm"),
    SignInKind.KERBEROS: ("negotiate", "kerberos"),
    SignInKind.BASIC: ("basic",),
}
_KERBEROS_CAPABLE = sys.platform == "win32" or find_spec("gssapi") is not None


Admit = Callable[[], AbstractContextManager[None]]
"""Is entered around each proof of who signs in; it may wait, and refuse by a ``RemoteFault``."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What a sign-in leaves behind on its connection.

    Attributes:
        context: Seals and opens messages; None where TLS does it.
        scheme: In which it was carried, lower case.
        headers: What each further message has to carry; a secret.
    """

    context: ContextProxy | None
    scheme: str
    headers: Callable[[], Mapping[str, str]]


def check_possible(order: Order) -> None:
    """Refuse before anything is sent what can't work from here.

    Raises:
        RemoteFault: A password would be readable on the way, or this system has no such protocol.
    """
    kind = order.credential.sign_in.kind
    where = str(order.place)
    if kind is SignInKind.BASIC and order.remote.channel is not Channel.TLS:
        raise RemoteFault(FailureKind.AUTH, "winrm-basic-open", where=where)
    if kind is SignInKind.KERBEROS and not _KERBEROS_CAPABLE:
        raise RemoteFault(FailureKind.AUTH, "winrm-no-kerberos", where=where)
    if kind is SignInKind.CURRENT and not _KERBEROS_CAPABLE:
        raise RemoteFault(FailureKind.AUTH, "winrm-current", where=where)


def sign_in(
    wire: Wire, order: Order, endpoint: Endpoint, patience: Patience, admit: Admit
) -> SignedIn:
    """Sign in on a connection that is fit for a secret; ``admit`` is entered around the proof.

    Raises:
        RemoteFault: It was refused, can't be done, or nobody there knows of sign-ins.
        NetError: The connection broke or time is up.
    """
    waiting = patience.narrowed("answer", order.timeout)
    reply = wire.post(_NOTHING, b"", waiting)
    if reply.status != 401:
        raise unexpected_answer(reply, str(order.place), endpoint)
    scheme = _chosen_scheme(_offered(reply), order)
    with admit():
        waiting = patience.narrowed("answer", order.timeout)
        if scheme == "basic":
            return _sign_in_openly(wire, order, endpoint, waiting)
        context = _negotiated(wire, order, endpoint, scheme, waiting)
    return SignedIn(context, scheme, lambda: _NOTHING)


def _offered(reply: Reply) -> dict[str, str]:
    """Give the schemes a server offers, in lower case, with the token that came along."""
    found: dict[str, str] = {}
    for value in reply.values("www-authenticate"):
        # Proxies may join several headers into one.
        for part in value.split(","):
            scheme, _, token = part.strip().partition(" ")
            if scheme and "=" not in scheme:
                found.setdefault(scheme.lower(), token.strip())
    return found


def _chosen_scheme(offered: Mapping[str, str], order: Order) -> str:
    kind = order.credential.sign_in.kind
    where = str(order.place)
    for scheme in _SCHEMES[kind]:
        if scheme in offered:
            return scheme
    if not offered:
        raise RemoteFault(FailureKind.PROTOCOL, "winrm-other-service", where=where, status=401)
    if set(offered) == {"credssp"}:
        raise RemoteFault(FailureKind.AUTH, "winrm-credssp", where=where)
    if set(offered) == {"kerberos"}:
        raise RemoteFault(FailureKind.AUTH, "winrm-ntlm-refused", where=where)
    names = ", ".join(sorted(offered))[:100]
    raise RemoteFault(FailureKind.AUTH, "winrm-schemes", where=where, offered=names)


def _sign_in_openly(wire: Wire, order: Order, endpoint: Endpoint, patience: Patience) -> SignedIn:
    credential = order.credential

    def headers() -> Mapping[str, str]:
        secret = credential.secret.reveal() if credential.secret else ""
        pair = f"{credential.sign_in.user}:{secret}".encode()
        return {"Authorization": "Basic " + base64.b64encode(pair).decode("ascii")}

    reply = wire.post(headers(), b"", patience)
    _demand_acceptance(reply, order, endpoint)
    return SignedIn(None, "basic", headers)


def _negotiated(
    wire: Wire, order: Order, endpoint: Endpoint, scheme: str, patience: Patience
) -> ContextProxy:
    """Exchange tokens until both sides are content; the last one holds the proof."""
    where = str(order.place)
    spelled = "NTLM" if scheme == "ntlm" else scheme.title()
    try:
        context = awaited(lambda: _context(wire, order, endpoint), patience)
        token = awaited(context.step, patience)
        for _ in range(_MOST_ROUNDS):
            said = {"Authorization": f"{spelled} {base64.b64encode(token or b'').decode()}"}
            reply = wire.post(said, b"", patience)
            answer = base64.b64decode(_offered(reply).get(scheme, ""))
            if not answer or reply.status not in {200, 401}:
                break
            token = awaited(lambda answer=answer: context.step(answer), patience)  # type: ignore[misc]
            if token is None:
                break
    except (NetError, RemoteFault):
        raise
    except Exception as error:
        raise refused_sign_in(error, where) from error
    _demand_acceptance(reply, order, endpoint)
    if not context.complete:
        raise RemoteFault(FailureKind.PROTOCOL, "winrm-unproven", where=where)
    _demand_sealing(context, order)
    return context


def _context(wire: Wire, order: Order, endpoint: Endpoint) -> ContextProxy:
    import spnego  # noqa: PLC0415 (0.3 s with cryptography, and most runs sign in nowhere)

    credential = order.credential
    return spnego.client(
        credential.sign_in.user or None,
        credential.secret.reveal() if credential.secret else None,
        hostname=order.place.host,
        service=endpoint.service,
        channel_bindings=channel_bindings(wire.channel),
        protocol=_protocol(credential.sign_in.kind),
        options=spnego.NegotiateOptions.wrapping_winrm,
    )


def _protocol(kind: SignInKind) -> str:
    """Give spnego's word for a kind.

    Elsewhere than on Windows, Negotiate with a password would try Kerberos and then NTLM: a wrong
    password would count twice towards a lockout. Kerberos has a kind of its own there.
    """
    if kind is SignInKind.NEGOTIATE and sys.platform != "win32" and _KERBEROS_CAPABLE:
        return "ntlm"
    if kind is SignInKind.CURRENT:
        return "negotiate" if sys.platform == "win32" else "kerberos"
    return str(kind)


def _demand_acceptance(reply: Reply, order: Order, endpoint: Endpoint) -> None:
    # An empty message says nothing, so WinRM may well complain of it; it has then let us in.
    if reply.status == 401:
        raise refused_answer(reply, order)
    if reply.status not in {200, 400, 411, 500}:
        raise unexpected_answer(reply, str(order.place), endpoint)


def _demand_sealing(context: ContextProxy, order: Order) -> None:
    """Refuse a server, or somebody in between, that has talked us out of encryption."""
    from spnego import ContextReq  # noqa: PLC0415 (loaded by now)

    if order.remote.channel is Channel.TLS:
        return
    if not context.context_attr & ContextReq.confidentiality:
        raise RemoteFault(FailureKind.PROTOCOL, "winrm-unsealed", where=str(order.place))
