# SPDX-License-Identifier: MIT
"""What Exchange's own cmdlets said of the organization and of mail flow."""

from __future__ import annotations

from exchpatch_gui.collected.clixml.node import AbsentError, Node
from exchpatch_gui.collected.clixml.values import listed
from exchpatch_gui.collected.cmdlets import mail_flow, organization
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
from exchpatch_gui.collected.exchange_transport import (
    AcceptedDomains,
    ReceiveConnectors,
    SendConnectors,
    TransportService,
)
from exchpatch_gui.collected.healthchecker.export import Export
from exchpatch_gui.domain.values import replace

_UNKNOWN = "unknown"


def organization_config(export: Export) -> OrganizationConfig:
    """Read the settings of the organization."""
    return organization.organization_config(export.organization.filled("GetOrganizationConfig"))


def overrides_directory(export: Export) -> OverridesDirectory:
    """Read the overrides the directory holds."""
    return organization.overrides_directory(_asked(export, "GetSettingOverride"))


def auth_config(export: Export) -> AuthConfig:
    """Read which certificates sign between servers."""
    return organization.auth_config(export.organization.filled("GetAuthConfig"), export.zone)


def auth_servers(export: Export) -> AuthServers:
    """Read who issues tokens; an organization has at least one issuer of its own."""
    return organization.auth_servers(export.organization.filled("GetAuthServer"))


def partner_applications(export: Export) -> PartnerApplications:
    """Read the applications that are trusted; Setup makes one."""
    found = export.organization.filled("GetPartnerApplication")
    return organization.partner_applications(found)


def hybrid_configuration(export: Export) -> HybridConfiguration:
    """Read the connection to the cloud, null without one."""
    return organization.hybrid_configuration(_asked(export, "GetHybridConfiguration"))


def owa_virtual_directories(export: Export) -> OwaVirtualDirectories:
    """Read Outlook on the web's addresses; versions that left some out say nothing of them."""
    found = _front_end(export, "GetOwaVirtualDirectory")
    for one in found.items():
        for name in ("InternalDownloadHostName", "ExternalDownloadHostName"):
            one.at(name)
    return organization.owa_virtual_directories(found)


def ews_virtual_directories(export: Export) -> EwsVirtualDirectories:
    """Read Exchange Web Services' addresses."""
    return organization.ews_virtual_directories(
        _front_end(export, "GetWebServicesVirtualDirectory")
    )


def _front_end(export: Export, name: str) -> Node:
    """Leave out the back end, which HealthChecker asks for as well and the collector doesn't."""
    found = export.exchange.filled(f"VirtualDirectories.{name}")
    rows = (one for one in found.items() if "Back End" not in (one["Name"].text() or ""))
    return Node(listed(one.value for one in rows), found.path)


def irm_configuration(export: Export) -> IrmConfiguration:
    """Read who licenses rights management."""
    return organization.irm_configuration(export.organization.filled("GetIrmConfiguration"))


def public_folder_groups(export: Export) -> PublicFolderGroups:
    """Read the groups for public folder mailboxes; Setup makes one."""
    found = export.organization.filled("GetDynamicDgPublicFolderMailboxes")
    return organization.public_folder_groups(found)


def transport_service(export: Export) -> TransportService:
    """Read the transport service; its certificate is found in the directory as well."""
    found = mail_flow.transport_service(export.exchange.filled("GetTransportService"))
    certificates = export.exchange.get("ExchangeCertificateInformation")
    thumbprint = certificates.get("InternalCertificateThumbprint").text()
    if thumbprint is None:
        return found
    return replace(found, internal_transport_certificate_thumbprint=thumbprint)


def accepted_domains(export: Export) -> AcceptedDomains:
    """Read the domains that stand for all others: HealthChecker keeps no more of them."""
    domains = export.organization.get("AcceptedDomain")
    found = domains["WildCardAcceptedDomain"] if domains else _older_domains(export)
    if _is_unknown(domains) or _is_unknown(found):
        raise AbsentError(found.path)
    return mail_flow.accepted_domains(found)


def _older_domains(export: Export) -> Node:
    for name in ("GetAcceptedDomain", "WildCardAcceptedDomain"):
        if found := export.organization.get(name):
            return found
    return export.organization["WildCardAcceptedDomain"]


def send_connectors(export: Export) -> SendConnectors:
    """Read the connectors out of the organization; null without any."""
    return mail_flow.send_connectors(export.organization["GetSendConnector"])


def receive_connectors(export: Export) -> ReceiveConnectors:
    """Read the connectors into the server."""
    return mail_flow.receive_connectors(export.exchange.filled("GetReceiveConnector"))


def _asked(export: Export, name: str) -> Node:
    """Give what a cmdlet gave, null if it gave nothing.

    Raises:
        AbsentError: It wasn't asked, or failed.
    """
    found = export.organization[name]
    if export.is_edge or _is_unknown(found):
        raise AbsentError(found.path)
    return found


def _is_unknown(found: Node) -> bool:
    return (found.text() or "").lower() == _UNKNOWN
