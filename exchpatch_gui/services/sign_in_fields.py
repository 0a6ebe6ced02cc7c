# SPDX-License-Identifier: MIT
"""The fields of a sign-in and of a server's WinRM service as people type them, checked."""

from __future__ import annotations

import re
import unicodedata

from exchpatch_gui.domain.remotes import Channel, Remote
from exchpatch_gui.domain.servers import Target, TargetError
from exchpatch_gui.domain.sign_ins import Secret, SignInKind
from exchpatch_gui.domain.text import clean
from exchpatch_gui.errors import InputError

LABEL_LIMIT = 80
USER_LIMIT = 300
PASSWORD_LIMIT = 256
"""Characters. Active Directory takes no more, and Credential Manager keeps 2,560 bytes."""
# What neither a Windows account nor a domain has in its name.
_NAME = r"[^\\/@\[\]:;|=,+*?<>\"\s][^\\/@\[\]:;|=,+*?<>\"]*"
_WITH_DOMAIN = re.compile(rf"{_NAME}\\{_NAME}|{_NAME}@{_NAME}")
_LOCAL = re.compile(rf"(?:\.\\)?{_NAME}")


def read_label(text: str) -> str:
    """Read what people call a sign-in.

    Raises:
        InputError: ``sign_in.label_missing`` or ``.label_long``.
    """
    label = clean(text, 4 * LABEL_LIMIT)
    if not label:
        raise InputError("sign_in.label_missing")
    if len(label) > LABEL_LIMIT:
        raise InputError("sign_in.label_long", limit=LABEL_LIMIT)
    return label


def read_user(text: str, kind: SignInKind) -> str:
    r"""Read who signs in: ``DOMAIN\user``, ``user@domain``, or an account of the server itself.

    Raises:
        InputError: ``sign_in.user_missing``, ``.user_surplus``, ``.user_form`` or
            ``.user_domain``.
    """
    user = text.strip()
    if kind is SignInKind.CURRENT:
        if user:
            raise InputError("sign_in.user_surplus")
        return ""
    if not user:
        raise InputError("sign_in.user_missing")
    if len(user) <= USER_LIMIT and user == clean(user, USER_LIMIT):
        if _WITH_DOMAIN.fullmatch(user) and not user.startswith(".\\"):
            return user
        if _LOCAL.fullmatch(user):
            if kind is SignInKind.KERBEROS:
                raise InputError("sign_in.user_domain", user=clean(user, 80))
            return user
    raise InputError("sign_in.user_form", user=clean(user, 80))


def read_password(text: str) -> Secret:
    """Read a password as it is: blanks at its ends belong to it.

    Raises:
        InputError: ``sign_in.password_missing``, ``.password_long`` or ``.password_signs``.
    """
    if not text:
        raise InputError("sign_in.password_missing")
    if len(text) > PASSWORD_LIMIT:
        raise InputError("sign_in.password_long", limit=PASSWORD_LIMIT)
    if any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in text):
        raise InputError("sign_in.password_signs")
    return Secret(text)


def read_remote(text: str, channel: Channel) -> Remote:
    """Read where WinRM answers: ``host`` or ``host:port``, or nothing for the usual place.

    Raises:
        InputError: ``remote.host``.
    """
    if not text.strip():
        return Remote(channel=channel)
    try:
        target = Target.parse(text, usual_port=0)
    except TargetError as error:
        raise InputError("remote.host", text=clean(text, 80)) from error
    if "/" in text:
        raise InputError("remote.host", text=clean(text, 80))
    return Remote(target.host, target.port, channel)
