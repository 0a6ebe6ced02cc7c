# SPDX-License-Identifier: MIT
"""What Exchange's own cmdlets said of the server."""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.collected.exchange_server import (
    ComponentState,
    ComponentStates,
    EffectiveOverride,
    ExchangeServer,
    MailboxServer,
    MonitoringOverride,
    MonitoringOverrides,
    OverridesEffective,
    ResourceMeter,
    ResourceThrottling,
    RoleHealth,
    ServiceHealth,
)
from exchpatch_gui.collected.healthchecker.config_xml import attribute_of, parse
from exchpatch_gui.collected.healthchecker.export import Export
from exchpatch_gui.collected.healthchecker.node import AbsentError, Node

_ALL_ROLES = "All"


def exchange_server(export: Export) -> ExchangeServer:
    """Read the server's object in the directory."""
    found = export.exchange.filled("GetExchangeServer")
    return ExchangeServer(
        name=found["Name"].needed_text(),
        fqdn=found.get("Fqdn").text(),
        server_role=found["ServerRole"].needed_text(),
        is_mailbox_server=found["IsMailboxServer"].needed_truth(),
        is_client_access_server=found["IsClientAccessServer"].needed_truth(),
        is_edge_server=found["IsEdgeServer"].needed_truth(),
        edition=found.get("Edition").text(),
        is_trial_edition=found.get("IsExchangeTrialEdition").truth(),
        is_expired_trial_edition=found.get("IsExpiredExchangeTrialEdition").truth(),
        remaining_trial_period=found.get("RemainingTrialPeriod").text(),
        site=found.get("Site").text(),
        admin_display_version=found.get("AdminDisplayVersion").text(),
        internet_web_proxy=found.get("InternetWebProxy").text(),
        ring_level=found.get("RingLevel").text(),
        data_collection_enabled=found.get("DataCollectionEnabled").truth(),
        mitigations_enabled=found.get("MitigationsEnabled").truth(),
        mitigations_applied=found.get("MitigationsApplied").texts(),
        mitigations_blocked=found.get("MitigationsBlocked").texts(),
    )


def mailbox_server(export: Export) -> MailboxServer:
    """Read the membership in a group of servers and what may be activated."""
    found = export.exchange.filled("GetMailboxServer")
    return MailboxServer(
        name=found["Name"].needed_text(),
        database_availability_group=found["DatabaseAvailabilityGroup"].text(),
        database_copy_activation_disabled_and_move_now=found[
            "DatabaseCopyActivationDisabledAndMoveNow"
        ].truth(),
        database_copy_auto_activation_policy=found["DatabaseCopyAutoActivationPolicy"].text(),
    )


def component_states(export: Export) -> ComponentStates:
    """Read every component with what each requester wants of it."""
    found = export.exchange.filled("ServerMaintenance.GetServerComponentState")
    return ComponentStates(
        tuple(
            ComponentState(
                component=one["Component"].needed_text(),
                state=one["State"].needed_text(),
                local_states=_requests(one.get("LocalStates")),
                remote_states=_requests(one.get("RemoteStates")),
            )
            for one in found.items()
        )
    )


def _requests(states: Node) -> tuple[str, ...]:
    rows = ((one.get("Requester").text(), one.get("State").text()) for one in states.items())
    return tuple(f"{requester}={state}" for requester, state in rows if requester and state)


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
    meters = [] if root is None else root.findall(".//ResourceMeter")
    if not meters:
        raise AbsentError(f"{result.path}.ResourceMeter")
    return ResourceThrottling(
        tuple(
            ResourceMeter(
                resource=attribute_of(one, "Resource") or "",
                current_use=attribute_of(one, "CurrentResourceUse") or "",
                pressure=attribute_of(one, "Pressure"),
            )
            for one in meters
        )
    )


def monitoring_overrides(export: Export) -> MonitoringOverrides:
    """Read the overrides of the organization and those of the server."""
    everywhere = export.organization.filled("GetGlobalMonitoringOverride")
    here = export.exchange.filled("GetServerMonitoringOverride")
    return MonitoringOverrides((*_overrides("global", everywhere), *_overrides("server", here)))


def _overrides(scope: str, found: Node) -> Iterator[MonitoringOverride]:
    rows = (row for one in found.items() for row in one["SimpleView"].items())
    for one in rows:
        yield MonitoringOverride(
            scope=scope,
            item_type=one.get("ItemType").text(),
            identity=one["Identity"].needed_text(),
            property_name=one.get("PropertyName").text(),
            property_value=one.get("PropertyValue").text(),
            expiration_time=one.get("ExpirationTime").text(),
        )
