# SPDX-License-Identifier: MIT
"""Settings that often go wrong: keep-alive, root certificates, configuration files, open relay."""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.checks.inside.base import CheckContext, check, readable
from exchpatch_gui.checks.inside.installed import CU22_CU11, has
from exchpatch_gui.collected.exchange_transport import AcceptedDomains
from exchpatch_gui.collected.local_files import ExchangeFiles
from exchpatch_gui.collected.local_security import Registry
from exchpatch_gui.domain.lights import TrafficLight, Weight
from exchpatch_gui.domain.verdicts import Finding

# Milliseconds: 15 and 30 minutes.
_SHORTEST_KEEP_ALIVE, _LONGEST_KEEP_ALIVE = 900_000, 1_800_000
_CREDENTIAL_GUARD = 1
_EVERYTHING = "*"


@check("cfg.tcp_keepalive", needs=(Registry,), weight=Weight.SPEED)
def keep_alive(context: CheckContext) -> Iterator[Finding]:
    """See whether idle connections are kept alive before devices between drop them.

    Red if ``KeepAliveTime`` is 0 or not set, yellow below 900,000 and above 1,800,000 milliseconds
    (15 and 30 minutes), green between.
    """
    milliseconds = context.section(Registry).tcp_keep_alive_time or 0
    if milliseconds <= 0:
        variant, light = "unset", TrafficLight.RED
    elif not _SHORTEST_KEEP_ALIVE <= milliseconds <= _LONGEST_KEEP_ALIVE:
        variant, light = "odd", TrafficLight.YELLOW
    else:
        variant, light = "right", TrafficLight.GREEN
    yield Finding(
        id="cfg.tcp_keepalive",
        light=light,
        variant=variant,
        value=str(milliseconds),
        details={"minutes": f"{milliseconds / 60_000:g}"},
        links=("https://aka.ms/HC-TcpIpSettingsCheck",),
    )


@check("cfg.credential_guard", needs=(Registry,))
def credential_guard(context: CheckContext) -> Iterator[Finding]:
    """See whether Credential Guard is set or runs.

    Red if ``LsaCfgFlags`` is not 0, or if Credential Guard is among the running services of Device
    Guard; information otherwise. Windows Server 2025 turns it on by itself.
    """
    registry = context.section(Registry)
    is_on = bool(registry.lsa_cfg_flags)
    if not is_on:
        running = registry.device_guard_services_running
        is_on = _CREDENTIAL_GUARD in readable(running, Registry, "device_guard_services_running")
    yield Finding(
        id="cfg.credential_guard",
        light=TrafficLight.RED if is_on else TrafficLight.INFO,
        variant="on" if is_on else "off",
        value=str(is_on),
        links=("https://aka.ms/HC-CredentialGuardCheck",),
    )


@check("cfg.root_auto_update", needs=(Registry,))
def root_certificates(context: CheckContext) -> Iterator[Finding]:
    """See whether a policy stops Windows from renewing its root certificates.

    Yellow if ``DisableRootAutoUpdate`` is set to anything but 0, green otherwise.
    """
    stopped = bool(context.section(Registry).disable_root_auto_update)
    yield Finding(
        id="cfg.root_auto_update",
        light=TrafficLight.YELLOW if stopped else TrafficLight.GREEN,
        variant="stopped" if stopped else "running",
        value=str(stopped),
        links=("https://aka.ms/HC-TrustedRootCertificatesCheck",),
    )


@check("cfg.edgetransport_config", needs=(ExchangeFiles,))
def transport_file(context: CheckContext) -> Iterator[Finding]:
    """See whether the configuration of the transport service is there.

    Red if EdgeTransport.exe.config is missing, green otherwise.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    file = context.section(ExchangeFiles).edge_transport_config
    yield Finding(
        id="cfg.edgetransport_config",
        light=TrafficLight.GREEN if file.exists else TrafficLight.RED,
        variant="present" if file.exists else "missing",
        value=str(file.exists),
        details={"path": file.path},
    )


@check("cfg.config_invalid_xml", needs=(ExchangeFiles,))
def well_formed(context: CheckContext) -> Iterator[Finding]:
    """See whether the configuration files of two services can be read.

    Red if EdgeTransport.exe.config or noderunner.exe.config is not well-formed XML, green
    otherwise. A file that is absent is not judged here.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    files = context.section(ExchangeFiles)
    for file in (files.edge_transport_config, files.noderunner_config):
        if not file.exists:
            continue
        broken = file.parse_error is not None
        yield Finding(
            id="cfg.config_invalid_xml",
            light=TrafficLight.RED if broken else TrafficLight.GREEN,
            variant="broken" if broken else "right",
            instance=file.path.rpartition("\\")[2],
            value=str(broken),
            details={"path": file.path, "why": file.parse_error},
        )


@check("cfg.open_relay", needs=(AcceptedDomains,))
def open_relay(context: CheckContext) -> Iterator[Finding]:
    """See whether Exchange takes mail for every domain there is.

    Red for each accepted domain ``*``, of whatever type; information if there is none.
    ``*.contoso.example`` is none.
    """
    wild = [
        one
        for one in context.section(AcceptedDomains).items
        if one.domain_name.strip() == _EVERYTHING
    ]
    if not wild:
        yield Finding("cfg.open_relay", TrafficLight.INFO, "closed", value="Not Set")
    for domain in wild:
        internal = domain.domain_type.lower() == "internalrelay" and has(context, CU22_CU11)
        yield Finding(
            id="cfg.open_relay",
            light=TrafficLight.RED,
            variant="internal" if internal else "open",
            instance=domain.id,
            value=f"{domain.id} ({domain.domain_type})",
            links=("https://aka.ms/HC-OpenRelayDomain",),
        )


@check("cfg.suppress_ep", needs=(Registry,))
def suppressed_protection(context: CheckContext) -> Iterator[Finding]:
    """See whether Windows is told to ignore Extended Protection altogether.

    Red if ``SuppressExtendedProtection`` is set to anything but 0, green otherwise.
    """
    value = context.section(Registry).suppress_extended_protection or 0
    yield Finding(
        id="cfg.suppress_ep",
        light=TrafficLight.RED if value else TrafficLight.GREEN,
        variant="suppressed" if value else "obeyed",
        value=str(value),
        links=("https://aka.ms/HC-ExchangeEPDoc",),
    )
