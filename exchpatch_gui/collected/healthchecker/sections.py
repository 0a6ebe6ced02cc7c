# SPDX-License-Identifier: MIT
"""From one server of an export to a collected document: section by section, or why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from exchpatch_gui import wording
from exchpatch_gui.collected.clixml.node import AbsentError
from exchpatch_gui.collected.document import Collected, section_kinds
from exchpatch_gui.collected.healthchecker import (
    directory,
    exchange,
    files,
    machine,
    organization,
    security,
    web,
    windows,
)
from exchpatch_gui.collected.healthchecker.export import Export
from exchpatch_gui.collected.section import Section, Status
from exchpatch_gui.collected.sections import Sections
from exchpatch_gui.domain.text import clean

Reader = Callable[[Export], Any]

_READERS: Mapping[str, Reader] = {
    reader.__name__: reader
    for reader in (
        machine.exchange_setup,
        machine.operating_system,
        machine.time_zone,
        machine.hotfixes,
        machine.dotnet,
        machine.hardware,
        machine.counters,
        machine.page_files,
        machine.power_plan,
        windows.network,
        windows.winhttp_proxy,
        security.registry,
        security.tls,
        windows.services,
        security.certificates,
        windows.smb,
        windows.windows_features,
        windows.vc_redistributables,
        windows.pending_reboot,
        security.local_administrators,
        windows.event_logs,
        files.exchange_files,
        files.fip_fs,
        web.iis_apphost,
        web.iis_sites,
        web.iis_applications,
        web.iis_config_files,
        web.iis_modules,
        web.iis_app_pools,
        windows.cluster,
        windows.mitigation_endpoint,
        exchange.exchange_server,
        organization.organization_config,
        exchange.mailbox_server,
        exchange.component_states,
        exchange.service_health,
        exchange.overrides_effective,
        organization.overrides_directory,
        exchange.resource_throttling,
        organization.auth_config,
        organization.auth_servers,
        organization.partner_applications,
        organization.hybrid_configuration,
        organization.transport_service,
        organization.owa_virtual_directories,
        organization.ews_virtual_directories,
        organization.accepted_domains,
        organization.send_connectors,
        organization.receive_connectors,
        organization.irm_configuration,
        exchange.monitoring_overrides,
        organization.public_folder_groups,
        directory.ad_computer,
        directory.ad_well_known_groups,
        directory.ad_domains,
        directory.ad_schema,
        directory.ad_organization,
    )
}
"""By the name of the section; those that no export carries have none."""


def collected(export: Export) -> Collected:
    """Make the document of a server, dated by the export's own time."""
    return Collected(
        collector_version=f"HealthChecker {clean(export.version, 40)}".strip(),
        collected_at=export.generated,
        computer=export.server_name.partition(".")[0],
        sections=Sections(**{name: _section(name, export) for name in section_kinds()}),
    )


def _section(name: str, export: Export) -> Section[Any]:
    text = wording.load().text
    reader = _READERS.get(name)
    if reader is None:
        return Section(Status.SKIPPED, None, text("import.skipped.never"))
    try:
        return Section(Status.OK, reader(export))
    except AbsentError as absent:
        reason = text("import.skipped.absent", {"path": clean(absent.path, 200)})
        return Section(Status.SKIPPED, None, reason)
