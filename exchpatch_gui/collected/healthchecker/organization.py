# SPDX-License-Identifier: MIT
"""What Exchange's own cmdlets said of the organization and of mail flow."""

from __future__ import annotations

from exchpatch_gui.collected.exchange_organization import (
    AuthConfig,
    AuthServer,
    AuthServers,
    DirectoryOverride,
    EwsVirtualDirectories,
    EwsVirtualDirectory,
    HybridConfiguration,
    IrmConfiguration,
    OrganizationConfig,
    OverridesDirectory,
    OwaVirtualDirectories,
    OwaVirtualDirectory,
    PartnerApplication,
    PartnerApplications,
    PublicFolderGroups,
)
from exchpatch_gui.collected.exchange_transport import (
    AcceptedDomain,
    AcceptedDomains,
    ReceiveConnector,
    ReceiveConnectors,
    SendConnector,
    SendConnectors,
    TransportService,
)
from exchpatch_gui.collected.healthchecker.export import Export
from exchpatch_gui.collected.healthchecker.node import AbsentError, Node

_UNKNOWN = "unknown"


def organization_config(export: Export) -> OrganizationConfig:
    """Read the settings of the organization."""
    found = export.organization.filled("GetOrganizationConfig")
    return OrganizationConfig(
        name=found["Name"].needed_text(),
        mapi_http_enabled=found.get("MapiHttpEnabled").truth(),
        enable_download_domains=found.get("EnableDownloadDomains").truth(),
        mitigations_enabled=found.get("MitigationsEnabled").truth(),
        root_public_folder_mailbox=found.get("RootPublicFolderMailbox").text(),
    )


def overrides_directory(export: Export) -> OverridesDirectory:
    """Read the overrides the directory holds."""
    return OverridesDirectory(
        tuple(
            DirectoryOverride(
                name=one["Name"].needed_text(),
                component=one["ComponentName"].needed_text(),
                section=one["SectionName"].needed_text(),
                min_version=one.get("MinVersion").text(),
                max_version=one.get("MaxVersion").text(),
                parameters=one.get("Parameters").texts(),
                servers=one.get("Server").texts(),
            )
            for one in _asked(export, "GetSettingOverride").items()
        )
    )


def auth_config(export: Export) -> AuthConfig:
    """Read which certificates sign between servers."""
    found = export.organization.filled("GetAuthConfig")
    return AuthConfig(
        current_thumbprint=found["CurrentCertificateThumbprint"].text(),
        previous_thumbprint=found.get("PreviousCertificateThumbprint").text(),
        next_thumbprint=found["NextCertificateThumbprint"].text(),
        next_effective_date=export.moment(found.get("NextCertificateEffectiveDate")),
    )


def auth_servers(export: Export) -> AuthServers:
    """Read who issues tokens; an organization has at least one issuer of its own."""
    return AuthServers(
        tuple(
            AuthServer(
                name=one["Name"].needed_text(),
                type=one["Type"].needed_text(),
                enabled=one["Enabled"].needed_truth(),
                realm=one.get("Realm").text(),
                issuer_identifier=one.get("IssuerIdentifier").text(),
                application_identifier=one.get("ApplicationIdentifier").text(),
                domain_names=one.get("DomainName").texts(),
            )
            for one in export.organization.filled("GetAuthServer").items()
        )
    )


def partner_applications(export: Export) -> PartnerApplications:
    """Read the applications that are trusted; Setup makes one."""
    return PartnerApplications(
        tuple(
            PartnerApplication(
                name=one["Name"].needed_text(),
                application_identifier=one["ApplicationIdentifier"].needed_text(),
                enabled=one["Enabled"].needed_truth(),
                linked_account=one.get("LinkedAccount").text(),
            )
            for one in export.organization.filled("GetPartnerApplication").items()
        )
    )


def hybrid_configuration(export: Export) -> HybridConfiguration:
    """Read the connection to the cloud, null without one."""
    found = _asked(export, "GetHybridConfiguration")
    return HybridConfiguration(
        configured=bool(found),
        on_premises_smart_host=found.get("OnPremisesSmartHost").text(),
        tls_certificate_name=found.get("TlsCertificateName").text(),
        service_instance=found.get("ServiceInstance").whole(),
        domains=found.get("Domains").texts(),
        features=found.get("Features").texts(),
        receiving_transport_servers=found.get("ReceivingTransportServers").texts(),
        sending_transport_servers=found.get("SendingTransportServers").texts(),
        edge_transport_servers=found.get("EdgeTransportServers").texts(),
    )


def owa_virtual_directories(export: Export) -> OwaVirtualDirectories:
    """Read Outlook on the web's addresses; the back end's directory has none to be judged."""
    found = export.exchange.filled("VirtualDirectories.GetOwaVirtualDirectory")
    return OwaVirtualDirectories(
        tuple(
            OwaVirtualDirectory(
                name=one["Name"].needed_text(),
                internal_url=one.get("InternalUrl").text(),
                external_url=one.get("ExternalUrl").text(),
                internal_download_host_name=one["InternalDownloadHostName"].text(),
                external_download_host_name=one["ExternalDownloadHostName"].text(),
            )
            for one in _front_end(found)
        )
    )


def ews_virtual_directories(export: Export) -> EwsVirtualDirectories:
    """Read Exchange Web Services' addresses."""
    found = export.exchange.filled("VirtualDirectories.GetWebServicesVirtualDirectory")
    return EwsVirtualDirectories(
        tuple(
            EwsVirtualDirectory(
                name=one["Name"].needed_text(),
                internal_url=one.get("InternalUrl").text(),
                internal_nlb_bypass_url=one["InternalNLBBypassUrl"].text(),
                mrs_proxy_enabled=one["MRSProxyEnabled"].truth(),
            )
            for one in _front_end(found)
        )
    )


def _front_end(found: Node) -> list[Node]:
    """Leave out the back end, which HealthChecker asks for as well and the collector doesn't."""
    return [one for one in found.items() if "Back End" not in (one["Name"].text() or "")]


def irm_configuration(export: Export) -> IrmConfiguration:
    """Read who licenses rights management."""
    found = export.organization.filled("GetIrmConfiguration")
    return IrmConfiguration(
        internal_licensing_enabled=found["InternalLicensingEnabled"].truth(),
        external_licensing_enabled=found["ExternalLicensingEnabled"].truth(),
    )


def public_folder_groups(export: Export) -> PublicFolderGroups:
    """Read the groups for public folder mailboxes; Setup makes one."""
    found = export.organization.filled("GetDynamicDgPublicFolderMailboxes")
    return PublicFolderGroups(tuple(one["Name"].needed_text() for one in found.items()))


def transport_service(export: Export) -> TransportService:
    """Read the transport service; its certificate is found in the directory as well."""
    found = export.exchange.filled("GetTransportService")
    certificates = export.exchange.get("ExchangeCertificateInformation")
    return TransportService(
        internal_transport_certificate_thumbprint=certificates.get(
            "InternalCertificateThumbprint"
        ).text()
        or found.get("InternalTransportCertificateThumbprint").text(),
        max_per_domain_outbound_connections=found["MaxPerDomainOutboundConnections"].text(),
        message_retry_interval=found["MessageRetryInterval"].text(),
    )


def accepted_domains(export: Export) -> AcceptedDomains:
    """Read the domains that stand for all others: HealthChecker keeps no more of them."""
    domains = export.organization.get("AcceptedDomain")
    found = domains["WildCardAcceptedDomain"] if domains else _older_domains(export)
    if _is_unknown(domains) or _is_unknown(found):
        raise AbsentError(found.path)
    return AcceptedDomains(
        tuple(
            AcceptedDomain(
                id=(one.get("Id") or one["Identity"]).needed_text(),
                domain_name=one["DomainName"].needed_text(),
                domain_type=one["DomainType"].needed_text(),
            )
            for one in found.items()
        )
    )


def _older_domains(export: Export) -> Node:
    for name in ("GetAcceptedDomain", "WildCardAcceptedDomain"):
        if found := export.organization.get(name):
            return found
    return export.organization["WildCardAcceptedDomain"]


def send_connectors(export: Export) -> SendConnectors:
    """Read the connectors out of the organization; null without any."""
    return SendConnectors(
        tuple(
            SendConnector(
                id=one["Identity"].needed_text(),
                enabled=one["Enabled"].needed_truth(),
                cloud_services_mail_enabled=one.get("CloudServicesMailEnabled").truth(),
                fqdn=one.get("Fqdn").text(),
                require_tls=one.get("RequireTLS").truth(),
                tls_auth_level=one.get("TlsAuthLevel").text(),
                tls_domain=one.get("TlsDomain").text(),
                tls_certificate_name=one.get("TlsCertificateName").text(),
                smart_hosts=one.get("SmartHosts").texts(),
                address_spaces=one.get("AddressSpaces").texts(),
            )
            for one in export.organization["GetSendConnector"].items()
        )
    )


def receive_connectors(export: Export) -> ReceiveConnectors:
    """Read the connectors into the server."""
    return ReceiveConnectors(
        tuple(
            ReceiveConnector(
                id=one["Identity"].needed_text(),
                enabled=one["Enabled"].needed_truth(),
                transport_role=one.get("TransportRole").text(),
                fqdn=one.get("Fqdn").text(),
                require_tls=one.get("RequireTLS").truth(),
                tls_certificate_name=one.get("TlsCertificateName").text(),
                auth_mechanism=one.get("AuthMechanism").text(),
                tls_domain_capabilities=one.get("TlsDomainCapabilities").texts(),
            )
            for one in export.exchange.filled("GetReceiveConnector").items()
        )
    )


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
