# SPDX-License-Identifier: MIT
"""Headers and pages of servers as they are known to look, put together anew."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from tests.probes.asking import Reply

IIS_10 = ("Server", "Microsoft-IIS/10.0")
ASP_NET = (("X-AspNet-Version", "4.0.30319"), ("X-Powered-By", "ASP.NET"))
CHALLENGES = (("WWW-Authenticate", "Negotiate"), ("WWW-Authenticate", "NTLM"))
_numbers = itertools.count(1)


def request_id() -> tuple[str, str]:
    """Make a request-id that no other answer has."""
    return ("request-id", f"00000000-0000-4000-8000-{next(_numbers):012d}")


def logon_page(build: str, *, head: str = "", folder: str = "/owa/auth") -> str:
    """Make a sign-in page with the comments of the real one."""
    return (
        "<!-- OwaPage = ASP.auth_logon_aspx -->\n"
        "<!-- {57A118C6-2DA9-419d-BE9A-F92B0F9A418B} -->\n"
        f'<html><head><link rel="icon" href="{folder}/{build}/themes/resources/favicon.ico">{head}'
        f"<style>@font-face {{ src: url('{folder}/{build}/themes/resources/a.ttf') }}</style>"
        "<title>Outlook</title></head><body></body></html>"
    )


def front_end(
    version: str | None, name: str | None = "EX01", *, server: tuple[str, str] | None = IIS_10
) -> list[tuple[str, str]]:
    """Make the headers of a front end; what is None was taken away."""
    headers = [request_id(), *ASP_NET]
    if server:
        headers.insert(0, server)
    if version is not None:
        headers.append(("X-OWA-Version", version))
    if name is not None:
        headers.append(("X-FEServer", name))
    return headers


def logon(version: str | None, build: str | None, name: str | None = "EX01") -> Reply:
    """Make the sign-in page's answer."""
    return Reply(200, front_end(version, name), logon_page(build) if build else "")


def challenge(
    version: str | None, name: str | None = "EX01", more: Sequence[tuple[str, str]] = ()
) -> Reply:
    """Make the answer of a service that wants a sign-in."""
    return Reply(401, [*front_end(version, name), *CHALLENGES, *more])


def redirect(location: str, headers: Sequence[tuple[str, str]] = ()) -> Reply:
    """Send the visitor elsewhere."""
    return Reply(302, [("Location", location), *headers])
