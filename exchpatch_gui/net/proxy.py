# SPDX-License-Identifier: MIT
"""The system's proxy: whether one is set for a server, and the tunnel through it.

``requests`` knows where each system keeps these settings and their exceptions. Tunnels go
through plain HTTP proxies; sign-in is Basic, from the proxy's address.
"""

from __future__ import annotations

import base64
import ipaddress
from urllib.parse import unquote, urlsplit

from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.domain.servers import Target
from exchpatch_gui.net.channel import Channel
from exchpatch_gui.net.head import Incoming, read_head
from exchpatch_gui.net.patience import Patience
from exchpatch_gui.net.settings import NetError, NetSettings

_DEFAULT_PORT = 80


class Proxy:
    """An HTTP proxy.

    Attributes:
        authorization: The whole header value, or empty; a secret.
    """

    def __init__(self, host: str, port: int, authorization: str) -> None:
        self.host = host
        self.port = port
        self.authorization = authorization

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def choose(target: Target, settings: NetSettings) -> Proxy | None:
    """Give the proxy that the system's settings name for a server, or None for a direct way.

    Raises:
        NetError: ``blocked`` with ``proxy-kind``: it is not a plain HTTP proxy.
    """
    if not settings.use_system_proxy:
        return None
    if _is_loopback(target.host) and not settings.proxy_loopback:
        return None
    import urllib.request  # noqa: PLC0415 (takes 40 ms to load, and not every command asks)

    if urllib.request.getproxies().keys().isdisjoint({"https", "all"}):
        return None
    import requests.utils  # noqa: PLC0415 (takes 0.2 s to load; most networks have no proxy)

    url = f"https://{target}/"
    address = requests.utils.select_proxy(url, requests.utils.get_environ_proxies(url))
    return _read(address, str(target)) if address else None


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _read(address: str, where: str) -> Proxy:
    parts = urlsplit(address if "://" in address else f"http://{address}")
    try:
        port = parts.port or _DEFAULT_PORT
    except ValueError:
        port = 0
    if parts.scheme != "http" or not parts.hostname or not port:
        raise NetError(
            FailureKind.BLOCKED, "proxy-kind", where=where, detail=parts.scheme or "http"
        )
    authorization = ""
    if parts.username is not None:
        pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        authorization = "Basic " + base64.b64encode(pair.encode()).decode("ascii")
    return Proxy(parts.hostname, port, authorization)


def tunnel(
    channel: Channel, authority: str, proxy: Proxy, settings: NetSettings, patience: Patience
) -> None:
    """Ask the proxy for a way through to the server (RFC 9110 §9.3.6).

    Args:
        channel: The connection to the proxy.
        authority: The server as ``host:port`` in ASCII.
        proxy: For its sign-in and its name.
        settings: How long its answer may take.
        patience: For the whole request.

    Raises:
        NetError: It refuses, can't reach the server, or doesn't answer like a proxy.
    """
    lines = [
        f"CONNECT {authority} HTTP/1.1",
        f"Host: {authority}",
        f"User-Agent: {settings.user_agent}",
    ]
    if proxy.authorization:
        lines.append(f"Proxy-Authorization: {proxy.authorization}")
    waiting = patience.narrowed("tunnel", settings.connect_timeout)
    try:
        channel.send("\r\n".join([*lines, "", ""]).encode("ascii"), waiting)
        head = read_head(Incoming(channel), waiting)
    except NetError as error:
        raise blamed(error, proxy) from error
    if 200 <= head.status < 300:
        return
    kind, reason = _REFUSALS.get(head.status, (FailureKind.BLOCKED, "proxy"))
    raise NetError(kind, reason, where=patience.where, proxy=str(proxy), status=head.status)


def blamed(error: NetError, proxy: Proxy) -> NetError:
    """Give a failure on the way to the proxy as what it is: not the server's."""
    kind = _BLAMED.get(error.kind)
    if kind is None or error.reason == "deadline":
        return error
    return NetError(kind, "proxy", **{**error.params, "proxy": str(proxy)})


_BLAMED = {
    FailureKind.DNS: FailureKind.DNS,
    FailureKind.REFUSED: FailureKind.REFUSED,
    FailureKind.TIMEOUT: FailureKind.TIMEOUT,
    FailureKind.PROTOCOL: FailureKind.PROTOCOL,
    FailureKind.TOO_LARGE: FailureKind.PROTOCOL,
}

_REFUSALS = {
    401: (FailureKind.AUTH, "proxy"),
    403: (FailureKind.FORBIDDEN, "proxy"),
    407: (FailureKind.AUTH, "proxy"),
    500: (FailureKind.REFUSED, "behind-proxy"),
    502: (FailureKind.REFUSED, "behind-proxy"),
    503: (FailureKind.REFUSED, "behind-proxy"),
    504: (FailureKind.REFUSED, "behind-proxy"),
}
