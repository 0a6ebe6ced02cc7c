# SPDX-License-Identifier: MIT
"""Why a session brought nothing although the sign-in was accepted: from faults to causes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from exchpatch_gui.domain.evidence import FailureKind as Kind
from exchpatch_gui.domain.text import clean
from exchpatch_gui.errors import InputError
from exchpatch_gui.remote.endpoints import EXCHANGE, Endpoint
from exchpatch_gui.remote.fault import RemoteFault

if TYPE_CHECKING:
    from pypsrp.exceptions import WSManFaultError

_DETAIL_LIMIT = 200
# Numbers of WSMan faults (ERROR_WSMAN_*, and those of Windows).
_BY_CODE = {
    5: (Kind.FORBIDDEN, "winrm-administrator"),
    2150858793: (Kind.TIMEOUT, "winrm-slow"),
    2150858843: (Kind.PROTOCOL, "winrm-ended"),
    2150858844: (Kind.PROTOCOL, "winrm-ended"),
    2150859173: (Kind.BLOCKED, "winrm-shells"),
    2150859174: (Kind.BLOCKED, "winrm-shells"),
    2150858999: (Kind.FORBIDDEN, "winrm-endpoint"),
    2150858757: (Kind.FORBIDDEN, "winrm-endpoint"),
}
# What servers and PowerShell say where there is no number, in lower case. Other languages of
# Windows say it otherwise; then the words themselves are shown.
_BY_WORDS = (
    ("maximum number of concurrent shells", (Kind.BLOCKED, "winrm-shells")),
    ("maximum allowed number of", (Kind.BLOCKED, "winrm-shells")),
    ("outofmemoryexception", (Kind.BLOCKED, "winrm-memory")),
    ("maxmemorypershell", (Kind.BLOCKED, "winrm-memory")),
    ("powershell is restricted here", (Kind.FORBIDDEN, "winrm-language")),
    ("constrainedlanguage", (Kind.FORBIDDEN, "winrm-language")),
    ("constrained language", (Kind.FORBIDDEN, "winrm-language")),
    ("not supported by this runspace", (Kind.FORBIDDEN, "winrm-endpoint")),
    ("no-language mode", (Kind.FORBIDDEN, "winrm-endpoint")),
    ("is not recognized as the name of a cmdlet", (Kind.FORBIDDEN, "winrm-endpoint")),
    ("running scripts is disabled", (Kind.FORBIDDEN, "winrm-policy")),
    ("access is denied", (Kind.FORBIDDEN, "winrm-administrator")),
)
# What the collector's own session at Exchange's door ran into, as patterns.
_BY_DOOR = (
    (r"status code of 503|service unavailable", (Kind.BLOCKED, "winrm-pool")),
    (r"access is denied|cannot process the request|kerberos", (Kind.FORBIDDEN, "winrm-exchange")),
)


def session_fault(error: WSManFaultError, where: str, endpoint: Endpoint) -> RemoteFault:
    """Tell a fault that the server has sent in place of an answer."""
    words = clean(error.provider_fault or error.reason or "", _DETAIL_LIMIT)
    # Exchange's own door gives neither number nor words to those it does not let in.
    if endpoint is EXCHANGE and (error.code == 5 or not words):
        return RemoteFault(Kind.FORBIDDEN, "winrm-exchange", where=where)
    known = _BY_CODE.get(error.code) or _by_words(words)
    if known is not None:
        return RemoteFault(*known, where=where, detail=words)
    code = clean(str(error.code or ""), 40)
    return RemoteFault(Kind.PROTOCOL, "winrm-fault", where=where, code=code, detail=words)


def script_fault(errors: Sequence[str], where: str) -> RemoteFault:
    """Tell why a script was ended, by what it said last."""
    words = clean(errors[-1] if errors else "", _DETAIL_LIMIT)
    known = _by_words(words)
    if known is not None:
        return RemoteFault(*known, where=where, detail=words)
    return RemoteFault(Kind.PROTOCOL, "winrm-script", where=where, detail=words)


def exchange_fault(words: str, where: str) -> RemoteFault:
    """Tell why the collector did not get what Exchange's cmdlets say."""
    lower = words.lower()
    for part, cause in _BY_DOOR:
        if re.search(part, lower):
            return RemoteFault(*cause, where=where)
    detail = clean(words, _DETAIL_LIMIT)
    return RemoteFault(Kind.FORBIDDEN, "winrm-cmdlets", where=where, detail=detail)


def document_fault(error: InputError, where: str) -> RemoteFault:
    """Tell what is wrong with the document that came."""
    limit, path = error.params.get("limit"), error.params.get("path")
    match error.key:
        case "collected.too-large":
            return RemoteFault(Kind.TOO_LARGE, "winrm-facts", where=where, limit=limit)
        case "collected.invalid":
            return RemoteFault(Kind.PROTOCOL, "winrm-facts-invalid", where=where, path=path)
        case "collected.schema":
            return RemoteFault(Kind.PROTOCOL, "winrm-facts-form", where=where)
        case _:
            return RemoteFault(Kind.PROTOCOL, "winrm-facts-cut", where=where)


def unreadable(error: Exception, where: str) -> RemoteFault:
    """Tell that what came is no answer of remote PowerShell."""
    detail = clean(f"{type(error).__name__}: {error}", _DETAIL_LIMIT)
    return RemoteFault(Kind.PROTOCOL, "winrm-unreadable", where=where, detail=detail)


def _by_words(words: str) -> tuple[Kind, str] | None:
    lower = words.lower()
    return next((cause for part, cause in _BY_WORDS if part in lower), None)
