# SPDX-License-Identifier: MIT
"""The way to one server: its name, a proxy or not, its addresses, the TLS that works with it."""

from __future__ import annotations

from dataclasses import dataclass, field

from exchpatch_gui.domain.servers import Target
from exchpatch_gui.net import proxy
from exchpatch_gui.net.channel import Channel
from exchpatch_gui.net.connect import connect
from exchpatch_gui.net.handshake import STRICT, Manner, open_tls
from exchpatch_gui.net.patience import Patience
from exchpatch_gui.net.resolve import Resolved, ascii_name, resolve
from exchpatch_gui.net.settings import NetError, NetSettings
from exchpatch_gui.net.tls import TlsFacts


@dataclass(slots=True)
class Route:
    """Opens connections to one server, and remembers what it learned on the first.

    Attributes:
        tls: Facts of the first handshake that succeeded.
        address: Where the last connection went.
        aliases: Canonical names the host resolved through.
    """

    target: Target
    settings: NetSettings
    tls: TlsFacts | None = None
    address: str = ""
    aliases: tuple[str, ...] = ()
    _manner: Manner = STRICT
    _resolved: Resolved | None = field(default=None)

    @property
    def name(self) -> str:
        """The host in ASCII.

        Raises:
            NetError: ``dns`` with ``name``: it can't be a host name.
        """
        return ascii_name(self.target.host, str(self.target))

    @property
    def netloc(self) -> str:
        """The host in ASCII as in a URL, an IPv6 address in brackets; raises as ``name``."""
        return self.target.netloc if self.target.is_ipv6 else self.name

    def open(self, patience: Patience) -> Channel:
        """Connect, through the system's proxy if there is one, and shake hands.

        Raises:
            NetError: Kind and reason say how far it came.
        """
        through = proxy.choose(self.target, self.settings)

        def dial() -> Channel:
            if through is None:
                return self._dial(patience)
            return self._tunnel(through, patience)

        channel, facts, self._manner = open_tls(
            dial, self.name, self.settings, patience, self._manner
        )
        self.tls = self.tls or facts
        return channel

    def _dial(self, patience: Patience) -> Channel:
        channel = self._connect(self.name, self.target.port, patience)
        self.aliases = self._resolved.aliases if self._resolved else ()
        return channel

    def _tunnel(self, through: proxy.Proxy, patience: Patience) -> Channel:
        try:
            channel = self._connect(through.host, through.port, patience)
        except NetError as error:
            raise proxy.blamed(error, through) from error
        authority = f"{self.netloc}:{self.target.port}"
        try:
            proxy.tunnel(channel, authority, through, self.settings, patience)
        except BaseException:
            channel.close()
            raise
        return channel

    def _connect(self, host: str, port: int, patience: Patience) -> Channel:
        seconds = self.settings.connect_timeout
        if self._resolved is None:
            self._resolved = resolve(host, port, patience.narrowed("name-server", seconds))
        connecting = patience.narrowed("connect", seconds)
        channel, self.address = connect(self._resolved.addresses, connecting)
        return channel
