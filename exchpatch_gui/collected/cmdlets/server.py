# SPDX-License-Identifier: MIT
"""What Exchange's cmdlets gave of the server.

All raise ``AbsentError`` where an object lacks what it always has.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC

from exchpatch_gui.collected.clixml.node import Node
from exchpatch_gui.collected.exchange_server import (
    ComponentState,
    ComponentStates,
    ExchangeServer,
    MailboxServer,
    MonitoringOverride,
    RoleHealth,
    ServiceHealth,
)


def exchange_server(found: Node) -> ExchangeServer:
    """Read the server's object in the directory."""
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


def mailbox_server(found: Node) -> MailboxServer:
    """Read the membership in a group of servers and what may be activated."""
    return MailboxServer(
        name=found["Name"].needed_text(),
        database_availability_group=found["DatabaseAvailabilityGroup"].text(),
        database_copy_activation_disabled_and_move_now=found[
            "DatabaseCopyActivationDisabledAndMoveNow"
        ].truth(),
        database_copy_auto_activation_policy=found["DatabaseCopyAutoActivationPolicy"].text(),
    )


def component_states(found: Node) -> ComponentStates:
    """Read every component with what each requester wants of it."""
    return ComponentStates(
        tuple(
            ComponentState(
                component=one["Component"].needed_text(),
                state=one["State"].needed_text(),
                local_states=tuple(_requests(one.get("LocalStates"))),
                remote_states=tuple(_requests(one.get("RemoteStates"))),
            )
            for one in found.items()
        )
    )


def _requests(states: Node) -> Iterator[str]:
    for one in states.items():
        requester, state = one.get("Requester").text(), one.get("State").text()
        said = f"Requester:{requester}; State:{state}" if requester and state else one.text()
        if said:
            yield said


def service_health(found: Node) -> ServiceHealth:
    """Read which services each role misses."""
    return ServiceHealth(
        tuple(
            RoleHealth(
                role=one["Role"].needed_text(),
                required_services_running=one["RequiredServicesRunning"].needed_truth(),
                services_not_running=one.get("ServicesNotRunning").texts(),
            )
            for one in found.items()
        )
    )


def monitoring_overrides(scope: str, found: Node) -> tuple[MonitoringOverride, ...]:
    """Read overrides of one scope."""
    return tuple(
        MonitoringOverride(
            scope=scope,
            item_type=one.get("ItemType").text(),
            identity=one["Identity"].needed_text(),
            property_name=one.get("PropertyName").text(),
            property_value=one.get("PropertyValue").text(),
            expiration_time=_written(one.get("ExpirationTime")),
        )
        for one in found.items()
    )


def _written(time: Node) -> str | None:
    """Give a time as the collector writes it; a text stays as it is."""
    if text := time.text():
        return text
    moment = time.moment(UTC)
    return None if moment is None else moment.strftime("%Y-%m-%dT%H:%M:%SZ")
