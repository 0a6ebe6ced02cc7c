# SPDX-License-Identifier: MIT
"""Which certificates an update has lost or added, and whether Exchange signs with another one."""

from __future__ import annotations

from typing import NamedTuple

from exchpatch_gui.collected.certificates import read
from exchpatch_gui.collected.exchange_organization import AuthConfig
from exchpatch_gui.collected.local_iis import IisSites
from exchpatch_gui.collected.local_security import Certificate, Certificates
from exchpatch_gui.domain.text import clean
from exchpatch_gui.upkeep.differences import Area, Compared, Difference, Judged
from exchpatch_gui.upkeep.snapshot import Pair, Snapshot


class _Known(NamedTuple):
    thumbprint: str
    name: str
    has_key: bool


def compare_certificates(pair: Pair) -> Compared:
    """Compare the computer's own certificates by their thumbprints."""
    old, new = pair.both(Certificates)
    before, after = (
        {one.thumbprint: one for one in map(_known, side.items)} for side in (old, new)
    )
    used = _used(pair.before)
    found = []
    for key, one in before.items():
        now = after.get(key)
        if now is None:
            judged = Judged.RESTORE if key in used else Judged.LOOK
            kind = "used_gone" if key in used else "gone"
            found.append(Difference(Area.CERTIFICATES, kind, one.name, judged, key))
        elif one.has_key and not now.has_key:
            found.append(Difference(Area.CERTIFICATES, "key_lost", one.name, Judged.RESTORE, key))
    found += [
        Difference(Area.CERTIFICATES, "new", one.name, Judged.EXPECTED, after=key)
        for key, one in after.items()
        if key not in before
    ]
    return Compared(Area.CERTIFICATES, len(before), tuple(found))


def compare_signing(pair: Pair) -> Compared:
    """Compare the certificate that servers sign with among themselves."""
    old, new = pair.both(AuthConfig)
    was, now = ((one.current_thumbprint or "").upper() for one in (old, new))
    if was == now:
        return Compared(Area.CERTIFICATES, 1)
    found = Difference(
        Area.CERTIFICATES, "signing", "AuthConfig", Judged.LOOK, clean(was), clean(now)
    )
    return Compared(Area.CERTIFICATES, 1, (found,))


def _known(certificate: Certificate) -> _Known:
    facts = read(certificate.raw_base64)
    name = certificate.friendly_name or facts.subject or facts.thumbprint
    return _Known(facts.thumbprint, clean(name), certificate.has_private_key is not False)


def _used(snapshot: Snapshot) -> frozenset[str]:
    """Give the thumbprints that something was bound to, as far as that was collected."""
    sites = snapshot.collected.find(IisSites).data
    signing = snapshot.collected.find(AuthConfig).data
    bound = [
        binding.certificate_hash
        for site in (sites.items if sites else ())
        for binding in site.bindings
    ]
    names = [*bound, signing.current_thumbprint if signing else None]
    return frozenset(one.upper() for one in names if one)
