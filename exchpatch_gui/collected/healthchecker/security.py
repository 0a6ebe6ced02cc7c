# SPDX-License-Identifier: MIT
"""What decides about security: registry, TLS, certificates, administrators."""

from __future__ import annotations

from base64 import b64encode

from exchpatch_gui.collected.clixml.node import AbsentError, Node
from exchpatch_gui.collected.healthchecker.export import Export
from exchpatch_gui.collected.local_security import (
    Certificate,
    Certificates,
    DotNetTls,
    LocalAdministrator,
    LocalAdministrators,
    Registry,
    Tls,
    TlsProtocol,
)
from exchpatch_gui.collected.section import Base64

_ROOT_LINE = "Trusted Root Certificates Auto Update Disabled"
_GENERATIONS = (("NETv4", "v4.0.30319"), ("NETv2", "v2.0.50727"))
_UNKNOWN = "unknown"


def registry(export: Export) -> Registry:
    """Read single values of the registry, all of them or none.

    HealthChecker writes 0 for a value that isn't set; so 0 is null here. A value that an older
    release didn't look at would pass for one that isn't set, therefore none may be missing.
    """
    system = export.windows.filled("RegistryValues")
    exchange = export.exchange.filled("RegistryValues")
    return Registry(
        tcp_keep_alive_time=_value(system, "TCPKeepAlive"),
        rpc_minimum_connection_timeout=_value(system, "RpcMinConnectionTimeout"),
        lm_compatibility_level=system["LmCompatibilityLevel"].whole(),
        lsa_cfg_flags=_value(system, "CredentialGuard"),
        suppress_extended_protection=_value(system, "SuppressExtendedProtection"),
        disable_root_auto_update=_root_update(export),
        fips_algorithm_policy_enabled=_value(exchange, "FipsAlgorithmPolicyEnabled"),
        cts_processor_affinity_percentage=_value(exchange, "CtsProcessorAffinityPercentage"),
        disable_granular_replication=_value(exchange, "DisableGranularReplication"),
        disable_async_notification=_value(exchange, "DisableAsyncNotification"),
        disable_preservation=_value(exchange, "DisablePreservation"),
        enable_ecc_certificate_support=_value(exchange, "EnableEccCertificateSupport"),
        disable_base_type_check_for_deserialization=_value(
            exchange, "DisableBaseTypeCheckForDeserialization"
        ),
        enable_serialization_data_signing=_value(exchange, "SerializedDataSigning"),
        lanman_disable_compression=_value(system, "LanManServerDisabledCompression"),
        lanman_smb1=None,
        allow_insecure_renego_clients=system["AllowInsecureRenegoClients"].whole(),
        allow_insecure_renego_servers=system["AllowInsecureRenegoServers"].whole(),
        msipc_server_sddl=None,
        device_guard_services_running=_device_guard(export.windows["CredentialGuardCimInstance"]),
    )


def _value(values: Node, name: str) -> int | None:
    return values[name].whole() or None


def _root_update(export: Export) -> int | None:
    """Read whether a policy stops the renewal of root certificates, as HealthChecker put it."""
    said = export.said.get(_ROOT_LINE)
    stopped = said.truth() if said is not None else None
    if stopped is None:
        raise AbsentError(f"DisplayResults.{_ROOT_LINE}")
    return 1 if stopped else None


def _device_guard(running: Node) -> tuple[int, ...] | None:
    """Read the numbers of the services that run; without the class in Windows none does."""
    if (running.text() or "").lower() == _UNKNOWN or running.truth() is False:
        return None
    return tuple(number for one in running.items() if (number := one.whole()) is not None)


def tls(export: Export) -> Tls:
    """Read the raw values; a version that an older release didn't look at has no row."""
    settings = export.windows.filled("TLSSettings")
    values = settings.filled("Registry")
    generations = values.filled("NET")
    protocol = settings.get("SecurityProtocol").text() or ""
    return Tls(
        protocols=tuple(
            TlsProtocol(
                version=version,
                server_enabled=row["ServerEnabledValue"].whole(),
                server_disabled_by_default=row["ServerDisabledByDefaultValue"].whole(),
                client_enabled=row["ClientEnabledValue"].whole(),
                client_disabled_by_default=row["ClientDisabledByDefaultValue"].whole(),
            )
            for version, row in sorted(values.filled("TLS").pairs(), key=lambda pair: pair[0])
        ),
        dotnet=tuple(
            row
            for name, version in _GENERATIONS
            for row in _generation(generations.filled(name), version)
        ),
        security_protocol=tuple(part.strip() for part in protocol.split(",") if part.strip()),
        cipher_suites=tuple(
            one["Name"].needed_text() for one in settings.get("TlsCipherSuite").items()
        ),
    )


def _generation(found: Node, version: str) -> tuple[DotNetTls, DotNetTls]:
    """Read what native and what 32-bit programs do."""
    native, wow = (
        DotNetTls(
            version=version,
            wow6432=bool(prefix),
            system_default_tls_versions=found[f"{prefix}SystemDefaultTlsVersionsValue"].whole(),
            sch_use_strong_crypto=found[f"{prefix}SchUseStrongCryptoValue"].whole(),
        )
        for prefix in ("", "Wow")
    )
    return native, wow


def certificates(export: Export) -> Certificates:
    """Read the certificates; what they say is in their bytes."""
    found = export.exchange.filled("ExchangeCertificateInformation.Certificates")
    return Certificates(tuple(_certificate(one) for one in found.items()))


def _certificate(found: Node) -> Certificate:
    raw = found["RawData"].data()
    if not raw:
        raise AbsentError(found["RawData"].path)
    return Certificate(
        raw_base64=Base64(b64encode(raw).decode("ascii")),
        has_private_key=found.get("HasPrivateKey").truth(),
        friendly_name=found.get("FriendlyName").text(),
        chain_status=None,
    )


def local_administrators(export: Export) -> LocalAdministrators:
    """Read the members of the group; two releases put them in different places."""
    members = export.exchange.get("ADComputerObject").get("LocalGroupMember")
    if not members:
        members = export.exchange.filled("ComputerMembership.LocalGroupMember")
    return LocalAdministrators(
        tuple(
            LocalAdministrator(one.get("Name").text(), one["SID"].needed_text())
            for one in members.items()
        )
    )
