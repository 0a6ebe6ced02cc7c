# SPDX-License-Identifier: MIT
"""The sections that Exchange's cmdlets fill: which cmdlet with which parameters, and its reader.

The collector's script asks the same of the same cmdlets; see ``Get-ExchangeState.ps1``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import UTC
from typing import Any

from exchpatch_gui.collected.clixml.node import AbsentError
from exchpatch_gui.collected.cmdlets import databases, diagnostics, mail_flow, organization, server
from exchpatch_gui.collected.exchange_server import MailboxServer, MonitoringOverrides
from exchpatch_gui.collected.section import Section, Status
from exchpatch_gui.domain.text import clean
from exchpatch_gui.remote.cmdlets import LONGEST_REASON, Cmdlets, NothingError, sentence

Reader = Callable[[Cmdlets], Any]

# What names no time zone was written by a computer whose zone nobody has told.
_ZONE = UTC


def read_section(name: str, ask: Cmdlets) -> Section[Any]:
    """Fill one section, or say why it has no data.

    Raises:
        RemoteFault: The session is of no more use.
    """
    begun = time.monotonic()
    status, data, reason = _read(READERS[name], ask)
    elapsed = round((time.monotonic() - begun) * 1000)
    return Section(status, data, reason, elapsed)


def _read(reader: Reader, ask: Cmdlets) -> tuple[Status, Any, str]:
    try:
        return Status.OK, reader(ask), ""
    except NothingError as nothing:
        return nothing.status, None, nothing.reason
    except AbsentError as absent:
        return Status.ERROR, None, sentence("absent", path=clean(absent.path, 200))
    except diagnostics.DeniedError as denied:
        return Status.ACCESS_DENIED, None, clean(str(denied), LONGEST_REASON)


def _mailbox_server(ask: Cmdlets) -> MailboxServer:
    found = server.mailbox_server(ask.one("Get-MailboxServer", Identity=ask.server))
    ask.is_alone = found.database_availability_group is None
    return found


def _monitoring_overrides(ask: Cmdlets) -> MonitoringOverrides:
    everywhere = ask.all("Get-GlobalMonitoringOverride")
    here = ask.all("Get-ServerMonitoringOverride", Server=ask.server)
    return MonitoringOverrides(
        (
            *server.monitoring_overrides("global", everywhere),
            *server.monitoring_overrides("server", here),
        )
    )


def _replication_health(ask: Cmdlets) -> Any:
    if ask.is_alone:
        raise NothingError(Status.SKIPPED, sentence("alone"))
    return databases.replication_health(ask.all("Test-ReplicationHealth", Identity=ask.server))


READERS: Mapping[str, Reader] = {
    "exchange_server": lambda ask: server.exchange_server(
        ask.one("Get-ExchangeServer", Identity=ask.server)
    ),
    "organization_config": lambda ask: organization.organization_config(
        ask.one("Get-OrganizationConfig")
    ),
    "mailbox_server": _mailbox_server,
    "component_states": lambda ask: server.component_states(
        ask.all("Get-ServerComponentState", Identity=ask.server)
    ),
    "service_health": lambda ask: server.service_health(
        ask.all("Test-ServiceHealth", Server=ask.server)
    ),
    "overrides_effective": lambda ask: diagnostics.overrides_effective(
        ask.one(
            "Get-ExchangeDiagnosticInfo",
            Server=ask.server,
            Process="Microsoft.Exchange.Directory.TopologyService",
            Component="VariantConfiguration",
            Argument="Overrides",
        )
    ),
    "overrides_directory": lambda ask: organization.overrides_directory(
        ask.all("Get-SettingOverride")
    ),
    "resource_throttling": lambda ask: diagnostics.resource_throttling(
        ask.one(
            "Get-ExchangeDiagnosticInfo",
            Server=ask.server,
            Process="EdgeTransport",
            Component="ResourceThrottling",
        )
    ),
    "auth_config": lambda ask: organization.auth_config(ask.one("Get-AuthConfig"), _ZONE),
    "auth_servers": lambda ask: organization.auth_servers(ask.all("Get-AuthServer")),
    "partner_applications": lambda ask: organization.partner_applications(
        ask.all("Get-PartnerApplication")
    ),
    "hybrid_configuration": lambda ask: organization.hybrid_configuration(
        ask.first("Get-HybridConfiguration")
    ),
    "transport_service": lambda ask: mail_flow.transport_service(
        ask.one("Get-TransportService", Identity=ask.server)
    ),
    "owa_virtual_directories": lambda ask: organization.owa_virtual_directories(
        ask.all("Get-OwaVirtualDirectory", Server=ask.server, ADPropertiesOnly=True)
    ),
    "ews_virtual_directories": lambda ask: organization.ews_virtual_directories(
        ask.all("Get-WebServicesVirtualDirectory", Server=ask.server, ADPropertiesOnly=True)
    ),
    "accepted_domains": lambda ask: mail_flow.accepted_domains(ask.all("Get-AcceptedDomain")),
    "send_connectors": lambda ask: mail_flow.send_connectors(ask.all("Get-SendConnector")),
    "receive_connectors": lambda ask: mail_flow.receive_connectors(
        ask.all("Get-ReceiveConnector", Server=ask.server)
    ),
    "irm_configuration": lambda ask: organization.irm_configuration(
        ask.one("Get-IRMConfiguration")
    ),
    "monitoring_overrides": _monitoring_overrides,
    "public_folder_groups": lambda ask: organization.public_folder_groups(
        ask.all(
            "Get-DynamicDistributionGroup",
            Identity="PublicFolderMailboxes*",
            IncludeSystemObjects=True,
        )
    ),
    "mailbox_databases": lambda ask: databases.mailbox_databases(
        ask.all("Get-MailboxDatabase", Server=ask.server, Status=True), _ZONE
    ),
    "database_copies": lambda ask: databases.database_copies(
        ask.all("Get-MailboxDatabaseCopyStatus", Server=ask.server)
    ),
    "queues": lambda ask: mail_flow.queues(ask.all("Get-Queue", Server=ask.server)),
    "replication_health": _replication_health,
}
"""By the name of the section, in the order of the document."""
