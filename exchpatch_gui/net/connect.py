# SPDX-License-Identifier: MIT
"""A TCP connection to the first of several addresses that answers."""

from __future__ import annotations

import errno
import os
import socket

from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.domain.text import clean
from exchpatch_gui.net.channel import Channel, PlainChannel
from exchpatch_gui.net.patience import Patience
from exchpatch_gui.net.resolve import Address
from exchpatch_gui.net.settings import NetError

# Windows reports its own numbers beside the portable ones.
_UNDER_WAY = {0, errno.EINPROGRESS, errno.EWOULDBLOCK, 10035}
_REFUSED = {errno.ECONNREFUSED, errno.ECONNRESET, 10061, 10054}
_NOT_ALLOWED = {errno.EACCES, errno.EPERM, 10013}
_TIMED_OUT = {errno.ETIMEDOUT, 10060}
# Which of several addresses' failures says most about the server.
_TELLING_FIRST = ("refused", "connect", "not-allowed", "unreachable")


def connect(addresses: tuple[Address, ...], patience: Patience) -> tuple[Channel, str]:
    """Connect to one address after the other until one answers.

    Each gets an equal share of the time left, so that one that swallows everything doesn't
    keep the others from being tried.

    Returns:
        The connection, and the IP address it goes to.

    Raises:
        NetError: ``refused``, ``timeout`` or ``cancelled``; of several failures the most telling.
    """
    failures: list[NetError] = []
    for index, address in enumerate(addresses):
        share = patience.remaining() / (len(addresses) - index)
        try:
            return _connect_one(address, patience.narrowed("connect", share)), address.ip
        except NetError as error:
            if error.kind is FailureKind.CANCELLED or error.reason == "deadline":
                raise
            failures.append(error)
    raise min(failures, key=lambda one: _TELLING_FIRST.index(one.reason))


def _connect_one(address: Address, patience: Patience) -> Channel:
    patience.check()
    try:
        sock = socket.socket(address.family, socket.SOCK_STREAM)
    except OSError as error:  # IPv6 is switched off here
        raise _failure(error.errno or 0, patience) from error
    try:
        _finish(sock, address, patience)
    except BaseException:
        sock.close()
        raise
    return PlainChannel(sock)


def _finish(sock: socket.socket, address: Address, patience: Patience) -> None:
    sock.setblocking(False)
    code = sock.connect_ex(address.endpoint)
    if code in _UNDER_WAY:
        patience.until_writable(sock)
        code = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    if code:
        raise _failure(code, patience)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _failure(code: int, patience: Patience) -> NetError:
    where = patience.where
    if code in _REFUSED:
        return NetError(FailureKind.REFUSED, "refused", where=where)
    if code in _TIMED_OUT:
        seconds = round(patience.waited(), 1)
        return NetError(FailureKind.TIMEOUT, "connect", where=where, seconds=seconds)
    if code in _NOT_ALLOWED:
        return NetError(FailureKind.REFUSED, "not-allowed", where=where)
    detail = clean(os.strerror(code), 120)
    return NetError(FailureKind.REFUSED, "unreachable", where=where, detail=detail)
