# SPDX-License-Identifier: MIT
"""Takes out of a text what must not leave this computer, before anybody copies it."""

from __future__ import annotations

import getpass
import re
from collections.abc import Iterable
from pathlib import Path

HIDDEN = "***"
USER = "<user>"
LONGEST_LINE = 2000
"""What a line has beyond it is cut: the rules stay quick, whatever an error says."""
_PRIVATE_KEY = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*-----|\Z)", re.DOTALL
)
# How the name of what holds a secret ends, such as db_password, userToken or api-key.
_NAME = (
    r"(?:(?:password|passwd|passphrase|passcode|pwd|secret|token|credential|api[_-]?key"
    r"|private[_-]?key)s?|(?<![a-z])pass)"
)
_VALUE = r"\"(?:[^\"\\]|\\.)*(?:\"|$)|'(?:[^'\\]|\\.)*(?:'|$)|[^\s,;&)\]}\"']+"
_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (
            r"(?i)((?:authorization|cookie)[\"']?\s*[:=]\s*[\"']?)[^\"']+",
            rf"\g<1>{HIDDEN}",
        ),
        (rf"(?i)({_NAME}[\"']?\s*[:=]\s*b?)(?:{_VALUE})", rf"\g<1>{HIDDEN}"),
        (rf"(?i)(--[a-z-]{{0,30}}{_NAME}\s+)(?!-)(?:{_VALUE})", rf"\g<1>{HIDDEN}"),
        (rf"(?i)({_NAME}\s+)(?=[^\s\"']*[0-9])[^\s\"']{{4,}}", rf"\g<1>{HIDDEN}"),
        (
            r"\b((?i:basic|bearer|negotiate|ntlm)\s+)(?=\S*[0-9+/=]|\S+[A-Z])[\w+/.~-]{8,}=*",
            rf"\g<1>{HIDDEN}",
        ),
        (r"(?i)\b([a-z][a-z0-9+.-]{0,20}://)[^\s/@\"']+@", rf"\g<1>{HIDDEN}@"),
    )
)
_HOMES = re.compile(
    r"(?i)((?:\b[a-z]:)?(?:[\\/]{1,2})(?:users|home|documents and settings)[\\/]{1,2})[^\\/\s\"']+"
)


class Mask:
    """Hides secrets, the user and, where they are given, names of servers and customers.

    It knows secrets by what stands before them; a secret alone, without a word that says what it
    is, looks like any other text.

    Args:
        home: The user's home directory.
        user: The name the user signs in with.
        names: Of servers and customers; each is replaced by the same number throughout.
    """

    def __init__(self, home: Path | None, user: str, names: Iterable[str] = ()) -> None:
        self._home = _path_pattern(str(home)) if home and home != home.parent else None
        self._user = _word_pattern((user,)) if user else None
        unique = dict.fromkeys(name.casefold() for name in names if name)
        self._numbers = {name: number for number, name in enumerate(unique, 1)}

    @classmethod
    def of_this_user(cls, names: Iterable[str] = ()) -> Mask:
        """Make one for whoever runs the program."""
        try:
            home, user = Path.home(), getpass.getuser()
        except (RuntimeError, OSError, KeyError):  # the system knows no such user
            home, user = None, ""
        return cls(home, user, names)

    def text(self, text: str) -> str:
        """Give the text without them."""
        text = _PRIVATE_KEY.sub(HIDDEN, text)
        text = "\n".join(_without_secrets(line) for line in text.split("\n"))
        if self._home is not None:
            text = self._home.sub("~", text)
        text = self._without_names(_HOMES.sub(rf"\g<1>{USER}", text))
        return self._user.sub(USER, text) if self._user is not None else text

    def _without_names(self, text: str) -> str:
        folded = text.casefold()
        found = [name for name in self._numbers if name in folded]
        if not found:
            return text
        return _word_pattern(found).sub(self._numbered, text)

    def _numbered(self, match: re.Match[str]) -> str:
        number = self._numbers.get(match.group().casefold())
        return f"<name {number}>" if number else match.group()


def _without_secrets(line: str) -> str:
    if len(line) > LONGEST_LINE:
        line = f"{line[:LONGEST_LINE]}…"
    for pattern, replacement in _RULES:
        line = pattern.sub(replacement, line)
    return line


def _word_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Match any of them where it is no part of a longer name; the longest first."""
    listed = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{listed})(?![\w-])", re.IGNORECASE)


def _path_pattern(path: str) -> re.Pattern[str]:
    """Match a path with either slash, doubled as in a quoted text or not."""
    parts = [re.escape(part) for part in re.split(r"[\\/]+", path.rstrip("\\/"))]
    return re.compile(r"(?<![\w.-])" + r"[\\/]{1,2}".join(parts) + r"(?![\w-])", re.IGNORECASE)
