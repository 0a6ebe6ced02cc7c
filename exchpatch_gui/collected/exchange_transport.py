# SPDX-License-Identifier: MIT
"""What Exchange's own cmdlets say of mail flow."""

from __future__ import annotations

from exchpatch_gui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class TransportService:
    """``Get-TransportService``.

    Attributes:
        max_per_domain_outbound_connections: A number or ``Unlimited``.
        message_retry_interval: ``hh:mm:ss``.
    """

    internal_transport_certificate_thumbprint: str | None
    max_per_domain_outbound_connections: str | None
    message_retry_interval: str | None


@dataclass(frozen=True, slots=True)
class AcceptedDomain:
    """One domain."""

    id: str
    domain_name: str
    domain_type: str


@dataclass(frozen=True, slots=True)
class AcceptedDomains:
    """``Get-AcceptedDomain``."""

    items: tuple[AcceptedDomain, ...]


@dataclass(frozen=True, slots=True)
class SendConnector:
    """One connector."""

    id: str
    enabled: bool
    cloud_services_mail_enabled: bool | None
    fqdn: str | None
    require_tls: bool | None
    tls_auth_level: str | None
    tls_domain: str | None
    tls_certificate_name: str | None
    smart_hosts: tuple[str, ...]
    address_spaces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SendConnectors:
    """``Get-SendConnector``."""

    items: tuple[SendConnector, ...]


@dataclass(frozen=True, slots=True)
class ReceiveConnector:
    """One connector."""

    id: str
    enabled: bool
    transport_role: str | None
    fqdn: str | None
    require_tls: bool | None
    tls_certificate_name: str | None
    auth_mechanism: str | None
    tls_domain_capabilities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReceiveConnectors:
    """``Get-ReceiveConnector`` of this server."""

    items: tuple[ReceiveConnector, ...]


@dataclass(frozen=True, slots=True)
class Queue:
    """One queue."""

    identity: str
    delivery_type: str | None
    status: str
    message_count: int
    next_hop_domain: str | None
    last_error: str | None


@dataclass(frozen=True, slots=True)
class Queues:
    """``Get-Queue`` of this server."""

    items: tuple[Queue, ...]
