# SPDX-License-Identifier: MIT
"""What Exchange's own cmdlets say of this server."""

from __future__ import annotations

from datetime import datetime

from exchpatch_gui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class ExchangeServer:
    """``Get-ExchangeServer``: the server's object in the directory.

    Attributes:
        remaining_trial_period: ``d.hh:mm:ss``.
        site: Path of the directory site; the last part is its name.
        admin_display_version: At the cumulative update: ``Version 15.2 (Build 1748.10)``.
        mitigations_enabled: Null where the build doesn't know the setting.
    """

    name: str
    fqdn: str | None
    server_role: str
    is_mailbox_server: bool
    is_client_access_server: bool
    is_edge_server: bool
    edition: str | None
    is_trial_edition: bool | None
    is_expired_trial_edition: bool | None
    remaining_trial_period: str | None
    site: str | None
    admin_display_version: str | None
    internet_web_proxy: str | None
    ring_level: str | None
    data_collection_enabled: bool | None
    mitigations_enabled: bool | None
    mitigations_applied: tuple[str, ...]
    mitigations_blocked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MailboxServer:
    """``Get-MailboxServer``.

    Attributes:
        database_availability_group: Null for a server on its own.
    """

    name: str
    database_availability_group: str | None
    database_copy_activation_disabled_and_move_now: bool | None
    database_copy_auto_activation_policy: str | None


@dataclass(frozen=True, slots=True)
class ComponentState:
    """One component, with what each requester wants."""

    component: str
    state: str
    local_states: tuple[str, ...]
    remote_states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComponentStates:
    """``Get-ServerComponentState``."""

    items: tuple[ComponentState, ...]


@dataclass(frozen=True, slots=True)
class RoleHealth:
    """The services one role needs."""

    role: str
    required_services_running: bool
    services_not_running: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ServiceHealth:
    """``Test-ServiceHealth``."""

    items: tuple[RoleHealth, ...]


@dataclass(frozen=True, slots=True)
class EffectiveOverride:
    """One override.

    Attributes:
        status: ``Accepted`` counts.
        parameters: ``name=value``.
    """

    name: str
    component: str
    section: str
    status: str
    parameters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OverridesEffective:
    """Setting overrides as this server applies them: ``Get-ExchangeDiagnosticInfo``.

    Attributes:
        updated: When the server last read them.
    """

    updated: datetime | None
    items: tuple[EffectiveOverride, ...]


@dataclass(frozen=True, slots=True)
class ResourceMeter:
    """One resource.

    Attributes:
        current_use: ``Low``, ``Medium`` or ``High``.
    """

    resource: str
    current_use: str
    pressure: str | None


@dataclass(frozen=True, slots=True)
class ResourceThrottling:
    """How the transport service is pressed for resources."""

    meters: tuple[ResourceMeter, ...]


@dataclass(frozen=True, slots=True)
class MonitoringOverride:
    """One override.

    Attributes:
        scope: ``global`` or ``server``.
    """

    scope: str
    item_type: str | None
    identity: str
    property_name: str | None
    property_value: str | None
    expiration_time: str | None


@dataclass(frozen=True, slots=True)
class MonitoringOverrides:
    """Global monitoring overrides and those of this server."""

    items: tuple[MonitoringOverride, ...]
