# SPDX-License-Identifier: MIT
"""Connectors for mail to and from Exchange Online, and the certificate that they use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from exchpatch_gui.checks.inside.base import CheckContext, check
from exchpatch_gui.checks.inside.certificate_use import by_thumbprint
from exchpatch_gui.checks.inside.distinguished_names import normal_name
from exchpatch_gui.checks.inside.hybrid import is_hybrid
from exchpatch_gui.collected.certificates import CertificateFacts
from exchpatch_gui.collected.exchange_organization import HybridConfiguration
from exchpatch_gui.collected.exchange_transport import (
    ReceiveConnectors,
    SendConnector,
    SendConnectors,
)
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding

_MAILBOX_SERVICE = "hubtransport"
_CLOUD_MAIL = "acceptcloudservicesmail"
_ISSUER, _SUBJECT = "<i>", "<s>"
_URGENT_DAYS, _EARLY_DAYS = 30, 60
# Exchange Online worldwide, for governments of the USA, and in China.
_CLOUD_HOSTS = (
    ".mail.protection.outlook.com",
    ".mail.protection.office365.us",
    ".mail.protection.outlook.us",
    ".mail.protection.partner.outlook.cn",
)
_CLOUD_SPACES = (".mail.onmicrosoft.com", ".mail.onmicrosoft.us", ".mail.partner.onmschina.cn")
_HYBRID_LINK = "https://aka.ms/HC-HybridConnector"
_CLOUD_LINK = "https://aka.ms/HC-ExoConnectorIssue"


class _Connector(NamedTuple):
    """A connector for sending or receiving."""

    id: str
    certificate_name: str | None


@check("connector.cloud_cert", needs=(HybridConfiguration,), on_edge=False)
def certificates(context: CheckContext) -> Iterator[Finding]:
    """See whether the certificate of each connector to the cloud is on this server.

    Judged in a hybrid, on servers that its configuration names for sending or receiving: enabled
    send connectors with ``CloudServicesMailEnabled``, and enabled receive connectors that accept
    cloud mail, but for those of the mailbox service. Yellow if the name of the certificate is
    empty, is not written ``<I>issuer<S>subject``, or fits none on the server; green otherwise.
    """
    if not is_hybrid(context) or not _carries_mail(context):
        return
    for connector in _cloud_connectors(context):
        found = _newest(connector, context)
        yield Finding(
            id="connector.cloud_cert",
            light=TrafficLight.GREEN if found else TrafficLight.YELLOW,
            variant=_variant(connector, found),
            instance=connector.id,
            value=str(found is not None),
            details={"name": connector.certificate_name or ""},
            links=(_HYBRID_LINK,),
        )


@check("connector.cloud_cert_lifetime", needs=(HybridConfiguration,), on_edge=False)
def certificate_lifetimes(context: CheckContext) -> Iterator[Finding]:
    """See how long the connectors' certificate is still valid, where it is on this server.

    Red below 30 days, yellow below 60, green from 60 on. Judged in a hybrid for connectors as in
    ``connector.cloud_cert``; of several certificates that fit, the one that lasts longest counts.

    Source: https://aka.ms/HC-HybridConnector
    """
    if not is_hybrid(context):
        return
    for connector in _cloud_connectors(context):
        certificate = _newest(connector, context)
        if certificate is None or certificate.ends is None:
            continue
        days = (certificate.ends.date() - context.day).days
        yield Finding(
            id="connector.cloud_cert_lifetime",
            light=_urgency(days),
            variant=_lifetime_variant(days),
            instance=connector.id,
            value=str(days),
            details={"count": abs(days), "subject": certificate.subject},
        )


@check("exo.connector_misconfigured", needs=(SendConnectors,), on_edge=False)
def send_connectors(context: CheckContext) -> Iterator[Finding]:
    """See whether mail to Exchange Online keeps its headers and proves where it comes from.

    Judged are send connectors with a smart host or an address space of Exchange Online: yellow
    without ``CloudServicesMailEnabled``, or with neither ``Fqdn`` nor ``TlsCertificateName``; green
    otherwise.
    """
    for connector in context.section(SendConnectors).items:
        if not _leads_to_cloud(connector):
            continue
        variant = _misconfigured(connector)
        yield Finding(
            id="exo.connector_misconfigured",
            light=TrafficLight.YELLOW if variant else TrafficLight.GREEN,
            variant=variant or "right",
            instance=connector.id,
            value="Misconfigured" if variant else "Configured",
            links=(_CLOUD_LINK,),
        )


def _carries_mail(context: CheckContext) -> bool:
    """Tell whether the hybrid configuration names this server for sending or receiving."""
    hybrid = context.section(HybridConfiguration)
    named = (*hybrid.sending_transport_servers, *hybrid.receiving_transport_servers)
    return context.document.computer.lower() in {_short(one) for one in named}


def _short(server: str) -> str:
    """Give the bare name of ``EX01``, ``EX01.contoso.com``, a path, or ``CN=EX01,CN=Servers``."""
    last = server.rpartition("/")[2].lower().partition(",")[0].removeprefix("cn=")
    return last.partition(".")[0].strip()


def _cloud_connectors(context: CheckContext) -> Iterator[_Connector]:
    """Give the connectors in use that are meant for Exchange Online.

    Receive connectors of the mailbox service take mail from the front end only.
    """
    for send in context.section(SendConnectors).items:
        if send.enabled and send.cloud_services_mail_enabled:
            yield _Connector(send.id, send.tls_certificate_name)
    for receive in context.section(ReceiveConnectors).items:
        from_cloud = any(_CLOUD_MAIL in one.lower() for one in receive.tls_domain_capabilities)
        inside = (receive.transport_role or "").lower() == _MAILBOX_SERVICE
        if receive.enabled and from_cloud and not inside:
            yield _Connector(receive.id, receive.tls_certificate_name)


def _newest(connector: _Connector, context: CheckContext) -> CertificateFacts | None:
    """Find the certificate by issuer and subject; Exchange takes the one that lasts longest."""
    names = _names(connector)
    if names is None:
        return None
    issuer, subject = (normal_name(one) for one in names)
    fitting = [
        (one.ends, one)
        for one in by_thumbprint(context).values()
        if one.ends is not None
        and normal_name(one.issuer) == issuer
        and normal_name(one.subject) == subject
    ]
    return max(fitting, key=lambda dated: dated[0])[1] if fitting else None


def _names(connector: _Connector) -> tuple[str, str] | None:
    """Read ``<I>issuer<S>subject``; None if it is written otherwise."""
    text = connector.certificate_name or ""
    middle = text.lower().find(_SUBJECT)
    if not text.lower().startswith(_ISSUER) or middle < 0:
        return None
    return text[len(_ISSUER) : middle], text[middle + len(_SUBJECT) :]


def _variant(connector: _Connector, found: CertificateFacts | None) -> str:
    if found is not None:
        return "found"
    if not connector.certificate_name:
        return "unnamed"
    return "missing" if _names(connector) else "syntax"


def _urgency(days: int) -> TrafficLight:
    if days < _URGENT_DAYS:
        return TrafficLight.RED
    return TrafficLight.YELLOW if days < _EARLY_DAYS else TrafficLight.GREEN


def _lifetime_variant(days: int) -> str:
    if days < 0:
        return "expired"
    return "soon" if days < _EARLY_DAYS else "valid"


def _leads_to_cloud(connector: SendConnector) -> bool:
    hosts = (host.lower().rstrip(".") for host in connector.smart_hosts)
    # Such as ``SMTP:contoso.mail.onmicrosoft.com;1``.
    spaces = (space.lower().partition(";")[0] for space in connector.address_spaces)
    return any(host.endswith(_CLOUD_HOSTS) for host in hosts) or any(
        space.endswith(_CLOUD_SPACES) for space in spaces
    )


def _misconfigured(connector: SendConnector) -> str:
    if not connector.cloud_services_mail_enabled:
        return "headers"
    if not connector.fqdn and not connector.tls_certificate_name:
        return "anonymous"
    return ""
