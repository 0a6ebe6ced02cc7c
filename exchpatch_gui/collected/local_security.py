# SPDX-License-Identifier: MIT
"""Facts that decide about security: registry, TLS, certificates, administrators."""

from __future__ import annotations

from exchpatch_gui.collected.section import Base64
from exchpatch_gui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Registry:
    """Single registry values; null where there is none, and DWORDs may be signed.

    Attributes:
        msipc_server_sddl: Access rights of the key as SDDL text.
        device_guard_services_running: Null if it could not be asked; 1 stands for
            Credential Guard.
    """

    tcp_keep_alive_time: int | None
    rpc_minimum_connection_timeout: int | None
    lm_compatibility_level: int | None
    lsa_cfg_flags: int | None
    suppress_extended_protection: int | None
    disable_root_auto_update: int | None
    fips_algorithm_policy_enabled: int | None
    cts_processor_affinity_percentage: int | None
    disable_granular_replication: int | None
    disable_async_notification: int | None
    disable_preservation: int | None
    enable_ecc_certificate_support: int | None
    disable_base_type_check_for_deserialization: int | None
    enable_serialization_data_signing: int | None
    lanman_disable_compression: int | None
    lanman_smb1: int | None
    allow_insecure_renego_clients: int | None
    allow_insecure_renego_servers: int | None
    msipc_server_sddl: str | None
    device_guard_services_running: tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class TlsProtocol:
    """One version of TLS; null where the value is missing.

    Attributes:
        version: ``1.0`` to ``1.3``.
    """

    version: str
    server_enabled: int | None
    server_disabled_by_default: int | None
    client_enabled: int | None
    client_disabled_by_default: int | None


@dataclass(frozen=True, slots=True)
class DotNetTls:
    """What .NET programs of one generation do about TLS.

    Attributes:
        version: ``v4.0.30319`` or ``v2.0.50727``.
        wow6432: The setting of 32-bit programs.
    """

    version: str
    wow6432: bool
    system_default_tls_versions: int | None
    sch_use_strong_crypto: int | None


@dataclass(frozen=True, slots=True)
class Tls:
    """What the registry says of TLS for Windows and .NET.

    Attributes:
        protocols: Exactly one row for each of 1.0, 1.1, 1.2 and 1.3.
        dotnet: Exactly v4 and v2, each native and Wow6432.
    """

    protocols: tuple[TlsProtocol, ...]
    dotnet: tuple[DotNetTls, ...]
    security_protocol: tuple[str, ...]
    cipher_suites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Certificate:
    """One certificate; ``collected.certificates`` reads what it says.

    Attributes:
        raw_base64: DER.
        chain_status: Windows' words on the chain; null if it was not built.
    """

    raw_base64: Base64
    has_private_key: bool | None
    friendly_name: str | None
    chain_status: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Certificates:
    """The computer's own certificates."""

    items: tuple[Certificate, ...]


@dataclass(frozen=True, slots=True)
class LocalAdministrator:
    """One member."""

    name: str | None
    sid: str


@dataclass(frozen=True, slots=True)
class LocalAdministrators:
    """Members of the local group Administrators."""

    members: tuple[LocalAdministrator, ...]
