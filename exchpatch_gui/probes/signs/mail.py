# SPDX-License-Identifier: MIT
"""What the greetings of SMTP, IMAP and POP3 say, and what the extensions of SMTP add."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Sequence

from exchpatch_gui.domain.evidence import Confidence, Kind
from exchpatch_gui.probes.signs.hosts import hosts_in, is_cloud_host, is_cloud_machine
from exchpatch_gui.probes.signs.sign import Sign
from exchpatch_gui.probes.signs.software import greeting_software

_SMTP_READY = re.compile(
    r"Microsoft ESMTP MAIL Service ready at "
    r"\w{3}, \d{1,2} \w{3} \d{4} \d{1,2}:\d\d:\d\d [+-]\d{4}\s*$"
)
_SMTP_VERSION = re.compile(r"Microsoft E?SMTP MAIL Service,? Version: (\d+)\.(\d+)")
_SMTP_LEGACY = re.compile(r"Microsoft Exchange Internet Mail (?:Service|Connector)\W+([\d.]*\d)?")
_SMTP_GATEWAYS = re.compile(
    r"\b(IronPort|Barracuda|Proofpoint|FortiMail|Mimecast|Sophos|Symantec Messaging Gateway"
    r"|Trend Micro|McAfee|Cisco ESA|MailMarshal|NoSpamProxy|Hornetsecurity|Postini)\b",
    re.IGNORECASE,
)
_MAILBOX = re.compile(
    r"Microsoft Exchange(?: Server)?(?: (2000|2003|2007|5\.5))? (?:IMAP4(?:rev1)?|POP3) "
    r"(?:server|service)(?: version (\d{1,2}\.\d{1,2}\.\d{1,5}\.\d{1,5}))?"
)
_MAILBOX_SUFFIX = re.compile(r"\[([A-Za-z0-9+/]{4,200}={0,2})\]\s*$")
_IMAP_VERSION = re.compile(
    r'"Microsoft\.Exchange\.Imap4[^"]*".*"version"\s+"(\d+)\.(\d+)', re.IGNORECASE
)
# What a slip in a script leaves behind and no mail server sends.
_STRAY = re.compile(r"[{}<>\"'\\$%;]")
_SINCE_2010 = "2010,2013,2016,2019,SE"
_IMAP_PRODUCTS = {"0": "2013", "1": "2016", "2": "2019,SE"}
# Exchange from 2007 on has none of these; Postfix and its like announce them.
_UNLIKE_EXCHANGE = frozenset({"VRFY", "ETRN"})
_LIKE_EXCHANGE = frozenset({"BINARYMIME", "X-ANONYMOUSTLS", "X-EXPS", "XEXCH50", "XRDST"})


def smtp_signs(greeting: str, extensions: Sequence[str]) -> Iterator[Sign]:
    """Read a greeting and the answer to EHLO, without the status codes.

    Args:
        greeting: What follows ``220``.
        extensions: One line each, the first with the server's name; empty if EHLO was refused.
    """
    words = _words(extensions)
    yield from _host_signs((greeting, *extensions[:1]), "SMTP greeting")
    if _SMTP_READY.search(greeting):
        yield from _ready_signs(words)
    elif version := _SMTP_VERSION.search(greeting):
        yield from _versioned_signs(version, words)
    elif legacy := _SMTP_LEGACY.search(greeting):
        yield from _legacy_signs(legacy[1] or "")
    elif gateway := _SMTP_GATEWAYS.search(greeting):
        yield Sign(Kind.GATEWAY, gateway[1], "SMTP greeting")
    elif software := greeting_software(greeting):
        yield Sign(Kind.OTHER_SOFTWARE, software, "SMTP greeting", Confidence.CERTAIN)
    yield from _extension_signs(extensions, words)


def mailbox_signs(greeting: str, method: str) -> Iterator[Sign]:
    """Read the greeting of IMAP or POP3, without ``* OK`` or ``+OK``."""
    match = _MAILBOX.search(greeting)
    if match is None:
        if software := greeting_software(greeting):
            yield Sign(Kind.OTHER_SOFTWARE, software, method, Confidence.CERTAIN)
        return
    yield Sign(Kind.MARKER, "exchange-greeting", method)
    yield Sign(Kind.PRODUCT_HINT, match[1] or _SINCE_2010, method, Confidence.MEDIUM)
    if match[2]:
        yield Sign(Kind.BUILD, match[2], method)
    suffix = _decoded(greeting)
    if suffix and (is_cloud_machine(suffix) or is_cloud_host(suffix)):
        yield Sign(Kind.CLOUD, suffix, f"name at the end of the {method}", Confidence.CERTAIN)
    elif suffix:
        yield Sign(Kind.HOST_NAME, suffix, f"name at the end of the {method}", Confidence.MEDIUM)


def imap_id_signs(line: str) -> Iterator[Sign]:
    """Read what an IMAP server answers to ID: two parts of the version, 15.20 in the cloud."""
    match = _IMAP_VERSION.search(line)
    if match is None:
        return
    if int(match[1]) == 15 and int(match[2]) >= 20:
        version = f"{match[1]}.{match[2]}"
        yield Sign(Kind.CLOUD, f"version {version}", "answer to IMAP ID", Confidence.CERTAIN)
    elif match[1] == "15" and match[2] in _IMAP_PRODUCTS:
        products = _IMAP_PRODUCTS[match[2]]
        yield Sign(Kind.PRODUCT_HINT, products, "answer to IMAP ID", Confidence.MEDIUM)


def _ready_signs(words: frozenset[str]) -> Iterator[Sign]:
    if words & _UNLIKE_EXCHANGE and not words & _LIKE_EXCHANGE:
        yield Sign(Kind.SUSPICION, "greeting-only", "SMTP extensions")
        return
    yield Sign(Kind.MARKER, "smtp-greeting", "SMTP greeting", Confidence.LOW)


def _versioned_signs(version: re.Match[str], words: frozenset[str]) -> Iterator[Sign]:
    """Tell Exchange 2000 and 2003 from the mail feature of Windows, which greets alike."""
    of_windows_2003_or_older = int(version[1]) < 6 or (version[1], version[2]) == ("6", "0")
    if of_windows_2003_or_older and words & {"X-LINK2STATE", "XEXCH50"}:
        yield Sign(Kind.MARKER, "smtp-extensions", "SMTP extensions")
        yield Sign(Kind.PRODUCT_HINT, "2000,2003", "SMTP extensions", Confidence.MEDIUM)
    elif words or not of_windows_2003_or_older:
        name = "the SMTP service of Windows"
        yield Sign(Kind.OTHER_SOFTWARE, name, "version in the SMTP greeting")


def _legacy_signs(version: str) -> Iterator[Sign]:
    yield Sign(Kind.MARKER, "exchange-greeting", "SMTP greeting")
    if version.startswith("5.5"):
        yield Sign(Kind.PRODUCT_HINT, "5.5", "SMTP greeting", Confidence.MEDIUM)
    if version.count(".") == 3:
        yield Sign(Kind.BUILD, version, "SMTP greeting")


def _extension_signs(extensions: Sequence[str], words: frozenset[str]) -> Iterator[Sign]:
    method = "SMTP extensions"
    keywords = [line.split()[0] for line in extensions[1:] if line.strip()]
    if any(_STRAY.search(keyword) for keyword in keywords):
        yield Sign(Kind.SUSPICION, "malformed-extension", method)
    if {"X-EXPS", "X-ANONYMOUSTLS"} <= words:
        yield Sign(Kind.MARKER, "smtp-extensions", method)
        yield Sign(Kind.PRODUCT_HINT, _products_by(words), method, Confidence.LOW)


def _products_by(words: frozenset[str]) -> str:
    """Guess the products by extensions that came and went; a heuristic, not a promise."""
    if "XEXCH50" in words:
        if "XSHADOWREQUEST" in words:
            return "2013"
        return "2010" if "XSHADOW" in words else "2007,2010,2013"
    if "SMTPUTF8" in words:
        return "2019,SE"
    return "2013,2016,2019,SE"


def _host_signs(lines: Sequence[str], method: str) -> Iterator[Sign]:
    for host in dict.fromkeys(host for line in lines for host in hosts_in(line)):
        kind, confidence = Kind.HOST_NAME, Confidence.MEDIUM
        if is_cloud_host(host):
            kind, confidence = Kind.CLOUD, Confidence.CERTAIN
        yield Sign(kind, host, method, confidence)


def _words(extensions: Sequence[str]) -> frozenset[str]:
    """Give all words of the answer, because some logs and proxies join its lines."""
    return frozenset(word.upper() for line in extensions for word in line.split())


def _decoded(greeting: str) -> str:
    match = _MAILBOX_SUFFIX.search(greeting)
    if match is None:
        return ""
    try:
        raw = base64.b64decode(match[1], validate=True)
        return raw.decode("utf-16-le")
    except (binascii.Error, UnicodeDecodeError):
        return ""
