# SPDX-License-Identifier: MIT
"""What Exchange's own cmdlets said of the server."""

from __future__ import annotations

from exchpatch_gui.collected.clixml.node import AbsentError, Node
from exchpatch_gui.collected.cmdlets import diagnostics, server
from exchpatch_gui.collected.exchange_server import (
    ComponentStates,
    EffectiveOverride,
    ExchangeServer,
    MailboxServer,
    MonitoringOverride,
    MonitoringOverrides,
    OverridesEffective,
    ResourceThrottling,
    RoleHealth,
    ServiceHealth,
)
from exchpatch_gui.collected.healthchecker.config_xml import parse
from exchpatch_gui.collected.healthchecker.export import Export

_ALL_ROLES = "All"


def exchange_server(export: Export) -> ExchangeServer:
    """Read the server's object in the directory."""
    return server.exchange_server(export.exchange.filled("GetExchangeServer"))


def mailbox_server(export: Export) -> MailboxServer:
    """Read the membership in a group of servers and what may be activated."""
    return server.mailbox_server(export.exchange.filled("GetMailboxServer"))


def component_states(export: Export) -> ComponentStates:
    """Read every component with what each requester wants of it."""
    found = export.exchange.filled("ServerMaintenance.GetServerComponentState")
    return server.component_states(found)


def service_health(export: Export) -> ServiceHealth:
    """Read which services the roles miss; HealthChecker doesn't say which role."""
    missing = export.exchange.filled("ExchangeServicesNotRunning").texts()
    return ServiceHealth((RoleHealth(_ALL_ROLES, not missing, missing),))


def overrides_effective(export: Export) -> OverridesEffective:
    """Read the overrides the server applies; without a time it could not be asked."""
    found = export.exchange.filled("SettingOverrides")
    updated = export.moment(found["LastUpdated"])
    rows = found.filled("SimpleSettingOverrides").items()
    if updated is None and not rows:
        raise AbsentError(found["LastUpdated"].path)
    return OverridesEffective(
        updated=updated,
        items=tuple(
            EffectiveOverride(
                name=one["Name"].needed_text(),
                component=one["ComponentName"].needed_text(),
                section=one["SectionName"].needed_text(),
                status=one["Status"].needed_text(),
                parameters=one.get("Parameters").texts(),
            )
            for one in rows
        ),
    )


def resource_throttling(export: Export) -> ResourceThrottling:
    """Read the meters from the XML the cmdlet gives."""
    result = export.exchange.filled("EdgeTransportResourceThrottling.Result")
    root = parse(result.needed_text()).root
    if root is None:
        raise AbsentError(f"{result.path}.ResourceMeter")
    return ResourceThrottling(diagnostics.resource_meters(root, result.path))


def monitoring_overrides(export: Export) -> MonitoringOverrides:
    """Read the overrides of the organization and those of the server."""
    everywhere = export.organization.filled("GetGlobalMonitoringOverride")
    here = export.exchange.filled("GetServerMonitoringOverride")
    return MonitoringOverrides((*_overrides("global", everywhere), *_overrides("server", here)))


def _overrides(scope: str, found: Node) -> tuple[MonitoringOverride, ...]:
    views = (one["SimpleView"] for one in found.items())
    return tuple(row for view in views for row in server.monitoring_overrides(scope, view))
