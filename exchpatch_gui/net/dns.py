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


class Dns:
    """Asks the name servers of the system, or those given, with a deadline.

    Every method gives an empty answer where the name or the record doesn't exist and raises
    ``NetError`` (``dns``) where no name server answers.
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
            self._resolver = dns.resolver.Resolver()
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

    def resolves_to(self, host: str) -> str | None:
        """Give the last name of a host's aliases if it has an address, else None."""
        import dns.resolver  # noqa: PLC0415 (see above)

        for kind in ("A", "AAAA"):
            try:
                answer = self._resolver.resolve(host, kind, raise_on_no_answer=False)
            except dns.resolver.NXDOMAIN:
                return None
            except dns.exception.DNSException as error:
                raise _no_answer(host, error) from error
            if answer.rrset is not None:
                return _name(answer.canonical_name)
        return None

    def _ask(self, name: str, kind: str) -> list[Any]:  # dnspython has one type for all records
        import dns.resolver  # noqa: PLC0415 (see above)

        try:
            return list(self._resolver.resolve(name, kind))
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return []
        except dns.exception.DNSException as error:
            raise _no_answer(name, error) from error


def _name(name: object) -> str:
    return str(name).rstrip(".").lower()


def _no_answer(name: str, error: Exception) -> NetError:
    return NetError(FailureKind.DNS, "name-server", host=name, error=type(error).__name__)
