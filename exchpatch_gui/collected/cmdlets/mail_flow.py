# SPDX-License-Identifier: MIT
"""What Exchange's cmdlets gave of mail flow.

All raise ``AbsentError`` where an object lacks what it always has.
"""

from __future__ import annotations

from exchpatch_gui.collected.clixml.node import Node
from exchpatch_gui.collected.exchange_transport import (
    AcceptedDomain,
    AcceptedDomains,
    Queue,
    Queues,
    ReceiveConnector,
    ReceiveConnectors,
    SendConnector,
    SendConnectors,
    TransportService,
)


def transport_service(found: Node) -> TransportService:
    """Read the transport service."""
    return TransportService(
        internal_transport_certificate_thumbprint=found.get(
            "InternalTransportCertificateThumbprint"
        ).text(),
        max_per_domain_outbound_connections=found["MaxPerDomainOutboundConnections"].text(),
        message_retry_interval=found["MessageRetryInterval"].text(),
    )


def accepted_domains(found: Node) -> AcceptedDomains:
    """Read the domains mail is taken for."""
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


def send_connectors(found: Node) -> SendConnectors:
    """Read the connectors out of the organization."""
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
            for one in found.items()
        )
    )


def receive_connectors(found: Node) -> ReceiveConnectors:
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
            for one in found.items()
        )
    )


def queues(found: Node) -> Queues:
    """Read the queues of the server."""
    return Queues(
        tuple(
            Queue(
                identity=one["Identity"].needed_text(),
                delivery_type=one.get("DeliveryType").text(),
                status=one["Status"].needed_text(),
                message_count=one["MessageCount"].needed_whole(),
                next_hop_domain=one.get("NextHopDomain").text(),
                last_error=one.get("LastError").text(),
            )
            for one in found.items()
        )
    )
