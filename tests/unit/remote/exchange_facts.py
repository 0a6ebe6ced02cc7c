# SPDX-License-Identifier: MIT
"""What the sections have to hold after a healthy server was asked; see ``healthy``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

FACTS: Mapping[str, Any] = {
    "exchange_server": {
        "name": "EX01",
        "fqdn": "EX01.contoso.example",
        "server_role": "Mailbox",
        "is_mailbox_server": True,
        "is_client_access_server": True,
        "is_edge_server": False,
        "edition": "Standard",
        "is_trial_edition": False,
        "is_expired_trial_edition": False,
        "remaining_trial_period": "00:00:00",
        "site": "contoso.example/Configuration/Sites/Head office",
        "admin_display_version": "Version 15.2 (Build 1748.10)",
        "internet_web_proxy": "http://proxy.contoso.example:8080/",
        "ring_level": "Production",
        "data_collection_enabled": True,
        "mitigations_enabled": True,
        "mitigations_applied": ["PING1"],
        "mitigations_blocked": [],
    },
    "organization_config": {
        "name": "Contoso",
        "mapi_http_enabled": True,
        "enable_download_domains": False,
        "mitigations_enabled": True,
        "root_public_folder_mailbox": None,
    },
    "mailbox_server": {
        "name": "EX01",
        "database_availability_group": "DAG1",
        "database_copy_activation_disabled_and_move_now": False,
        "database_copy_auto_activation_policy": "Unrestricted",
    },
    "component_states": {
        "items": [
            {
                "component": "HubTransport",
                "state": "Inactive",
                "local_states": ["Requester:Maintenance; State:Inactive; Timestamp:2026-06-20"],
                "remote_states": ["Requester:Maintenance; State:Inactive"],
            }
        ]
    },
    "service_health": {
        "items": [
            {
                "role": "Mailbox Server Role",
                "required_services_running": False,
                "services_not_running": ["MSExchangeTransport"],
            }
        ]
    },
    "overrides_effective": {
        "updated": "2026-06-20T07:00:00.123456Z",
        "items": [
            {
                "name": "Signing",
                "component": "Data",
                "section": "EnableSerializationDataSigning",
                "status": "Accepted",
                "parameters": ["Enabled=True"],
            }
        ],
    },
    "overrides_directory": {
        "items": [
            {
                "name": "Signing",
                "component": "Data",
                "section": "EnableSerializationDataSigning",
                "min_version": "15.2.1118.7",
                "max_version": None,
                "parameters": ["Enabled=True"],
                "servers": [],
            }
        ]
    },
    "resource_throttling": {
        "meters": [{"resource": "UsedDiskSpace[D:\\Queue]", "current_use": "Low", "pressure": "10"}]
    },
    "auth_config": {
        "current_thumbprint": "AA" * 20,
        "previous_thumbprint": None,
        "next_thumbprint": None,
        "next_effective_date": "2026-07-01T00:00:00Z",
    },
    "auth_servers": {
        "items": [
            {
                "name": "EvoSts",
                "type": "AzureAD",
                "enabled": True,
                "realm": "contoso.example",
                "issuer_identifier": "https://sts.windows.net/",
                "application_identifier": None,
                "domain_names": ["contoso.example"],
            }
        ]
    },
    "partner_applications": {
        "items": [
            {
                "name": "Exchange Online",
                "application_identifier": "00000002-0000-0ff1-ce00-000000000000",
                "enabled": True,
                "linked_account": "contoso.example/Users/Exchange Online",
            }
        ]
    },
    "hybrid_configuration": {
        "configured": True,
        "on_premises_smart_host": "mail.contoso.example",
        "tls_certificate_name": "<I>CN=CA<S>CN=mail.contoso.example",
        "service_instance": 0,
        "domains": ["contoso.example"],
        "features": ["FreeBusy", "SecureMail"],
        "receiving_transport_servers": ["EX01"],
        "sending_transport_servers": ["EX01"],
        "edge_transport_servers": [],
    },
    "transport_service": {
        "internal_transport_certificate_thumbprint": "BB" * 20,
        "max_per_domain_outbound_connections": "20",
        "message_retry_interval": "00:15:00",
    },
    "owa_virtual_directories": {
        "items": [
            {
                "name": "owa (Default Web Site)",
                "internal_url": "https://mail.contoso.example/owa",
                "external_url": "https://mail.contoso.example/owa",
                "internal_download_host_name": None,
                "external_download_host_name": None,
            }
        ]
    },
    "ews_virtual_directories": {
        "items": [
            {
                "name": "EWS (Default Web Site)",
                "internal_url": "https://mail.contoso.example/EWS/Exchange.asmx",
                "internal_nlb_bypass_url": None,
                "mrs_proxy_enabled": True,
            }
        ]
    },
    "accepted_domains": {
        "items": [
            {"id": "Contoso", "domain_name": "contoso.example", "domain_type": "Authoritative"}
        ]
    },
    "send_connectors": {
        "items": [
            {
                "id": "Outbound",
                "enabled": True,
                "cloud_services_mail_enabled": True,
                "fqdn": "mail.contoso.example",
                "require_tls": True,
                "tls_auth_level": "DomainValidation",
                "tls_domain": "mail.protection.outlook.com",
                "tls_certificate_name": "<I>CN=CA<S>CN=mail.contoso.example",
                "smart_hosts": [],
                "address_spaces": ["smtp:contoso.mail.onmicrosoft.com;1"],
            }
        ]
    },
    "receive_connectors": {
        "items": [
            {
                "id": "EX01\\Default Frontend EX01",
                "enabled": True,
                "transport_role": "FrontendTransport",
                "fqdn": "EX01.contoso.example",
                "require_tls": False,
                "tls_certificate_name": None,
                "auth_mechanism": "Tls, Integrated, BasicAuth",
                "tls_domain_capabilities": ["mail.protection.outlook.com:AcceptCloudServicesMail"],
            }
        ]
    },
    "irm_configuration": {
        "internal_licensing_enabled": True,
        "external_licensing_enabled": False,
    },
    "monitoring_overrides": {
        "items": [
            {
                "scope": "global",
                "item_type": "Monitor",
                "identity": "Exchange\\OnPremisesInboundProxy",
                "property_name": "Enabled",
                "property_value": "0",
                "expiration_time": "2026-08-01T12:00:00Z",
            },
            {
                "scope": "server",
                "item_type": "Probe",
                "identity": "Search\\Query",
                "property_name": None,
                "property_value": None,
                "expiration_time": "never",
            },
        ]
    },
    "public_folder_groups": {"names": ["PublicFolderMailboxes"]},
    "mailbox_databases": {
        "items": [
            {
                "name": "DB01",
                "mounted": True,
                "mounted_on_server": "EX01.contoso.example",
                "last_full_backup": "2026-06-19T21:00:30.123456Z",
                "last_incremental_backup": None,
                "circular_logging_enabled": False,
                "edb_file_path": "D:\\DB01\\DB01.edb",
                "log_folder_path": "D:\\DB01",
            }
        ]
    },
    "database_copies": {
        "items": [
            {
                "name": "DB01\\EX01",
                "status": "Mounted",
                "active_copy": True,
                "copy_queue_length": 0,
                "replay_queue_length": 0,
                "content_index_state": "NotApplicable",
            }
        ]
    },
    "queues": {
        "items": [
            {
                "identity": "EX01\\Submission",
                "delivery_type": "Undefined",
                "status": "Ready",
                "message_count": 7,
                "next_hop_domain": "Submission",
                "last_error": None,
            }
        ]
    },
    "replication_health": {
        "items": [{"check": "ClusterService", "result": "Passed", "error": None}]
    },
}
