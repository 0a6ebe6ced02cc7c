# SPDX-License-Identifier: MIT
"""Which Windows services Exchange needs, whether they run, and whether they start by themselves.

Source: the lists of Microsoft's HealthChecker. Only services that exist are judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.checks.inside.base import CheckContext, check, readable
from exchpatch_gui.collected.exchange_server import ServiceHealth
from exchpatch_gui.collected.local_windows import Service, Services
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding

_CRITICAL = frozenset(
    {
        "winmgmt",
        "w3svc",
        "iisadmin",
        "pla",
        "mpssvc",
        "rpceptmapper",
        "eventlog",
        "msexchangeadtopology",
        "msexchangedelivery",
        "msexchangefastsearch",
        "msexchangefrontendtransport",
        "msexchangeis",
        "msexchangerepl",
        "msexchangerpc",
        "msexchangeservicehost",
        "msexchangesubmission",
        "msexchangetransport",
        "hostcontrollerservice",
    }
)
_COMMON = frozenset(
    {
        "msexchangeantispamupdate",
        "mscomplianceaudit",
        "msexchangecompliance",
        "msexchangedagmgmt",
        "msexchangediagnostics",
        "msexchangeedgesync",
        "msexchangehm",
        "msexchangehmrecovery",
        "msexchangemailboxassistants",
        "msexchangemailboxreplication",
        "msexchangemitigation",
        "msexchangethrottling",
        "msexchangetransportlogsearch",
        "bits",
    }
)
# Windows starts these when something needs them.
_ON_DEMAND = frozenset({"pla", "bits"})
_RUNNING, _AUTO, _MANUAL = "running", "auto", "manual"


@check("svc.test_service_health", needs=(ServiceHealth,))
def required(context: CheckContext) -> Iterator[Finding]:
    """Repeat which services Exchange itself misses, each once whatever roles need it.

    Yellow for each that ``Test-ServiceHealth`` names as not running, green if there is none.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    roles = context.section(ServiceHealth).items
    missed: dict[str, list[str]] = {}
    for role in roles:
        for name in role.services_not_running:
            missed.setdefault(name, []).append(role.role)
    for name, needed_by in missed.items():
        yield Finding(
            id="svc.test_service_health",
            light=TrafficLight.YELLOW,
            variant="stopped",
            instance=name,
            value="Not running",
            details={"roles": ", ".join(needed_by)},
        )
    if not missed:
        readable(roles or None, ServiceHealth, "items")
        yield Finding(
            id="svc.test_service_health",
            light=TrafficLight.GREEN,
            variant="running",
            value="Running",
        )


@check("svc.critical", needs=(Services,))
def critical(context: CheckContext) -> Iterator[Finding]:
    """See whether the services run without which Exchange doesn't work.

    Red for each of these that exists and doesn't run, green if there is none: WinMgmt, W3SVC,
    IISADMIN, pla, mpssvc, RpcEptMapper, EventLog, MSExchangeADTopology, MSExchangeDelivery,
    MSExchangeFastSearch, MSExchangeFrontEndTransport, MSExchangeIS, MSExchangeRepl, MSExchangeRPC,
    MSExchangeServiceHost, MSExchangeSubmission, MSExchangeTransport, HostControllerService.
    Information for pla if its start is manual: Windows starts it when something needs it.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    found = _of(context, _CRITICAL)
    down = [one for one in found if not _runs(one)]
    for service in down:
        idle = _waits_for_demand(service)
        yield Finding(
            id="svc.critical",
            light=TrafficLight.INFO if idle else TrafficLight.RED,
            variant="idle" if idle else "stopped",
            instance=service.name,
            value=_state(service),
        )
    if all(_waits_for_demand(one) for one in down):
        yield _all_run("svc.critical", found)


@check("svc.common", needs=(Services,))
def common(context: CheckContext) -> Iterator[Finding]:
    """See whether the other services of Exchange run.

    Yellow for each of these that exists and doesn't run, green if there is none:
    MSExchangeAntispamUpdate, MSComplianceAudit, MSExchangeCompliance, MSExchangeDagMgmt,
    MSExchangeDiagnostics, MSExchangeEdgeSync, MSExchangeHM, MSExchangeHMRecovery,
    MSExchangeMailboxAssistants, MSExchangeMailboxReplication, MSExchangeMitigation,
    MSExchangeThrottling, MSExchangeTransportLogSearch, BITS. BITS with a manual start doesn't
    count.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    found = _of(context, _COMMON)
    down = [one for one in found if not _runs(one) and not _waits_for_demand(one)]
    for service in down:
        yield Finding(
            id="svc.common",
            light=TrafficLight.YELLOW,
            variant="stopped",
            instance=service.name,
            value=_state(service),
        )
    if not down:
        yield _all_run("svc.common", found)


@check("svc.misconfigured", needs=(Services,))
def start_types(context: CheckContext) -> Iterator[Finding]:
    """See whether all these services start with Windows; an update may leave some disabled.

    Yellow for each of ``svc.critical`` and ``svc.common`` that exists and doesn't start by itself,
    green if there is none. The start of pla and BITS may be manual.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    found = _of(context, _CRITICAL | _COMMON)
    wrong = [one for one in found if not _starts_by_itself(one)]
    for service in wrong:
        yield Finding(
            id="svc.misconfigured",
            light=TrafficLight.YELLOW,
            variant="wrong",
            instance=service.name,
            value=_state(service),
        )
    if not wrong:
        yield Finding(
            id="svc.misconfigured",
            light=TrafficLight.GREEN,
            variant="right",
            value="Auto",
            details={"count": len(found)},
        )


def _of(context: CheckContext, names: frozenset[str]) -> list[Service]:
    """Give the services with these names; a server without a single one was not read rightly."""
    found = [one for one in context.section(Services).items if one.name.lower() in names]
    return readable(found or None, Services, "items")


def _all_run(check_id: str, found: list[Service]) -> Finding:
    return Finding(
        id=check_id,
        light=TrafficLight.GREEN,
        variant="running",
        value="Running",
        details={"count": len(found)},
    )


def _runs(service: Service) -> bool:
    return service.state.lower() == _RUNNING


def _waits_for_demand(service: Service) -> bool:
    return service.name.lower() in _ON_DEMAND and service.start_mode.lower() == _MANUAL


def _starts_by_itself(service: Service) -> bool:
    return service.start_mode.lower() == _AUTO or _waits_for_demand(service)


def _state(service: Service) -> str:
    return f"{service.state}/{service.start_mode}"
