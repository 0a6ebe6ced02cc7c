# SPDX-License-Identifier: MIT
"""TLS to a server of any age: strictly first, then as far down as it takes to look.

Refusing to look would hide the very servers that need attention most. A chain that isn't
trusted, an old protocol, a short key are therefore facts to report. No secret ever goes over
such a connection: this client has none to send.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable

from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.values import dataclass, replace
from exchpatch_gui.net import certificate, trust
from exchpatch_gui.net.channel import Channel, TlsChannel, openssl_words
from exchpatch_gui.net.head import quoted
from exchpatch_gui.net.patience import Patience
from exchpatch_gui.net.settings import NetError, NetSettings
from exchpatch_gui.net.tls import TlsFacts

# First bytes of a TLS record: an alert or a handshake message (RFC 8446 §5.1).
_TLS_RECORDS = (0x15, 0x16)
_GREETINGS = {
    b"HTTP/": "HTTP",
    b"<": "HTTP",
    b"SSH-": "SSH",
    b"220": "SMTP/FTP",
    b"* ": "IMAP",
    b"+OK": "POP3",
}


@dataclass(frozen=True, slots=True)
class Manner:
    """How to meet the server; what worked once is tried first the next time.

    Attributes:
        legacy: With everything that is out of date.
        refusal: Why the chain was not trusted; then it is not verified again.
        weak: The chain was refused only for its keys or hashes.
    """

    legacy: bool = False
    refusal: ssl.SSLCertVerificationError | None = None
    weak: bool = False


STRICT = Manner()


class _HandshakeError(Exception):
    """The two sides found no common ground.

    Attributes:
        failure: What to report if nothing else works either.
    """

    def __init__(self, failure: NetError) -> None:
        super().__init__(failure)
        self.failure = failure


def open_tls(
    dial: Callable[[], Channel],
    name: str,
    settings: NetSettings,
    patience: Patience,
    manner: Manner = STRICT,
) -> tuple[TlsChannel, TlsFacts, Manner]:
    """Connect and shake hands, again with less demands where it takes that.

    Args:
        dial: Makes a fresh plain connection.
        name: The host in ASCII, or its IP address.
        settings: Its CA file is trusted beside the system's store.
        patience: For all attempts together; each has the settings' time for connecting.
        manner: Where to begin.

    Raises:
        NetError: ``tls``, ``timeout``, ``cancelled``, or ``protocol`` if it doesn't speak TLS.
    """
    while True:
        plain = dial()
        try:
            context = _context(settings.ca_file, manner)
            channel = TlsChannel(plain, context, name.partition("%")[0])
            _shake_hands(channel, patience.narrowed("handshake", settings.connect_timeout))
        except ssl.SSLCertVerificationError as error:
            plain.close()
            manner = _after_refusal(manner, error)
        except _HandshakeError as error:
            plain.close()
            if manner.legacy:
                raise error.failure from error
            manner = replace(manner, legacy=True)
        except BaseException:
            plain.close()
            raise
        else:
            return channel, _facts(channel.tls, manner), manner


def _context(ca_file: str, manner: Manner) -> ssl.SSLContext:
    if manner.refusal is None:
        return trust.strict_context(ca_file, legacy=manner.legacy)
    return trust.unverified_context(legacy=manner.legacy)


def _after_refusal(manner: Manner, error: ssl.SSLCertVerificationError) -> Manner:
    if trust.is_weakness(error) and not manner.legacy:
        return replace(manner, legacy=True, weak=True)
    return replace(manner, refusal=error)


def _shake_hands(channel: TlsChannel, patience: Patience) -> None:
    def look(start: bytes) -> None:
        """Name what is no TLS before OpenSSL does, which only says ``wrong version number``."""
        if not start or start[0] in _TLS_RECORDS:
            return
        what = next((word for sign, word in _GREETINGS.items() if start.startswith(sign)), "")
        detail = what or quoted(start)
        raise NetError(FailureKind.PROTOCOL, "not-tls", where=patience.where, detail=detail)

    try:
        channel.shake_hands(look, patience)
    except ssl.SSLCertVerificationError:
        raise
    except ssl.SSLError as error:
        raise _HandshakeError(_failure(error, patience)) from error
    except NetError as error:
        if error.reason != "reset":
            raise
        closed = NetError(FailureKind.TLS, "closed", where=patience.where)
        raise _HandshakeError(closed) from error


def _failure(error: ssl.SSLError, patience: Patience) -> NetError:
    # Which of the two a server that hangs up causes depends on the version of OpenSSL.
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return NetError(FailureKind.TLS, "closed", where=patience.where)
    words = openssl_words(error)
    return NetError(FailureKind.TLS, "handshake", where=patience.where, detail=words)


def _facts(tls: ssl.SSLObject, manner: Manner) -> TlsFacts:
    der = tls.getpeercert(binary_form=True)
    shown = certificate.read(der) if der else None
    word, detail = "trusted", ""
    if manner.refusal is not None:
        word = trust.verdict(manner.refusal, shown, chain_length=_chain_length(tls))
        detail = clean(getattr(manner.refusal, "verify_message", str(manner.refusal)), 200)
    elif manner.weak:
        word, detail = "weak", "key or hash too weak"
    cipher = tls.cipher()
    facts = TlsFacts(
        protocol=tls.version() or "",
        cipher=cipher[0] if cipher else "",
        trust=word,
        trust_detail=detail,
        legacy=manner.legacy,
    )
    if shown is None:
        return facts
    return replace(
        facts,
        subject=shown.subject,
        issuer=shown.issuer,
        names=shown.names,
        starts=shown.starts,
        ends=shown.ends,
        key=shown.key,
        signature=shown.signature,
        fingerprint=shown.fingerprint,
        self_signed=shown.self_signed,
    )


def _chain_length(tls: ssl.SSLObject) -> int:
    """Count the certificates the server sent; public from Python 3.13 on."""
    if hasattr(tls, "get_unverified_chain"):
        return len(tls.get_unverified_chain())
    inner = tls._sslobj  # type: ignore[attr-defined]  # noqa: SLF001 (undocumented until 3.13)
    return len(inner.get_unverified_chain() or ())
