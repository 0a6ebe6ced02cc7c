# SPDX-License-Identifier: MIT
"""The protocol of the encrypted connection, as the two sides agreed on it."""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.checks.base import CheckContext, check
from exchpatch_gui.domain.evidence import Kind
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding

# OpenSSL's spelling to the usual one.
_NAMES = {
    "SSLv3": "SSL 3.0",
    "TLSv1": "TLS 1.0",
    "TLSv1.1": "TLS 1.1",
    "TLSv1.2": "TLS 1.2",
    "TLSv1.3": "TLS 1.3",
}
_WITHDRAWN = frozenset({"SSLv3", "TLSv1", "TLSv1.1"})


@check("tls.outside.protocol")
def protocol(context: CheckContext) -> Iterator[Finding]:
    """Tell the protocol; the newest both know is agreed on, so an old one is the best there is.

    Yellow below TLS 1.2, green otherwise. TLS 1.0 and 1.1 are withdrawn by RFC 8996.

    Source: https://www.rfc-editor.org/rfc/rfc8996
    """
    for seen in context.seen(Kind.TLS_PROTOCOL)[:1]:
        is_outdated = seen.value in _WITHDRAWN
        name = _NAMES.get(seen.value, seen.value)
        cipher = next((one.value for one in context.seen(Kind.TLS_CIPHER)), None)
        yield Finding(
            id="tls.outside.protocol",
            light=TrafficLight.YELLOW if is_outdated else TrafficLight.GREEN,
            variant="outdated" if is_outdated else "current",
            value=name,
            details={"protocol": name, "cipher": cipher},
            evidence=(seen.id,),
        )
