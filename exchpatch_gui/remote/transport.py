# SPDX-License-Identifier: MIT
"""WSMan messages over connections of our own: one deadline, one sign-in, sealed where it has to be.

It stands where pypsrp has requests and urllib3. Those wait from packet to packet, try again by
themselves and verify by another store; here each byte is awaited with the patience of the order,
nothing is tried twice, and trust is decided on the connection that is used.
"""

from __future__ import annotations

import re
import struct
from contextlib import nullcontext
from typing import TYPE_CHECKING

from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.domain.remotes import Channel as Kind
from exchpatch_gui.domain.text import clean
from exchpatch_gui.net.patience import Patience
from exchpatch_gui.net.settings import NetError
from exchpatch_gui.net.tls import TlsFacts
from exchpatch_gui.remote.diagnose import Stage, broken_connection, unexpected_answer
from exchpatch_gui.remote.endpoints import Endpoint
from exchpatch_gui.remote.fault import RemoteFault
from exchpatch_gui.remote.line import Line
from exchpatch_gui.remote.order import Order
from exchpatch_gui.remote.sign_in import Admit, SignedIn, sign_in
from exchpatch_gui.remote.wire import Reply, Wire

if TYPE_CHECKING:
    from pypsrp.encryption import WinRMEncryption

_PLAIN = "application/soap+xml;charset=UTF-8"
_SEALED = "multipart/encrypted"
_BOUNDARY = "Encrypted Boundary"
# A document of 32 MiB in base64, with the envelopes around its pieces.
_ANSWERS_LIMIT = 64 * 1024**2
# Declarations, and UTF-16, in which they would not be seen: with its mark or by its zeros.
_FORBIDDEN_XML = re.compile(rb"<!(?:DOCTYPE|ENTITY)|^(?:\xff\xfe|\xfe\xff)|\x00", re.IGNORECASE)


class AnswerError(Exception):
    """The server answered with a status that says it did not do what it was asked.

    Attributes:
        text: Its body, which may be a fault of WSMan.
    """

    def __init__(self, status: int, text: str) -> None:
        super().__init__(status)
        self.status = status
        self.text = text


class Transport:
    """Carries messages to one endpoint; signs in on the first of each connection.

    Attributes:
        endpoint: Whom they are for.
        patience: For all that follows; whoever has to say good-bye gives a new one.
        where: Host and port, for sentences.
    """

    def __init__(
        self, line: Line, endpoint: Endpoint, patience: Patience, admit: Admit = nullcontext
    ) -> None:
        self._admit = admit
        self.endpoint = endpoint
        self.patience = patience
        self.where = str(line.order.place)
        self._line = line
        self._order: Order = line.order
        self._wire: Wire | None = None
        self._signed_in: SignedIn | None = None
        self._seal: WinRMEncryption | None = None
        self._room = _ANSWERS_LIMIT

    @property
    def address(self) -> str:
        """The address of the endpoint, as messages name their recipient."""
        tls = self._order.remote.channel is Kind.TLS
        place = self._order.place
        scheme = "https" if tls else "http"
        return f"{scheme}://{place.netloc}:{place.port}/{self.endpoint.path}"

    @property
    def is_signed_in(self) -> bool:
        """Whether there is a connection on which the server knows who asks."""
        return self._signed_in is not None

    @property
    def certificate(self) -> TlsFacts | None:
        """What the server showed on the last connection; None without TLS."""
        return self._line.certificate

    def touch(self) -> None:
        """See whether anything answers at all.

        Raises:
            RemoteFault: Nothing does.
        """
        try:
            self._line.dial(self.patience).close()
        except NetError as error:
            raise broken_connection(error, self._order, Stage.CONNECTING) from error

    def open(self) -> None:
        """Connect, without signing in.

        Raises:
            RemoteFault: There is no connection that may be trusted.
        """
        try:
            channel = self._line.open(self.patience)
            self._wire = Wire(channel, self._line.netloc, self.endpoint.path)
        except NetError as error:
            raise broken_connection(error, self._order, Stage.CONNECTING) from error

    def sign_in(self) -> None:
        """Connect if need be, and sign in.

        Raises:
            RemoteFault: It can't be done, or was refused.
        """
        if self._wire is None:
            self.open()
        assert self._wire is not None
        try:
            self._signed_in = sign_in(
                self._wire, self._order, self.endpoint, self.patience, self._admit
            )
        except NetError as error:
            self.close()
            raise broken_connection(error, self._order, Stage.SIGNING_IN) from error
        except BaseException:
            self.close()
            raise
        # Known to be right from here on: a good-bye on another connection must not wait or fail.
        self._admit = nullcontext
        self._seal = self._made_seal(self._signed_in)

    def ask(self, message: bytes, seconds: float) -> bytes:
        """Send an envelope and give the one that answers it.

        Args:
            message: In UTF-8.
            seconds: How long the server may think before it answers, beside the order's time.

        Raises:
            AnswerError: It answered with a fault.
            RemoteFault: It did not answer, or not with what can be believed.
        """
        if self._signed_in is None:
            self.sign_in()
        assert self._wire is not None
        assert self._signed_in is not None
        waiting = self.patience.narrowed("answer", seconds + self._order.timeout)
        kind, body = self._sealed(message)
        headers = {"Content-Type": kind, **self._signed_in.headers()}
        try:
            reply = self._wire.post(headers, body, waiting)
            answer = self._opened(reply)
        except NetError as error:
            self.close()
            raise broken_connection(error, self._order, Stage.WORKING) from error
        except BaseException:
            self.close()
            raise
        if reply.status == 200:
            return answer
        if _FORBIDDEN_XML.search(answer) or not answer.lstrip().startswith(b"<"):
            raise unexpected_answer(reply, self.where, self.endpoint)
        raise AnswerError(reply.status, answer.decode("utf-8", errors="replace"))

    def close(self) -> None:
        """Drop the connection, and with it the sign-in; closing twice does no harm."""
        if self._wire is not None:
            self._wire.close()
        self._wire = self._signed_in = self._seal = None

    def _made_seal(self, signed_in: SignedIn) -> WinRMEncryption | None:
        if self._order.remote.channel is Kind.TLS or signed_in.context is None:
            return None
        from pypsrp.encryption import WinRMEncryption  # noqa: PLC0415 (loads requests)

        is_kerberos = signed_in.scheme == "kerberos"
        protocol = WinRMEncryption.KERBEROS if is_kerberos else WinRMEncryption.SPNEGO
        return WinRMEncryption(signed_in.context, protocol)

    def _sealed(self, message: bytes) -> tuple[str, bytes]:
        if self._seal is None:
            return _PLAIN, message
        kind, body = self._seal.wrap_message(message)
        return f'{kind};protocol="{self._seal.protocol}";boundary="{_BOUNDARY}"', body

    def _opened(self, reply: Reply) -> bytes:
        """Open what is sealed; on such a connection nothing else is an answer."""
        self._room -= len(reply.body)
        if self._room < 0:
            limit = _ANSWERS_LIMIT // 1024**2 // 2
            raise RemoteFault(FailureKind.TOO_LARGE, "winrm-facts", where=self.where, limit=limit)
        if self._seal is None:
            answer = reply.body
        elif reply.value("content-type").lower().startswith(_SEALED):
            answer = self._unsealed(reply.body)
        elif reply.status != 200:
            return b""
        else:
            raise RemoteFault(FailureKind.PROTOCOL, "winrm-unsealed", where=self.where)
        if reply.status == 200 and _FORBIDDEN_XML.search(answer):
            detail = "DOCTYPE"
            raise RemoteFault(
                FailureKind.PROTOCOL, "winrm-unreadable", where=self.where, detail=detail
            )
        return answer

    def _unsealed(self, body: bytes) -> bytes:
        from pypsrp.exceptions import WinRMError  # noqa: PLC0415 (loaded by now)
        from spnego.exceptions import SpnegoError  # noqa: PLC0415 (same)

        assert self._seal is not None
        try:
            opened: bytes = self._seal.unwrap_message(body, _BOUNDARY)
        except (WinRMError, SpnegoError, ValueError, IndexError, struct.error) as error:
            detail = clean(str(error), 120)
            raise RemoteFault(
                FailureKind.PROTOCOL, "winrm-unreadable", where=self.where, detail=detail
            ) from error
        return opened
