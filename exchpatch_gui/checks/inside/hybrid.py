# SPDX-License-Identifier: MIT
"""Whether the organisation is joined with Exchange Online, and whether that is set up safely."""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.checks.inside.base import CheckContext, check
from exchpatch_gui.checks.inside.hybrid_app import applications, switches
from exchpatch_gui.collected.exchange_organization import (
    AuthServers,
    HybridConfiguration,
    PartnerApplications,
)
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding

_SIGNERS = frozenset({"azuread", "microsoftacs"})
_EXCHANGE_ONLINE = "00000002-0000-0ff1-ce00-000000000000"
_APPLICATION = "https://aka.ms/HC-ExchangeHybridApplication"


def is_hybrid(context: CheckContext) -> bool:
    """Tell whether the wizard has left a configuration, or servers sign in to each other.

    Raises:
        NotCollectedError: The facts for it are missing.
    """
    if context.section(HybridConfiguration).configured:
        return True
    signed = any(
        one.enabled and one.type.lower() in _SIGNERS for one in context.section(AuthServers).items
    )
    return signed and any(
        one.enabled and one.application_identifier.lower() == _EXCHANGE_ONLINE
        for one in context.section(PartnerApplications).items
    )


@check("hybrid.detected", needs=(HybridConfiguration,), on_edge=False)
def detected(context: CheckContext) -> Iterator[Finding]:
    """Say whether the organisation is hybrid.

    Information only. It is if the wizard has left a configuration, or if both a signer of tokens in
    the cloud (``AzureAD`` or ``MicrosoftACS``) and the partner application of Exchange Online are
    enabled.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    found = is_hybrid(context)
    yield Finding(
        id="hybrid.detected",
        light=TrafficLight.INFO,
        variant="hybrid" if found else "alone",
        value=str(found),
    )


@check("hybrid.tls_cert_name", needs=(HybridConfiguration,), on_edge=False)
def certificate_name(context: CheckContext) -> Iterator[Finding]:
    """See whether the hybrid configuration names the certificate for mail to the cloud.

    Red if it names none, information otherwise; nothing is said where there is no such
    configuration.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    hybrid = context.section(HybridConfiguration)
    if not hybrid.configured:
        return
    name = hybrid.tls_certificate_name
    yield Finding(
        id="hybrid.tls_cert_name",
        light=TrafficLight.INFO if name else TrafficLight.RED,
        variant="named" if name else "unnamed",
        value=name or "Not Set",
    )


@check("hybrid.dedicated_app", needs=(HybridConfiguration,), on_edge=False)
def dedicated_application(context: CheckContext) -> Iterator[Finding]:
    """See whether a hybrid organisation has its own application instead of the shared one.

    Yellow without an override of ``Global/ExchangeOnpremAsThirdPartyAppId``; red with more than
    one, or with one and no ``AzureAD`` signer of tokens whose application is a GUID; green
    otherwise. The shared one is open to CVE-2025-53786.
    """
    if not is_hybrid(context):
        return
    known, overrides = applications(context), switches(context)
    for server in known:
        yield Finding(
            id="hybrid.dedicated_app",
            light=TrafficLight.INFO,
            variant="application",
            instance=server.name,
            value=server.application_identifier or "",
            details={"app_id": server.application_identifier},
        )
    yield _verdict(len(overrides), known[0].application_identifier if known else None)


def _verdict(overrides: int, application: str | None) -> Finding:
    light, variant, value = TrafficLight.GREEN, "set", "Configured"
    if not overrides:
        light, variant, value = TrafficLight.YELLOW, "unset", "Not configured"
    elif overrides > 1:
        light, variant, value = TrafficLight.RED, "several", "Multiple overrides"
    elif application is None:
        light, variant, value = TrafficLight.RED, "nobody", "No valid auth server"
    return Finding(
        id="hybrid.dedicated_app",
        light=light,
        variant=variant,
        value=value,
        details={"count": overrides, "app_id": application},
        links=(_APPLICATION,),
    )
