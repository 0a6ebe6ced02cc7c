# SPDX-License-Identifier: MIT
"""Finding the Exchange servers of an e-mail domain by the names that lead to them."""

from __future__ import annotations

from dataclasses import dataclass, field

import idna

from exchpatch_gui.domain.servers import Target
from exchpatch_gui.domain.text import clean
from exchpatch_gui.errors import CommandError
from exchpatch_gui.net.dns import Dns

# Names administrators give to Outlook on the web; Autodiscover's own rule is first (RFC 6186 has
# no say here: Outlook asks https://autodiscover.<domain>/ and the SRV record).
_USUAL_NAMES = ("autodiscover", "mail", "owa", "webmail", "exchange", "outlook", "remote", "email")
_CLOUD_SUFFIXES = (".outlook.com", ".office365.com", ".office.com", ".microsoft.com")


@dataclass(frozen=True, slots=True)
class Lead:
    """A host that may be an Exchange server of the domain.

    Attributes:
        how: ``srv``, ``mx`` or ``name``: what led there.
        cloud: It resolves to Microsoft 365, where there is nothing to patch.
        addresses: Where its name leads.
    """

    target: Target
    how: str
    cloud: bool
    addresses: tuple[str, ...] = field(default=(), compare=False)


def read_domain(text: str) -> str:
    """Give the domain of an e-mail address or of a domain as typed.

    Raises:
        CommandError: It is neither.
    """
    domain = text.strip().rpartition("@")[2].rstrip(".").lower()
    try:
        host = Target.parse(domain).host
        return host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    except ValueError as error:
        raise CommandError("domain", text=clean(text, 60)) from error


def find(domain: str, dns: Dns) -> tuple[Lead, ...]:
    """Follow the SRV record, the mail exchangers and the usual names; only what resolves counts.

    Raises:
        NetError: No name server answers.
    """
    named = [
        (Target(service.host, service.port), "srv")
        for service in dns.services(f"_autodiscover._tcp.{domain}")
    ]
    named += [(Target(host), "mx") for host in dns.mail_exchangers(domain)]
    named += [(Target(f"{name}.{domain}"), "name") for name in _USUAL_NAMES]
    named.append((Target(domain), "name"))
    leads: dict[Target, Lead] = {}
    for target, how in named:
        if target in leads:
            continue
        found = dns.look_up(target.host)
        if found is not None:
            cloud = _is_cloud(found.name)
            leads[target] = Lead(target, how, cloud=cloud, addresses=found.addresses)
    return tuple(leads.values())


def _is_cloud(host: str) -> bool:
    return f".{host}".endswith(_CLOUD_SUFFIXES)
