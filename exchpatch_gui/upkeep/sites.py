# SPDX-License-Identifier: MIT
"""Which web sites, bindings and application pools an update has stopped, lost or changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from exchpatch_gui.collected.local_iis import IisAppPools, IisBinding, IisSite, IisSites
from exchpatch_gui.domain.text import clean
from exchpatch_gui.upkeep.differences import Area, Compared, Difference, Judged
from exchpatch_gui.upkeep.powershell import is_pattern, named, written
from exchpatch_gui.upkeep.snapshot import Pair

_STARTED = "started"
_WEB = frozenset({"http", "https"})
_INFORMATION = re.compile(r"(.*):(\d{1,5}):([^:]*)", re.ASCII)
_STORE = "My"


class _Bound(NamedTuple):
    site: str
    binding: IisBinding

    @property
    def key(self) -> tuple[str, str, str]:
        binding = self.binding
        return self.site.lower(), binding.protocol.lower(), binding.binding_information.lower()

    @property
    def name(self) -> str:
        return clean(f"{self.site} {self.binding.protocol} {self.binding.binding_information}")

    @property
    def certificate(self) -> str:
        return (self.binding.certificate_hash or "").upper()


def compare_sites(pair: Pair) -> Compared:
    """Compare sites and what they are bound to."""
    old, new = pair.both(IisSites)
    before, after = _by_name(old), _by_name(new)
    found = [
        difference for key, site in before.items() for difference in _site(site, after.get(key))
    ]
    kept = [one for key, one in before.items() if key in after]
    bound, now = _bindings(kept), _bindings(list(after.values()))
    for key, one in bound.items():
        found += _binding(one, now.get(key))
    found += [
        Difference(
            Area.SITES, "binding_new", one.name, Judged.LOOK, after=one.certificate or one.name
        )
        for key, one in now.items()
        if key not in bound and key[0] in before
    ]
    return Compared(Area.SITES, len(before) + len(bound), tuple(found))


def compare_pools(pair: Pair) -> Compared:
    """Compare which application pools run."""
    old, new = pair.both(IisAppPools)
    after = {one.name.lower(): one for one in new.items}
    found = []
    for pool in old.items:
        now = after.get(pool.name.lower())
        if now is None:
            found.append(_gone("pool_gone", pool.name, pool.state))
        elif pool.state.lower() == _STARTED != now.state.lower():
            start = named("Start-WebAppPool -Name {}", pool.name)
            found.append(_stopped("pool_stopped", pool.name, pool.state, now.state, start))
    return Compared(Area.SITES, len(old.items), tuple(found))


def _by_name(sites: IisSites) -> dict[str, IisSite]:
    return {one.name.lower(): one for one in sites.items}


def _bindings(sites: list[IisSite]) -> dict[tuple[str, str, str], _Bound]:
    bound = [_Bound(site.name, binding) for site in sites for binding in site.bindings]
    return {one.key: one for one in bound}


def _site(old: IisSite, new: IisSite | None) -> Iterator[Difference]:
    if new is None:
        yield _gone("site_gone", old.name, old.state)
    elif old.state.lower() == _STARTED != new.state.lower():
        start = named("Start-Website -Name {}", old.name)
        yield _stopped("site_stopped", old.name, old.state, new.state, start)


def _gone(kind: str, name: str, state: str) -> Difference:
    return Difference(Area.SITES, kind, clean(name), Judged.RESTORE, before=clean(state))


def _stopped(kind: str, name: str, old: str, new: str, start: tuple[str, ...]) -> Difference:
    return Difference(
        Area.SITES,
        kind,
        clean(name),
        Judged.RESTORE,
        before=clean(old),
        after=clean(new),
        starts=start,
    )


def _binding(old: _Bound, new: _Bound | None) -> Iterator[Difference]:
    if new is None:
        yield Difference(
            Area.SITES,
            "binding_gone",
            old.name,
            Judged.RESTORE,
            before=old.certificate or old.name,
            commands=(*_bind(old), *_certify(old, "Add")),
        )
    elif old.certificate != new.certificate and old.certificate:
        is_lost = not new.certificate
        yield Difference(
            Area.SITES,
            "certificate_lost" if is_lost else "certificate_other",
            old.name,
            Judged.RESTORE if is_lost else Judged.LOOK,
            before=clean(old.certificate),
            after=clean(new.certificate),
            commands=_certify(old, "Add" if is_lost else "Rebind"),
        )


def _bind(one: _Bound) -> tuple[str, ...]:
    place = _place(one)
    if place is None:
        return ()
    address, port, host = place
    command = "New-WebBinding -Name {} -Protocol {} -IPAddress {} -Port {}"
    if host:
        command += " -HostHeader {}"
    command += f" -SslFlags {one.binding.ssl_flags or 0:d}"
    values = (one.site, one.binding.protocol, address or "*", port, host)
    return written(command, *filter(None, values))


def _certify(one: _Bound, verb: str) -> tuple[str, ...]:
    binding = one.binding
    if _place(one) is None or not one.certificate:
        return ()
    return written(
        "(Get-WebBinding -Name {} -Protocol {}"
        " | Where-Object {{ $_.bindingInformation -eq {} }})"
        f".{verb}SslCertificate({{}}, {{}})",
        one.site,
        binding.protocol,
        binding.binding_information,
        one.certificate,
        binding.certificate_store or _STORE,
    )


def _place(one: _Bound) -> tuple[str, str, str] | None:
    """Take ``address:port:host`` apart; other protocols have other forms.

    None, too, for a site whose name would stand for others.
    """
    match = _INFORMATION.fullmatch(one.binding.binding_information)
    if match is None or one.binding.protocol.lower() not in _WEB or is_pattern(one.site):
        return None
    address, port, host = match.groups()
    return address, port, host
