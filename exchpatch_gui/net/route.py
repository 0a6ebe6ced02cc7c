# SPDX-License-Identifier: MIT
"""The way to one server: its name, a proxy or not, its addresses, the TLS that works with it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from exchpatch_gui.domain.servers import Target
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.net import proxy
from exchpatch_gui.net.channel import Channel
from exchpatch_gui.net.connect import connect
from exchpatch_gui.net.handshake import STRICT, Manner, open_tls
from exchpatch_gui.net.patience import Patience
from exchpatch_gui.net.resolve import Resolved, ascii_name, resolve
from exchpatch_gui.net.settings import NetError, NetSettings
from exchpatch_gui.net.tls import TlsFacts


class Stage(StrEnum):
    """How far the way to a server is open."""

    RESOLVED = "resolved"
    """Its name has addresses; a proxy looks it up itself, then this stage is left out."""
    CONNECTED = "connected"
    TUNNELLED = "tunnelled"
    """A proxy has connected to it."""
    SECURED = "secured"


@dataclass(frozen=True, slots=True)
class Progress:
    """A stage that was reached, and what is known by then.

    Attributes:
        addresses: What the name resolved to, in the order they are tried.
        address: Where the connection went, the proxy's address if there is one.
        tls: Facts of the first handshake that succeeded.
    """

    stage: Stage
    addresses: tuple[str, ...]
    address: str
    tls: TlsFacts | None


Watch = Callable[[Progress], None]


class Route:
    """Opens connections to one server, and remembers what it learned on the first.

    Attributes:
        watch: Is told of each stage, every time a connection is opened.
        tls: Facts of the first handshake that succeeded.
        address: Where the last connection went.
        aliases: Canonical names the host resolved through.
    """

    def __init__(self, target: Target, settings: NetSettings, watch: Watch | None = None) -> None:
        self.target = target
        self.settings = settings
        self.watch = watch
        self.tls: TlsFacts | None = None
        self.address = ""
        self.aliases: tuple[str, ...] = ()
        self._manner: Manner = STRICT
        self._resolved: Resolved | None = None

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
        self._tell(Stage.SECURED)
        return channel

    def _dial(self, patience: Patience) -> Channel:
        resolved = self._resolve(self.name, self.target.port, patience)
        self._tell(Stage.RESOLVED)
        channel = self._connect(resolved, patience)
        self.aliases = resolved.aliases
        self._tell(Stage.CONNECTED)
        return channel

    def _tunnel(self, through: proxy.Proxy, patience: Patience) -> Channel:
        try:
            resolved = self._resolve(through.host, through.port, patience)
            channel = self._connect(resolved, patience)
        except NetError as error:
            raise proxy.blamed(error, through) from error
        authority = f"{self.netloc}:{self.target.port}"
        try:
            proxy.tunnel(channel, authority, through, self.settings, patience)
        except BaseException:
            channel.close()
            raise
        self._tell(Stage.TUNNELLED)
        return channel

    def _resolve(self, host: str, port: int, patience: Patience) -> Resolved:
        if self._resolved is None:
            waiting = patience.narrowed("name-server", self.settings.connect_timeout)
            self._resolved = resolve(host, port, waiting)
        return self._resolved

    def _connect(self, resolved: Resolved, patience: Patience) -> Channel:
        connecting = patience.narrowed("connect", self.settings.connect_timeout)
        channel, self.address = connect(resolved.addresses, connecting)
        return channel

    def _tell(self, stage: Stage) -> None:
        if self.watch is not None:
            found = self._resolved.addresses if self._resolved else ()
            addresses = tuple(one.ip for one in found)
            self.watch(Progress(stage, addresses, self.address, self.tls))
