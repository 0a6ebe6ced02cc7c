# SPDX-License-Identifier: MIT
"""What is the matter inside some of the demonstration's servers; a healthy one has none of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exchpatch_gui.collected.document import section_kinds
from exchpatch_gui.collected.section import Block, block_of
from exchpatch_gui.demo.certificates import AUTHORITY_NAME

Sections = dict[str, dict[str, Any]]
"""The sections of a collected document by name, as they are written."""
Condition = Callable[[Sections], None]

# Of no tenant; made for this.
_TENANT = "8d0a2f5b-4c3e-4d17-8f0e-5a9b7c6d2e41"
_APPLICATION = "c2f4a1d8-6b7e-4f30-9a52-1de0b7c6f183"
_BALANCED = "381b4222-f694-41f0-9685-ff5bb260df2e"


def extended_protection_off(sections: Sections) -> None:
    """Nobody has run Microsoft's script for Extended Protection."""
    for location in sections["iis_apphost"]["data"]["locations"]:
        location.update(extended_protection_token_checking="None")  # noqa: S106 (of the web server)


def transport_stopped(sections: Sections) -> None:
    """Mail has not flowed since the transport service was stopped."""
    for service in sections["services"]["data"]["items"]:
        if service["name"] == "MSExchangeTransport":
            service["state"] = "Stopped"
    for role in sections["service_health"]["data"]["items"]:
        if role["role"].startswith("Hub"):
            role["required_services_running"] = False
            role["services_not_running"] = ["MSExchangeTransport"]


def restart_pending(sections: Sections) -> None:
    """Windows wants to restart, and updates of Exchange would fail until then."""
    sections["pending_reboot"]["data"]["component_based_servicing"] = True


def saves_power(sections: Sections) -> None:
    """Windows slows the processor down when it can."""
    plan = {"instance_id": f"Microsoft:PowerPlan\\{{{_BALANCED}}}", "name": "Balanced"}
    sections["power_plan"]["data"] |= plan


def speaks_old_tls(sections: Sections) -> None:
    """Nobody has switched TLS 1.0 and 1.1 off."""
    for protocol in sections["tls"]["data"]["protocols"]:
        if protocol["version"] in {"1.0", "1.1"}:
            for side in ("server", "client"):
                protocol.update({f"{side}_enabled": 1, f"{side}_disabled_by_default": 0})


def on_windows_2019(sections: Sections) -> None:
    """It runs on Windows Server 2019 with .NET 4.8, and has no TLS 1.3."""
    sections["dotnet"]["data"]["release"] = 528049
    sections["operating_system"]["data"] |= {
        "version": "10.0.17763",
        "caption": "Microsoft Windows Server 2019 Standard",
        "product_name": "Windows Server 2019 Standard",
        "release_id": "1809",
        "display_version": None,
        "current_build": "17763",
        "ubr": 7919,
    }
    for protocol in sections["tls"]["data"]["protocols"]:
        if protocol["version"] == "1.3":
            protocol.update(dict.fromkeys(protocol.keys() - {"version"}))


def hybrid(sections: Sections) -> None:
    """It shares its organisation with Exchange Online, by a dedicated application."""
    facts = {name: section["data"] for name, section in sections.items()}
    machine = facts["mailbox_server"]["name"]
    host = facts["send_connectors"]["items"][0]["fqdn"]
    domain = facts["accepted_domains"]["items"][0]["domain_name"]
    cloud = f"{domain.partition('.')[0]}.mail.onmicrosoft.com"
    certificate = f"<I>CN={AUTHORITY_NAME}<S>CN={host}"
    facts["hybrid_configuration"].update(
        configured=True,
        on_premises_smart_host=host,
        tls_certificate_name=certificate,
        service_instance=0,
        domains=[domain],
        features=["FreeBusy", "Mailtips", "MessageTracking"],
        receiving_transport_servers=[machine],
        sending_transport_servers=[machine],
    )
    outbound = facts["send_connectors"]["items"][0] | {
        "id": "Outbound to Office 365",
        "cloud_services_mail_enabled": True,
        "require_tls": True,
        "tls_auth_level": "DomainValidation",
        "tls_domain": "mail.protection.outlook.com",
        "tls_certificate_name": certificate,
        "address_spaces": [f"SMTP:{cloud};1"],
    }
    facts["send_connectors"]["items"].append(outbound)
    accepted = {"id": cloud, "domain_name": cloud, "domain_type": "Authoritative"}
    facts["accepted_domains"]["items"].append(accepted)
    signer = {
        "name": "EvoSts",
        "type": "AzureAD",
        "enabled": True,
        "realm": _TENANT,
        "issuer_identifier": f"https://sts.windows.net/{_TENANT}/",
        "application_identifier": _APPLICATION,
        "domain_names": [domain],
    }
    facts["auth_servers"]["items"].append(signer)
    switch = {
        "name": "EnableExchangeHybrid3PAppFeature",
        "component": "Global",
        "section": "ExchangeOnpremAsThirdPartyAppId",
        "parameters": ["Enabled=true"],
    }
    facts["overrides_directory"]["items"].append(
        switch | {"min_version": None, "max_version": None, "servers": []}
    )
    facts["overrides_effective"]["items"].append(switch | {"status": "Accepted"})


def without_a_role(sections: Sections) -> None:
    """The account is an administrator of Windows and unknown to Exchange."""
    for name, kind in section_kinds().items():
        if block_of(kind) is Block.EXCHANGE:
            sections[name] |= {
                "status": "access_denied",
                "error": "The user isn't assigned to any management roles.",
                "data": None,
            }
