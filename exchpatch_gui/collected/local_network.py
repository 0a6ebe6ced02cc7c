# SPDX-License-Identifier: MIT
"""Facts of the network as the machine sees it."""

from __future__ import annotations

from datetime import date

from exchpatch_gui.collected.section import Base64
from exchpatch_gui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class IpAddress:
    """An address with its network."""

    address: str
    prefix_length: int


@dataclass(frozen=True, slots=True)
class Adapter:
    """One network adapter.

    Attributes:
        link_speed_bps: Bits a second.
        pnp_capabilities: 24 and 280 keep Windows from switching the adapter off.
    """

    interface_guid: str | None
    name: str
    description: str
    status: str | None
    link_speed_bps: int | None
    mtu: int | None
    driver_date: date | None
    driver_version: str | None
    ipv6_enabled: bool | None
    register_in_dns: bool | None
    rss_enabled: bool | None
    rss_max_processors: int | None
    rss_max_processor_number: int | None
    rss_receive_queues: int | None
    pnp_capabilities: int | None
    packets_received_discarded: int | None
    ipv4_addresses: tuple[IpAddress, ...]
    ipv6_addresses: tuple[IpAddress, ...]
    ipv4_gateways: tuple[str, ...]
    ipv6_gateways: tuple[str, ...]
    dns_servers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """Network adapters and how IPv6 is switched.

    Attributes:
        disabled_components: Bits of the registry value; 255 switches IPv6 off the supported
            way.
    """

    disabled_components: int | None
    adapters: tuple[Adapter, ...]


@dataclass(frozen=True, slots=True)
class WinHttpProxy:
    """The system's proxy for services: the raw registry value, for 64-bit and 32-bit programs."""

    settings_base64: Base64 | None
    settings_wow64_base64: Base64 | None


@dataclass(frozen=True, slots=True)
class Smb:
    """The configuration of the SMB server."""

    enable_smb1_protocol: bool | None


@dataclass(frozen=True, slots=True)
class ClusterNode:
    """One node."""

    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """The failover cluster under a database availability group."""

    installed: bool
    nodes: tuple[ClusterNode, ...]


@dataclass(frozen=True, slots=True)
class WinRmListener:
    """One listener."""

    transport: str
    port: int
    enabled: bool


@dataclass(frozen=True, slots=True)
class WinRm:
    """How remote management is configured."""

    allow_unencrypted: bool | None
    auth_basic: bool | None
    listeners: tuple[WinRmListener, ...]


@dataclass(frozen=True, slots=True)
class MitigationEndpoint:
    """Whether the server reaches Microsoft's mitigation service."""

    status_code: int | None
    error_text: str | None
