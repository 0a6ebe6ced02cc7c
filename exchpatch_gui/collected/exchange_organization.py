# SPDX-License-Identifier: MIT
"""What Exchange's own cmdlets say of the organization."""

from __future__ import annotations

from datetime import datetime

from exchpatch_gui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class OrganizationConfig:
    """``Get-OrganizationConfig``."""

    name: str
    mapi_http_enabled: bool | None
    enable_download_domains: bool | None
    mitigations_enabled: bool | None
    root_public_folder_mailbox: str | None


@dataclass(frozen=True, slots=True)
class DirectoryOverride:
    """One override.

    Attributes:
        parameters: ``name=value``.
        servers: Empty for all servers.
    """

    name: str
    component: str
    section: str
    min_version: str | None
    max_version: str | None
    parameters: tuple[str, ...]
    servers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OverridesDirectory:
    """Setting overrides as the directory holds them: ``Get-SettingOverride``."""

    items: tuple[DirectoryOverride, ...]


@dataclass(frozen=True, slots=True)
class AuthConfig:
    """``Get-AuthConfig``: the certificates that sign between servers."""

    current_thumbprint: str | None
    previous_thumbprint: str | None
    next_thumbprint: str | None
    next_effective_date: datetime | None


@dataclass(frozen=True, slots=True)
class AuthServer:
    """One issuer of tokens."""

    name: str
    type: str
    enabled: bool
    realm: str | None
    issuer_identifier: str | None
    application_identifier: str | None
    domain_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AuthServers:
    """``Get-AuthServer``."""

    items: tuple[AuthServer, ...]


@dataclass(frozen=True, slots=True)
class PartnerApplication:
    """One application."""

    name: str
    application_identifier: str
    enabled: bool
    linked_account: str | None


@dataclass(frozen=True, slots=True)
class PartnerApplications:
    """``Get-PartnerApplication``."""

    items: tuple[PartnerApplication, ...]


@dataclass(frozen=True, slots=True)
class HybridConfiguration:
    """``Get-HybridConfiguration``.

    Attributes:
        configured: False if the cmdlet gave nothing.
    """

    configured: bool
    on_premises_smart_host: str | None
    tls_certificate_name: str | None
    service_instance: int | None
    domains: tuple[str, ...]
    features: tuple[str, ...]
    receiving_transport_servers: tuple[str, ...]
    sending_transport_servers: tuple[str, ...]
    edge_transport_servers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwaVirtualDirectory:
    """One directory."""

    name: str
    internal_url: str | None
    external_url: str | None
    internal_download_host_name: str | None
    external_download_host_name: str | None


@dataclass(frozen=True, slots=True)
class OwaVirtualDirectories:
    """``Get-OwaVirtualDirectory``, without asking IIS."""

    items: tuple[OwaVirtualDirectory, ...]


@dataclass(frozen=True, slots=True)
class EwsVirtualDirectory:
    """One directory."""

    name: str
    internal_url: str | None
    internal_nlb_bypass_url: str | None
    mrs_proxy_enabled: bool | None


@dataclass(frozen=True, slots=True)
class EwsVirtualDirectories:
    """``Get-WebServicesVirtualDirectory``, without asking IIS."""

    items: tuple[EwsVirtualDirectory, ...]


@dataclass(frozen=True, slots=True)
class IrmConfiguration:
    """``Get-IRMConfiguration``."""

    internal_licensing_enabled: bool | None
    external_licensing_enabled: bool | None


@dataclass(frozen=True, slots=True)
class PublicFolderGroups:
    """Dynamic distribution groups for public folder mailboxes."""

    names: tuple[str, ...]
