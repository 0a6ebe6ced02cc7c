# SPDX-License-Identifier: MIT
"""The way to a server's remote PowerShell: connections to it, and whether they may be trusted."""

from __future__ import annotations

from dataclasses import dataclass, field

from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.domain.remotes import Channel as Kind
from exchpatch_gui.net.channel import Channel, TlsChannel
from exchpatch_gui.net.connect import connect
from exchpatch_gui.net.handshake import STRICT, Manner, open_tls
from exchpatch_gui.net.patience import Patience
from exchpatch_gui.net.resolve import Resolved, ascii_name, resolve
from exchpatch_gui.net.settings import NetSettings
from exchpatch_gui.net.tls import TlsFacts
from exchpatch_gui.remote.fault import RemoteFault
from exchpatch_gui.remote.order import Order

# Verdicts with a sentence of their own; any other is told as "other".
_VERDICTS = frozenset(
    {"self-signed", "untrusted-issuer", "expired", "not-yet-valid", "name-mismatch", "weak"}
)


@dataclass(slots=True)
class Line:
    """Opens connections for one order. They go straight to the server, past any web proxy.

    Attributes:
        certificate: What the server showed on the last connection; None without TLS.
    """

    order: Order
    certificate: TlsFacts | None = None
    _resolved: Resolved | None = field(default=None)
    _manner: Manner = STRICT

    @property
    def name(self) -> str:
        """The server's name in ASCII.

        Raises:
            NetError: ``dns`` with ``name``: it can't be a host name.
        """
        return ascii_name(self.order.place.host, str(self.order.place))

    @property
    def netloc(self) -> str:
        """Host and port as in an address, in ASCII; raises as ``name``."""
        place = self.order.place
        return f"{place.netloc if place.is_ipv6 else self.name}:{place.port}"

    def open(self, patience: Patience) -> Channel:
        """Connect so that a secret may be sent as the channel demands.

        Trust is decided on the very connection that is given: no other is opened in between.

        Raises:
            NetError: There is no connection.
            RemoteFault: The certificate is neither trusted nor pinned, or not the pinned one.
        """
        if self.order.remote.channel is Kind.MESSAGES:
            return self.dial(patience)
        channel = self.look(patience)
        try:
            self._demand_trust()
        except RemoteFault:
            channel.close()
            raise
        return channel

    def look(self, patience: Patience) -> TlsChannel:
        """Shake hands with whoever is there; nothing secret may go over it.

        Raises:
            NetError: There is no connection, or no encryption.
        """
        timeout = self.order.timeout
        settings = NetSettings(timeout, connect_timeout=timeout, ca_file=self.order.ca_file)
        channel, self.certificate, self._manner = open_tls(
            lambda: self.dial(patience), self.name, settings, patience, self._manner
        )
        return channel

    def dial(self, patience: Patience) -> Channel:
        """Connect without encryption.

        Raises:
            NetError: There is no connection.
        """
        timeout = self.order.timeout
        if self._resolved is None:
            waiting = patience.narrowed("name-server", timeout)
            self._resolved = resolve(self.name, self.order.place.port, waiting)
        channel, _ = connect(self._resolved.addresses, patience.narrowed("connect", timeout))
        return channel

    def _demand_trust(self) -> None:
        shown, pin = self.certificate, self.order.pin
        assert shown is not None
        where = str(self.order.place)
        if pin is not None:
            if shown.fingerprint != pin.sha256:
                raise RemoteFault(
                    FailureKind.TLS_UNTRUSTED,
                    "winrm-pin-changed",
                    where=where,
                    fingerprint=shown.fingerprint,
                    pinned=pin.sha256,
                    since=pin.since,
                )
            return
        if shown.trust == "trusted" and not shown.legacy:
            return
        verdict = shown.trust if shown.trust in _VERDICTS else "other"
        raise RemoteFault(
            FailureKind.TLS_UNTRUSTED,
            f"winrm-{verdict}",
            where=where,
            fingerprint=shown.fingerprint,
            names=", ".join(shown.names[:5]) or shown.subject,
            issuer=shown.issuer,
            ends=shown.ends,
            starts=shown.starts,
        )
