# SPDX-License-Identifier: MIT
"""Software that is not Exchange, by what it says of itself on the web or in a greeting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from exchpatch_gui.domain.evidence import Confidence, Kind
from exchpatch_gui.probes.signs.hosts import without_hosts
from exchpatch_gui.probes.signs.sign import Sign
from exchpatch_gui.probes.signs.view import AnswerView

_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,300})", re.IGNORECASE)
_METHODS = {
    "title": "page title",
    "www-authenticate": "WWW-Authenticate header",
    "server": "Server header",
}


class _Mark(NamedTuple):
    """One product's mark: where it stands and a pattern; group 1, if any, is what to call it."""

    part: str
    pattern: re.Pattern[str]
    name: str


def _mark(part: str, pattern: str, name: str) -> _Mark:
    return _Mark(part, re.compile(pattern, re.IGNORECASE), name)


_WEB = (
    _mark("server", r"^Kerio Connect\b", ""),
    _mark("server", r"^CommuniGatePro\b", ""),
    _mark("server", r"^Horde_ActiveSync\b", "Horde ActiveSync"),
    _mark("server", r"^(?:MDaemon|WDaemon)\b", "MDaemon"),
    _mark("server", r"^IceWarp\b", ""),
    _mark("server", r"^Lotus-Domino\b", "HCL Domino"),
    _mark("server", r"^Zimbra\b", ""),
    _mark("server", r"^AXIGEN\b", ""),
    _mark("server", r"^SOGo\b|^Alinto\b", "SOGo"),
    _mark("server", r"^gromox\b|^grommunio\b", "grommunio"),
    _mark("server", r"^MailEnable\b", "MailEnable"),
    _mark("server", r"^SmarterMail\b", "SmarterMail"),
    _mark("server", r"^Stalwart\b", "Stalwart"),
    _mark("www-authenticate", r'realm="msrpc realm"', "grommunio"),
    _mark("www-authenticate", r'realm="ZPush"', "Z-Push"),
    _mark("www-authenticate", r'realm="SOGo', "SOGo"),
    _mark("www-authenticate", r'realm="Kerio', "Kerio Connect"),
    _mark("www-authenticate", r'realm="Zimbra', "Zimbra"),
    _mark("www-authenticate", r'realm="(?:Horde|Syncroton|CommuniGate|IceWarp|Kopano|Zarafa)', ""),
    _mark("x-z-push-version", r"", "Z-Push"),
    _mark("x-serverapplication", r"^Exchange/15\.00\.0847\.4040$", "grommunio"),
    _mark("title", r"\bZimbra\b", "Zimbra"),
    _mark("title", r"\bKerio Connect\b", "Kerio Connect"),
    _mark("title", r"\bSOGo\b", "SOGo"),
    _mark("title", r"\bHorde\b", "Horde"),
    _mark("title", r"\bRoundcube\b", "Roundcube"),
    _mark("title", r"\bMDaemon\b|\bWorldClient\b", "MDaemon"),
    _mark("title", r"\bIceWarp\b", "IceWarp"),
    _mark("title", r"\bAxigen\b", "Axigen"),
    _mark("title", r"\bCommuniGate\b", "CommuniGate Pro"),
    _mark("title", r"\bOpen-?Xchange\b|\bOX App Suite\b", "Open-Xchange"),
    _mark("title", r"\bKopano\b|\bZarafa\b", "Kopano"),
    _mark("title", r"\bgrommunio\b", "grommunio"),
    _mark("title", r"\bSmarterMail\b", "SmarterMail"),
    _mark("title", r"\bMailEnable\b", "MailEnable"),
    _mark("title", r"\bGroupWise\b", "GroupWise"),
    _mark("title", r"\b(?:HCL|IBM|Lotus) (?:Domino|iNotes|Notes)\b", "HCL Domino"),
    _mark("title", r"\bSquirrelMail\b", "SquirrelMail"),
    _mark("title", r"\bmailcow\b", "mailcow"),
)
_GREETINGS = (
    r"\b(Kerio Connect(?: [\d.]+(?: patch \d+)?)?)",
    r"\b(Kerio MailServer(?: [\d.]+)?)",
    r"\b(Zimbra(?: [\w.]+)?)",
    r"\b(MDaemon(?: [\d.]+)?)",
    r"\b(CommuniGate Pro(?: [\w.]+)?)",
    r"\b(IceWarp(?: [\d.]+)?)",
    r"\b(Axigen)\b",
    r"\b(Lotus Domino|HCL Domino|IBM Domino|Domino IMAP4 Server|Domino POP3)\b",
    r"\b(GroupWise)\b",
    r"\b(Postfix)\b",
    r"\b(Exim(?: [\d.]+)?)",
    r"\b(Sendmail(?: [\d./]+)?)",
    r"\b(OpenSMTPD)\b",
    r"\b(Haraka)\b",
    r"\b(Dovecot)\b",
    r"\b(Courier-IMAP)\b",
    r"\b(Cyrus (?:IMAP|POP3)\S*)",
    r"\b(hMailServer)\b",
    r"\b(MailEnable)\b",
    r"\b(SmarterMail)\b",
    r"\b(Stalwart)\b",
    r"\b(Mercury/32)\b",
    r"\b(ArGoSoft)\b",
    r"\b(XMail(?: [\d.]+)?)",
    r"\b(Scalix)\b",
    r"\b(Apache JAMES|JAMES SMTP Server)\b",
    r"\b(qmail)\b",
    r"\b(UW-?IMAP|IMAP4rev1 20\d\d\.\d+)\b",
    r"\b(gromox|grommunio)\b",
    r"\b(Citadel)\b",
    r"\b(Merak(?: [\d.]+)?)",
    r"\b(SurgeMail)\b",
    r"\b(Gimap|gsmtp)\b",
    r"\b(Qpopper|popa3d|teapop|Perdition|DBMail|Archiveopteryx|BincIMAP)\b",
    r"\b(IMail(?: [\d.]+)?|MailSite|SLmail|VPOP3|FTGate|MERCUR|NTMail|Gordano|WinRoute)\b",
    r"\b(PowerMTA|ecelerity|InterMail|Openwave|Mirapoint|eXtremail|CMailServer|602LAN)\b",
    r"\b(Oracle Communications Messaging|Sun Java System Messaging|iPlanet Messaging)",
)
_GREETING = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _GREETINGS)


def web_software_signs(view: AnswerView, *, is_owa_page: bool) -> Iterator[Sign]:
    """Name what an answer says it is, if that is not Exchange; at most one name.

    The title of a sign-in page of Exchange is the owner's own text and says nothing.
    """
    for mark in _WEB:
        if is_owa_page and mark.part == "title":
            continue
        for value in _parts(view, mark.part):
            if mark.pattern.search(value):
                method = _METHODS.get(mark.part, f"{mark.part.title()} header")
                name = mark.name or _own_name(mark, value)
                yield Sign(Kind.OTHER_SOFTWARE, name, method)
                return
    if view.header("MS-Server-ActiveSync") is not None and not _is_windows(view):
        # Exchange sends this header after signing in only, and runs on IIS only.
        method = "MS-Server-ActiveSync header without signing in"
        yield Sign(Kind.OTHER_SOFTWARE, "an ActiveSync gateway", method, Confidence.MEDIUM)


def greeting_software(line: str) -> str:
    """Name the mail server that a greeting names, or nothing; host names don't count."""
    words = without_hosts(line)
    for pattern in _GREETING:
        if match := pattern.search(words):
            return match[1]
    return ""


def page_title(view: AnswerView) -> str:
    """Give the text of the page's title, or nothing."""
    for place in view.places("<title", most=1):
        if match := _TITLE.match(view.text, place):
            return match[1].strip()
    return ""


def _is_windows(view: AnswerView) -> bool:
    is_iis = (view.header("Server") or "").lower().startswith("microsoft-iis/")
    return is_iis or view.header("X-FEServer") is not None


def _parts(view: AnswerView, part: str) -> list[str]:
    return [page_title(view)] if part == "title" else view.headers_all(part)


def _own_name(mark: _Mark, value: str) -> str:
    """Use the server's own words: the header, or what a realm begins with."""
    if mark.part == "server":
        return value
    match = re.search(r'realm="(\w+)', value)
    return match[1] if match else value
