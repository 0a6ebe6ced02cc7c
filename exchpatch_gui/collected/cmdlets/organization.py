# SPDX-License-Identifier: MIT
"""What Exchange's cmdlets gave of the organization.

All raise ``AbsentError`` where an object lacks what it always has.
"""

from __future__ import annotations

from datetime import tzinfo
from uuid import UUID

from exchpatch_gui.collected.clixml.node import Node
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

_NOBODY = str(UUID(int=0))


def organization_config(found: Node) -> OrganizationConfig:
    """Read the settings of the organization."""
    mailbox = found.get("RootPublicFolderMailbox").text()
    return OrganizationConfig(
        name=found["Name"].needed_text(),
        mapi_http_enabled=found.get("MapiHttpEnabled").truth(),
        enable_download_domains=found.get("EnableDownloadDomains").truth(),
        mitigations_enabled=found.get("MitigationsEnabled").truth(),
        root_public_folder_mailbox=None if mailbox == _NOBODY else mailbox,
    )


def overrides_directory(found: Node) -> OverridesDirectory:
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
            for one in found.items()
        )
    )


def auth_config(found: Node, zone: tzinfo) -> AuthConfig:
    """Read which certificates sign between servers."""
    return AuthConfig(
        current_thumbprint=found["CurrentCertificateThumbprint"].text(),
        previous_thumbprint=found.get("PreviousCertificateThumbprint").text(),
        next_thumbprint=found["NextCertificateThumbprint"].text(),
        next_effective_date=found.get("NextCertificateEffectiveDate").moment(zone),
    )


def auth_servers(found: Node) -> AuthServers:
    """Read who issues tokens."""
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
            for one in found.items()
        )
    )


def partner_applications(found: Node) -> PartnerApplications:
    """Read the applications that are trusted."""
    return PartnerApplications(
        tuple(
            PartnerApplication(
                name=one["Name"].needed_text(),
                application_identifier=one["ApplicationIdentifier"].needed_text(),
                enabled=one["Enabled"].needed_truth(),
                linked_account=one.get("LinkedAccount").text(),
            )
            for one in found.items()
        )
    )


def hybrid_configuration(found: Node) -> HybridConfiguration:
    """Read the connection to the cloud, null without one."""
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


def owa_virtual_directories(found: Node) -> OwaVirtualDirectories:
    """Read Outlook on the web's addresses; old builds know of no download hosts."""
    return OwaVirtualDirectories(
        tuple(
            OwaVirtualDirectory(
                name=one["Name"].needed_text(),
                internal_url=one.get("InternalUrl").text(),
                external_url=one.get("ExternalUrl").text(),
                internal_download_host_name=one.get("InternalDownloadHostName").text(),
                external_download_host_name=one.get("ExternalDownloadHostName").text(),
            )
            for one in found.items()
        )
    )


def ews_virtual_directories(found: Node) -> EwsVirtualDirectories:
    """Read Exchange Web Services' addresses."""
    return EwsVirtualDirectories(
        tuple(
            EwsVirtualDirectory(
                name=one["Name"].needed_text(),
                internal_url=one.get("InternalUrl").text(),
                internal_nlb_bypass_url=one["InternalNLBBypassUrl"].text(),
                mrs_proxy_enabled=one["MRSProxyEnabled"].truth(),
            )
            for one in found.items()
        )
    )


def irm_configuration(found: Node) -> IrmConfiguration:
    """Read who licenses rights management."""
    return IrmConfiguration(
        internal_licensing_enabled=found["InternalLicensingEnabled"].truth(),
        external_licensing_enabled=found["ExternalLicensingEnabled"].truth(),
    )


def public_folder_groups(found: Node) -> PublicFolderGroups:
    """Read the groups for public folder mailboxes."""
    return PublicFolderGroups(tuple(one["Name"].needed_text() for one in found.items()))
