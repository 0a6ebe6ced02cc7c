# SPDX-License-Identifier: MIT
"""Microsoft's Emergency Mitigation service: whether help against new attacks can arrive."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from exchpatch_gui.checks.inside.base import CheckContext, check, readable
from exchpatch_gui.checks.inside.installed import CU22_CU11, JUN26SU, has
from exchpatch_gui.collected.exchange_organization import OrganizationConfig
from exchpatch_gui.collected.exchange_server import ExchangeServer
from exchpatch_gui.collected.local_network import MitigationEndpoint
from exchpatch_gui.collected.local_windows import Services
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding

_PAGE = "https://aka.ms/HC-EEMS"
_NETWORK_PAGE = "https://aka.ms/HelpConnectivityEEMS"
_SERVICE = "msexchangemitigation"
_OK = 200
_NONE = "None"
# What Microsoft publishes for the service from July 2026 on, builds before the update of
# June 2026 can't read.
_ANNOUNCED, _NEW_FORMAT = date(2026, 6, 9), date(2026, 7, 1)


@check("eems.state", needs=(OrganizationConfig, ExchangeServer), on_edge=False)
def state(context: CheckContext) -> Iterator[Finding]:
    """See whether mitigations are allowed, for the organisation and for this server.

    Yellow if ``MitigationsEnabled`` is off for either, green otherwise. Not judged before 2016 CU22
    and 2019 CU11.
    """
    if not _has_service(context):
        return
    organization = readable(
        context.section(OrganizationConfig).mitigations_enabled,
        OrganizationConfig,
        "mitigations_enabled",
    )
    server = readable(
        context.section(ExchangeServer).mitigations_enabled, ExchangeServer, "mitigations_enabled"
    )
    variant, value = {
        (True, True): ("on", "Enabled"),
        (False, True): ("off_organization", "Disabled (organization)"),
        (True, False): ("off_server", "Disabled (server)"),
        (False, False): ("off", "Disabled"),
    }[organization, server]
    light = TrafficLight.GREEN if variant == "on" else TrafficLight.YELLOW
    yield Finding("eems.state", light, variant, value=value, links=(_PAGE,))


@check("eems.service", needs=(Services,), on_edge=False)
def service(context: CheckContext) -> Iterator[Finding]:
    """See whether the service runs and starts by itself.

    Yellow if ``MSExchangeMitigation`` is missing, not running or not automatic; information
    otherwise. Not judged before 2016 CU22 and 2019 CU11.
    """
    if not _has_service(context):
        return
    services = context.section(Services).items
    found = next((one for one in services if one.name.lower() == _SERVICE), None)
    if found is None:
        variant, value = "missing", "Unknown"
    elif found.state.lower() == "running" and found.start_mode.lower() == "auto":
        variant, value = "running", "Running"
    else:
        variant, value = "stopped", "Investigate"
    yield Finding(
        "eems.service",
        TrafficLight.INFO if variant == "running" else TrafficLight.YELLOW,
        variant,
        value=value,
        details={
            "state": found.state if found else "",
            "start_mode": found.start_mode if found else "",
        },
        links=(_PAGE,),
    )


@check("eems.endpoint", needs=(MitigationEndpoint,), on_edge=False)
def endpoint(context: CheckContext) -> Iterator[Finding]:
    """See whether the server reaches the page its mitigations come from.

    Yellow if the answer is not 200, or if none comes; information otherwise. Not judged before 2016
    CU22 and 2019 CU11.
    """
    if not _has_service(context):
        return
    answer = context.section(MitigationEndpoint)
    if answer.status_code == _OK:
        variant = "reached"
    else:
        variant = "unreachable" if answer.status_code is None else "refused"
    yield Finding(
        "eems.endpoint",
        TrafficLight.INFO if variant == "reached" else TrafficLight.YELLOW,
        variant,
        value="Unreachable" if answer.status_code is None else str(answer.status_code),
        details={"why": answer.error_text},
        links=(_NETWORK_PAGE,) if variant != "reached" else (),
    )


@check("eems.applied", needs=(ExchangeServer,), on_edge=False)
def applied(context: CheckContext) -> Iterator[Finding]:
    """List the mitigations that are in place.

    Information only. Not listed before 2016 CU22 and 2019 CU11.

    Source: https://aka.ms/HC-EEMS
    """
    if not _has_service(context):
        return
    names = context.section(ExchangeServer).mitigations_applied
    yield Finding(
        "eems.applied",
        TrafficLight.INFO,
        "some" if names else "none",
        value=", ".join(names) or _NONE,
        details={"count": len(names)},
    )


@check("eems.blocked", needs=(ExchangeServer,), on_edge=False)
def blocked(context: CheckContext) -> Iterator[Finding]:
    """List the mitigations that somebody has forbidden.

    Yellow if there is any, information otherwise. Not judged before 2016 CU22 and 2019 CU11.
    """
    if not _has_service(context):
        return
    names = context.section(ExchangeServer).mitigations_blocked
    yield Finding(
        "eems.blocked",
        TrafficLight.YELLOW if names else TrafficLight.INFO,
        "some" if names else "none",
        value=", ".join(names) or _NONE,
        details={"count": len(names)},
        links=(_PAGE,) if names else (),
    )


@check("eems.blind", needs=(), on_edge=False)
def blind(context: CheckContext) -> Iterator[Finding]:
    """See whether the build can read what Microsoft publishes for the service.

    Yellow before Jun26SU, from 9 June 2026 on as a warning and from 1 July 2026 on as a fact; green
    with it. A service that runs and reaches its page looks well and yet gets nothing. Not judged
    before 2016 CU22 and 2019 CU11.
    """
    if not _has_service(context) or context.day < _ANNOUNCED:
        return
    if has(context, JUN26SU):
        variant, light = "sees", TrafficLight.GREEN
    elif context.day < _NEW_FORMAT:
        variant, light = "soon", TrafficLight.YELLOW
    else:
        variant, light = "blind", TrafficLight.YELLOW
    yield Finding(
        "eems.blind",
        light,
        variant,
        value=str(variant != "sees"),
        details={"update": JUN26SU.name, "since": _NEW_FORMAT},
        links=(_PAGE,),
    )


def _has_service(context: CheckContext) -> bool:
    return has(context, CU22_CU11)
