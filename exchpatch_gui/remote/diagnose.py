# SPDX-License-Identifier: MIT
"""Why a server could not be reached or did not let anybody in: from what was seen to its cause."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import Enum, auto

from exchpatch_gui.domain.evidence import FailureKind as Kind
from exchpatch_gui.domain.remotes import Channel
from exchpatch_gui.domain.text import clean
from exchpatch_gui.net.settings import NetError
from exchpatch_gui.remote.endpoints import EXCHANGE, Endpoint
from exchpatch_gui.remote.fault import RemoteFault
from exchpatch_gui.remote.order import Order
from exchpatch_gui.remote.wire import Reply

# Kerberos' own limit, and that of every domain that hasn't changed it.
_MOST_SKEW_MINUTES = 5


class Stage(Enum):
    """How far things had come when they went wrong."""

    CONNECTING = auto()
    SIGNING_IN = auto()
    WORKING = auto()


# Numbers that Windows gives (SEC_E_* and STATUS_*), unsigned.
_BY_NUMBER = {
    0x80090303: "winrm-name-unknown",
    0x80090322: "winrm-name-unknown",
    0x80090324: "winrm-clock-kerberos",
    0x80090311: "winrm-no-controller",
    0x8009030E: "winrm-no-ticket",
    0x80090346: "winrm-channel-binding",
    0x8009030C: "winrm-refused",
    0xC000006D: "winrm-refused",
    0xC0000234: "winrm-locked",
    0xC0000071: "winrm-expired",
    0xC0000224: "winrm-expired",
    0xC0000072: "winrm-disabled",
    0xC000015B: "winrm-no-network-logon",
    0x80090363: "winrm-ntlm-refused",
    0xC0000418: "winrm-ntlm-refused",
}
# Numbers that MIT's Kerberos gives, unsigned: its words follow the language of the system.
# https://web.mit.edu/kerberos/krb5-latest/doc/appdev/refs/macros/ (KRB5KDC_ERR_*, KRB5KRB_AP_ERR_*)
_BY_MINOR = {
    0x96C73A06: "winrm-refused",
    0x96C73A07: "winrm-name-unknown",
    0x96C73A12: "winrm-locked",
    0x96C73A17: "winrm-expired",
    0x96C73A18: "winrm-refused",
    0x96C73A1F: "winrm-refused",
    0x96C73A20: "winrm-no-ticket",
    0x96C73A25: "winrm-clock-kerberos",
    0x96C73A29: "winrm-name-unknown",
    0x96C73A9C: "winrm-no-controller",
    0x96C73AC3: "winrm-no-ticket",
    0x96C73AD2: "winrm-refused",
}
# What Kerberos' own libraries say, in lower case, as patterns.
_BY_WORDS = (
    ("clock skew", "winrm-clock-kerberos"),
    (r"server\b.* not found in kerberos database", "winrm-name-unknown"),
    ("krb_ap_err_modified", "winrm-name-unknown"),
    ("message stream modified", "winrm-name-unknown"),
    ("wrong principal", "winrm-name-unknown"),
    ("cannot find kdc", "winrm-no-controller"),
    ("cannot contact any kdc", "winrm-no-controller"),
    ("cannot resolve", "winrm-no-controller"),
    ("preauthentication failed", "winrm-refused"),
    ("password incorrect", "winrm-refused"),
    ("integrity check failed", "winrm-refused"),
    (r"client\b.* not found in kerberos database", "winrm-refused"),
    ("credentials have been revoked", "winrm-locked"),
    ("password has expired", "winrm-expired"),
    ("invalid channel bindings", "winrm-channel-binding"),
    ("no kerberos credentials", "winrm-no-ticket"),
    ("no credentials cache", "winrm-no-ticket"),
    ("ticket expired", "winrm-no-ticket"),
    ("credential cache", "winrm-no-ticket"),
    ("requires gssapi", "winrm-no-kerberos"),
    ("gssapi library", "winrm-no-kerberos"),
    ("gssapi iov", "winrm-no-kerberos"),
)
_BY_STATUS = {
    200: (Kind.PROTOCOL, "winrm-other-service"),
    403: (Kind.FORBIDDEN, "winrm-address"),
    404: (Kind.PROTOCOL, "winrm-other-service"),
    405: (Kind.PROTOCOL, "winrm-other-service"),
    503: (Kind.BLOCKED, "winrm-unavailable"),
}
# What the network client says, by kind and reason; whatever isn't here has its sentence there.
_NOT_HTTP = (Kind.PROTOCOL, "not-http")
_CONNECTING = {
    (Kind.DNS, "not-found"): "winrm-name",
    (Kind.REFUSED, "refused"): "winrm-closed",
    (Kind.TIMEOUT, "connect"): "winrm-connect",
    (Kind.TIMEOUT, "deadline"): "winrm-deadline",
    (Kind.TIMEOUT, "handshake"): "winrm-silent",
    (Kind.TIMEOUT, "answer"): "winrm-silent",
    (Kind.TLS, "closed"): "winrm-closed",
    (Kind.PROTOCOL, "not-tls"): "winrm-plain",
    _NOT_HTTP: "winrm-not-http",
}
_WORKING = {
    (Kind.TIMEOUT, "answer"): "winrm-hung",
    (Kind.TIMEOUT, "deadline"): "winrm-deadline",
}
# http.sys hangs up on plain text at a port with TLS.
_HUNG_UP = {(Kind.PROTOCOL, "empty"), (Kind.PROTOCOL, "reset")}


def refused_sign_in(error: Exception, where: str) -> RemoteFault:
    """Tell what the library that signs in has run into.

    Windows, GSSAPI and Kerberos raise classes of their own, some of which are not installed here;
    their numbers and words are the same everywhere.
    """
    if isinstance(error, ImportError):
        return RemoteFault(Kind.AUTH, "winrm-no-kerberos", where=where)
    base = getattr(error, "base_error", None) or error
    for attribute, known in (("winerror", _BY_NUMBER), ("min_code", _BY_MINOR)):
        number = getattr(base, attribute, None)
        if isinstance(number, int) and number & 0xFFFFFFFF in known:
            return RemoteFault(Kind.AUTH, known[number & 0xFFFFFFFF], where=where)
    words = f"{error} {base}".lower()
    for part, reason in _BY_WORDS:
        if re.search(part, words):
            return RemoteFault(Kind.AUTH, reason, where=where)
    detail = clean(str(base) or type(base).__name__, 200)
    return RemoteFault(Kind.AUTH, "winrm-other", where=where, detail=detail)


def refused_answer(reply: Reply, order: Order) -> RemoteFault:
    """Tell a sign-in that was turned away; the server itself never says why."""
    where = str(order.place)
    minutes = _skew_minutes(reply)
    if abs(minutes) > _MOST_SKEW_MINUTES:
        return RemoteFault(Kind.AUTH, "winrm-clock", where=where, minutes=abs(minutes))
    reason = "winrm-refused-tls" if order.remote.channel is Channel.TLS else "winrm-refused"
    return RemoteFault(Kind.AUTH, reason, where=where)


def _skew_minutes(reply: Reply) -> int:
    """Give by how much the server's clock is ahead of ours; 0 if it doesn't say."""
    try:
        theirs = parsedate_to_datetime(reply.value("date"))
    except ValueError:
        return 0
    if theirs.tzinfo is None:
        theirs = theirs.replace(tzinfo=UTC)
    return round((theirs - datetime.now(UTC)).total_seconds() / 60)


def unexpected_answer(reply: Reply, where: str, endpoint: Endpoint) -> RemoteFault:
    """Tell an answer that WinRM doesn't give to a first message."""
    if 300 <= reply.status < 400:
        place = clean(reply.value("location"), 120)
        return RemoteFault(Kind.PROTOCOL, "winrm-moved", where=where, place=place)
    if reply.status == 503 and endpoint is EXCHANGE:
        return RemoteFault(Kind.BLOCKED, "winrm-pool", where=where)
    kind, reason = _BY_STATUS.get(reply.status, (Kind.PROTOCOL, "winrm-status"))
    return RemoteFault(kind, reason, where=where, status=reply.status)


def broken_connection(error: NetError, order: Order, stage: Stage) -> RemoteFault:
    """Tell a failure of the network in terms of remote PowerShell."""
    params = {"where": str(order.place), **error.params}
    reason = _of_network(error, order.remote.channel, stage)
    return RemoteFault(error.kind, reason, **params)


def _of_network(error: NetError, channel: Channel, stage: Stage) -> str:
    seen = (error.kind, error.reason)
    if stage is Stage.WORKING:
        gone = "winrm-gone" if error.kind is Kind.PROTOCOL else error.reason
        return _WORKING.get(seen, gone)
    is_open = channel is Channel.MESSAGES
    if is_open and (seen in _HUNG_UP or (seen == _NOT_HTTP and _is_alert(error))):
        return "winrm-expects-tls"
    return _CONNECTING.get(seen, error.reason)


def _is_alert(error: NetError) -> bool:
    """Tell whether what came instead of HTTP is how TLS says no (RFC 8446 §6)."""
    return str(error.params.get("detail", "")).startswith("15 03")
