# SPDX-License-Identifier: MIT
"""What Exchange says of the server itself: role, licence, proxy, and two switches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from exchpatch_gui.checks.inside.base import CheckContext, check, readable
from exchpatch_gui.collected.exchange_organization import (
    EwsVirtualDirectories,
    OrganizationConfig,
)
from exchpatch_gui.collected.exchange_server import ExchangeServer
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding

_ALL_ROLES = "mailbox, clientaccess"
_LAST_DAYS = timedelta(days=7)
_TIME_SPAN = re.compile(r"(-?)(?:(\d{1,6})\.)?(\d{1,2}):(\d{2}):(\d{2})(?:\.\d+)?", re.ASCII)
_HTTP = "http://"
_DEFAULT_SITE = "(default web site)"


@check("server.role", needs=(ExchangeServer,))
def role(context: CheckContext) -> Iterator[Finding]:
    """Name the role; servers of 2013 may have all roles or one alone.

    Information only.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    named = context.section(ExchangeServer).server_role
    yield Finding(
        id="server.role",
        light=TrafficLight.INFO,
        variant="named",
        value="MultiRole" if named.lower().startswith(_ALL_ROLES) else named,
    )


@check("server.edition_trial", needs=(ExchangeServer,))
def edition(context: CheckContext) -> Iterator[Finding]:
    """See whether Exchange runs with a licence.

    Yellow for a trial, information otherwise.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    server = context.section(ExchangeServer)
    trial = readable(server.is_trial_edition, ExchangeServer, "is_trial_edition")
    yield Finding(
        id="server.edition_trial",
        light=TrafficLight.YELLOW if trial else TrafficLight.INFO,
        variant="trial" if trial else "licensed",
        value=readable(server.edition, ExchangeServer, "edition"),
        details={"server": server.name},
    )


@check("server.trial_remaining", needs=(ExchangeServer,))
def trial_period(context: CheckContext) -> Iterator[Finding]:
    """See how long a trial lasts; with a licence there is nothing to say.

    Red when it is over, yellow in its last 7 days, information before.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    server = context.section(ExchangeServer)
    if not readable(server.is_trial_edition, ExchangeServer, "is_trial_edition"):
        return
    text = readable(server.remaining_trial_period, ExchangeServer, "remaining_trial_period")
    left = readable(_time_span(text), ExchangeServer, "remaining_trial_period")
    if server.is_expired_trial_edition or left <= timedelta(0):
        light, variant = TrafficLight.RED, "over"
    elif left < _LAST_DAYS:
        light, variant = TrafficLight.YELLOW, "soon"
    else:
        light, variant = TrafficLight.INFO, "running"
    yield Finding(
        id="server.trial_remaining",
        light=light,
        variant=variant,
        value=text,
        details={"count": max(0, left.days), "server": server.name},
    )


@check("server.internet_web_proxy", needs=(ExchangeServer,))
def web_proxy(context: CheckContext) -> Iterator[Finding]:
    """See whether the proxy for Exchange's own way out is written so that Exchange can use it.

    Red if ``InternetWebProxy`` is set and doesn't begin with ``http://``, information otherwise.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    server = context.section(ExchangeServer)
    proxy = server.internet_web_proxy
    if proxy is None:
        light, variant = TrafficLight.INFO, "none"
    elif proxy.lower().startswith(_HTTP):
        light, variant = TrafficLight.INFO, "set"
    else:
        light, variant = TrafficLight.RED, "wrong"
    yield Finding(
        id="server.internet_web_proxy",
        light=light,
        variant=variant,
        value=proxy or "Not Set",
        details={"server": server.name},
    )


@check("ews.mrs_proxy", needs=(EwsVirtualDirectories,), on_edge=False)
def mrs_proxy(context: CheckContext) -> Iterator[Finding]:
    """See whether other organisations can move mailboxes over the internet.

    Yellow if ``MRSProxyEnabled`` is on for ``EWS (Default Web Site)``, information otherwise.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    directories = [
        one
        for one in context.section(EwsVirtualDirectories).items
        if one.name.lower().endswith(_DEFAULT_SITE)
    ]
    for directory in readable(directories or None, EwsVirtualDirectories, "items"):
        enabled = readable(directory.mrs_proxy_enabled, EwsVirtualDirectories, "mrs_proxy_enabled")
        yield Finding(
            id="ews.mrs_proxy",
            light=TrafficLight.YELLOW if enabled else TrafficLight.INFO,
            variant="on" if enabled else "off",
            value=str(enabled),
            details={"directory": directory.name, "server": context.document.computer},
        )


@check("org.download_domains", needs=(OrganizationConfig,), on_edge=False)
def download_domains(context: CheckContext) -> Iterator[Finding]:
    """Say whether attachments come from a name of their own; ``cve.2021-1730`` judges that.

    Yellow if ``EnableDownloadDomains`` is not known: Exchange leaves it out where the answering
    server is too old. Information otherwise.
    """
    enabled = context.section(OrganizationConfig).enable_download_domains
    unknown = enabled is None
    yield Finding(
        id="org.download_domains",
        light=TrafficLight.YELLOW if unknown else TrafficLight.INFO,
        variant={None: "unknown", True: "on", False: "off"}[enabled],
        value="Unknown" if unknown else str(enabled),
        links=("https://aka.ms/HC-DownloadDomains",),
    )


def _time_span(text: str) -> timedelta | None:
    """Read ``d.hh:mm:ss`` as .NET writes it; None if it is none."""
    match = _TIME_SPAN.fullmatch(text.strip())
    if match is None:
        return None
    sign, days, hours, minutes, seconds = match.groups(default="0")
    span = timedelta(int(days), int(seconds), minutes=int(minutes), hours=int(hours))
    return -span if sign == "-" else span
