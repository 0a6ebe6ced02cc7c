# SPDX-License-Identifier: MIT
"""DNS records that the operating system's resolver does not give: MX, SRV and aliases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.net.settings import NetError

if TYPE_CHECKING:
    from dns.resolver import Resolver


@dataclass(frozen=True, slots=True)
class Service:
    """A host and port that a record names."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a host's name leads to.

    Attributes:
        name: The last of its aliases, or the host itself.
        addresses: Sorted; the IPv6 ones only where there are no others.
    """

    name: str
    addresses: tuple[str, ...]


class Dns:
    """Asks the name servers of the system, or those given, with a deadline.

    Making one raises ``NetError`` (``dns``) where the system names no server. Every method gives
    an empty answer where the name or the record doesn't exist and raises ``NetError`` (``dns``)
    where no name server answers.
    """

    def __init__(
        self, *, name_servers: tuple[str, ...] = (), port: int = 53, lifetime: float = 5.0
    ) -> None:
        import dns.resolver  # noqa: PLC0415 (slow to import, and only this command needs it)

        if name_servers:
            self._resolver: Resolver = dns.resolver.Resolver(configure=False)
            self._resolver.nameservers = list(name_servers)
            self._resolver.port = port
        else:
            self._resolver = _of_the_system()
        self._resolver.lifetime = lifetime

    def mail_exchangers(self, domain: str) -> tuple[str, ...]:
        """Give the hosts that take mail for a domain, the preferred one first (RFC 5321)."""
        records = sorted(
            (record.preference, _name(record.exchange)) for record in self._ask(domain, "MX")
        )
        return tuple(host for _, host in records if host)

    def services(self, name: str) -> tuple[Service, ...]:
        """Give what a service name such as ``_autodiscover._tcp.…`` points to (RFC 2782)."""
        records = sorted(
            (record.priority, _name(record.target), record.port)
            for record in self._ask(name, "SRV")
        )
        return tuple(Service(host, port) for _, host, port in records if host)

    def look_up(self, host: str) -> Found | None:
        """Give where a host's name leads, None if it has no address."""
        import dns.resolver  # noqa: PLC0415 (see above)

        for kind in ("A", "AAAA"):
            try:
                answer = self._resolver.resolve(host, kind, raise_on_no_answer=False)
            except dns.resolver.NXDOMAIN:
                return None
            except dns.exception.DNSException as error:
                raise _no_answer(host, error) from error
            if answer.rrset is not None:
                addresses = sorted(record.address for record in answer.rrset)
                return Found(_name(answer.canonical_name), tuple(addresses))
        return None

    def _ask(self, name: str, kind: str) -> list[Any]:  # dnspython has one type for all records
        import dns.resolver  # noqa: PLC0415 (see above)

        try:
            return list(self._resolver.resolve(name, kind))
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return []
        except dns.exception.DNSException as error:
            raise _no_answer(name, error) from error


def _of_the_system() -> Resolver:
    import dns.resolver  # noqa: PLC0415 (see above)

    try:
        return dns.resolver.Resolver()
    except dns.resolver.NoResolverConfiguration as error:
        raise NetError(FailureKind.DNS, "no-name-server") from error


def _name(name: object) -> str:
    return str(name).rstrip(".").lower()


def _no_answer(name: str, error: Exception) -> NetError:
    return NetError(FailureKind.DNS, "name-server", host=name, error=type(error).__name__)
