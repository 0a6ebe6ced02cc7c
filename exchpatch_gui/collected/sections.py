# SPDX-License-Identifier: MIT
"""All sections of a collected document by name, each typed."""

from __future__ import annotations

from exchpatch_gui.collected.ad_directory import (
    AdComputer,
    AdDomains,
    AdOrganization,
    AdSchema,
    AdWellKnownGroups,
)
from exchpatch_gui.collected.exchange_databases import (
    DatabaseCopies,
    MailboxDatabases,
    ReplicationHealth,
)
from exchpatch_gui.collected.exchange_organization import (
    AuthConfig,
    AuthServers,
    EwsVirtualDirectories,
    HybridConfiguration,
    IrmConfiguration,
    OrganizationConfig,
    OverridesDirectory,
    OwaVirtualDirectories,
    PartnerApplications,
    PublicFolderGroups,
)
from exchpatch_gui.collected.exchange_server import (
    ComponentStates,
    ExchangeServer,
    MailboxServer,
    MonitoringOverrides,
    OverridesEffective,
    ResourceThrottling,
    ServiceHealth,
)
from exchpatch_gui.collected.exchange_transport import (
    AcceptedDomains,
    Queues,
    ReceiveConnectors,
    SendConnectors,
    TransportService,
)
from exchpatch_gui.collected.local_files import (
    ExchangeFiles,
    FipFs,
)
from exchpatch_gui.collected.local_iis import (
    IisAppHost,
    IisApplications,
    IisAppPools,
    IisConfigFiles,
    IisModules,
    IisSites,
)
from exchpatch_gui.collected.local_network import (
    Cluster,
    MitigationEndpoint,
    Network,
    Smb,
    WinHttpProxy,
    WinRm,
)
from exchpatch_gui.collected.local_security import (
    Certificates,
    LocalAdministrators,
    Registry,
    Tls,
)
from exchpatch_gui.collected.local_system import (
    Counters,
    DotNet,
    ExchangeSetup,
    Hardware,
    Hotfixes,
    OperatingSystem,
    PageFiles,
    PowerPlan,
    TimeZone,
)
from exchpatch_gui.collected.local_windows import (
    EventLogs,
    PendingReboot,
    Services,
    VcRedistributables,
    Volumes,
    WindowsFeatures,
)
from exchpatch_gui.collected.section import Section
from exchpatch_gui.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Sections:
    """Every section there is, in the order of the document."""

    exchange_setup: Section[ExchangeSetup]
    operating_system: Section[OperatingSystem]
    time_zone: Section[TimeZone]
    hotfixes: Section[Hotfixes]
    dotnet: Section[DotNet]
    hardware: Section[Hardware]
    counters: Section[Counters]
    page_files: Section[PageFiles]
    power_plan: Section[PowerPlan]
    network: Section[Network]
    winhttp_proxy: Section[WinHttpProxy]
    registry: Section[Registry]
    tls: Section[Tls]
    services: Section[Services]
    certificates: Section[Certificates]
    smb: Section[Smb]
    windows_features: Section[WindowsFeatures]
    vc_redistributables: Section[VcRedistributables]
    pending_reboot: Section[PendingReboot]
    local_administrators: Section[LocalAdministrators]
    event_logs: Section[EventLogs]
    volumes: Section[Volumes]
    exchange_files: Section[ExchangeFiles]
    fip_fs: Section[FipFs]
    iis_apphost: Section[IisAppHost]
    iis_sites: Section[IisSites]
    iis_applications: Section[IisApplications]
    iis_config_files: Section[IisConfigFiles]
    iis_modules: Section[IisModules]
    iis_app_pools: Section[IisAppPools]
    cluster: Section[Cluster]
    winrm: Section[WinRm]
    mitigation_endpoint: Section[MitigationEndpoint]
    exchange_server: Section[ExchangeServer]
    organization_config: Section[OrganizationConfig]
    mailbox_server: Section[MailboxServer]
    component_states: Section[ComponentStates]
    service_health: Section[ServiceHealth]
    overrides_effective: Section[OverridesEffective]
    overrides_directory: Section[OverridesDirectory]
    resource_throttling: Section[ResourceThrottling]
    auth_config: Section[AuthConfig]
    auth_servers: Section[AuthServers]
    partner_applications: Section[PartnerApplications]
    hybrid_configuration: Section[HybridConfiguration]
    transport_service: Section[TransportService]
    owa_virtual_directories: Section[OwaVirtualDirectories]
    ews_virtual_directories: Section[EwsVirtualDirectories]
    accepted_domains: Section[AcceptedDomains]
    send_connectors: Section[SendConnectors]
    receive_connectors: Section[ReceiveConnectors]
    irm_configuration: Section[IrmConfiguration]
    monitoring_overrides: Section[MonitoringOverrides]
    public_folder_groups: Section[PublicFolderGroups]
    mailbox_databases: Section[MailboxDatabases]
    database_copies: Section[DatabaseCopies]
    queues: Section[Queues]
    replication_health: Section[ReplicationHealth]
    ad_computer: Section[AdComputer]
    ad_well_known_groups: Section[AdWellKnownGroups]
    ad_domains: Section[AdDomains]
    ad_schema: Section[AdSchema]
    ad_organization: Section[AdOrganization]
