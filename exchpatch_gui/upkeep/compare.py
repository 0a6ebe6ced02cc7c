# SPDX-License-Identifier: MIT
"""Two snapshots of one server compared, area by area."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.snapshots import Role
from exchpatch_gui.domain.text import clean
from exchpatch_gui.upkeep import (
    certificates,
    components,
    customised,
    directories,
    files,
    maintenance,
    services,
    sites,
)
from exchpatch_gui.upkeep.differences import Area, Compared, Comparison, Difference, Judged
from exchpatch_gui.upkeep.snapshot import Pair, Snapshot, Unseen, UnseenError

Comparer = Callable[[Pair], Compared]

_EVERYWHERE: tuple[tuple[Area, Comparer], ...] = (
    (Area.SERVICES, services.compare_services),
    (Area.COMPONENTS, components.compare_components),
    (Area.CERTIFICATES, certificates.compare_certificates),
    (Area.FILES, files.compare_files),
    (Area.FILES, customised.compare_settings),
)
_NOT_ON_EDGE: tuple[tuple[Area, Comparer], ...] = (
    (Area.COMPONENTS, maintenance.compare_maintenance),
    (Area.FILES, customised.compare_web_files),
    (Area.SITES, sites.compare_sites),
    (Area.SITES, sites.compare_pools),
    (Area.DIRECTORIES, directories.compare_applications),
    (Area.DIRECTORIES, directories.compare_locations),
    (Area.DIRECTORIES, directories.compare_owa),
    (Area.DIRECTORIES, directories.compare_ews),
    (Area.CERTIFICATES, certificates.compare_signing),
)


def compare(before: Snapshot, after: Snapshot) -> Comparison:
    """Compare two snapshots of the same server.

    What is missing in one of them is told as not compared; it is never as before.
    """
    pair = Pair(before, after)
    comparers = _EVERYWHERE if after.is_edge else (*_EVERYWHERE, *_NOT_ON_EDGE)
    parts = [_build(pair), *(_compared(area, comparer, pair) for area, comparer in comparers)]
    return Comparison(
        computer=clean(after.collected.computer),
        before_at=before.collected.collected_at,
        after_at=after.collected.collected_at,
        build_before=_text(before.build),
        build_after=_text(after.build),
        areas=tuple(_merged(parts)),
    )


def _compared(area: Area, comparer: Comparer, pair: Pair) -> Compared:
    try:
        return comparer(pair)
    except UnseenError as missing:
        return Compared(area, unseen=missing.unseen)


def _build(pair: Pair) -> Compared:
    old, new = pair.before.build, pair.after.build
    if old is None or new is None:
        sides = {Role.BEFORE: old, Role.AFTER: new}
        unseen = [Unseen("exchange_setup", role) for role, build in sides.items() if build is None]
        return Compared(Area.BUILD, unseen=tuple(unseen))
    if new > old:
        kind, judged = "newer", Judged.EXPECTED
    else:
        kind, judged = "same" if new == old else "older", Judged.LOOK
    found = Difference(Area.BUILD, kind, "ExSetup.exe", judged, str(old), str(new))
    return Compared(Area.BUILD, 1, (found,))


def _text(build: BuildNumber | None) -> str:
    return "" if build is None else str(build)


def _merged(parts: Iterable[Compared]) -> Iterator[Compared]:
    """Put the parts of an area together, in the order of the areas."""
    known = list(parts)
    for area in Area:
        own = [one for one in known if one.area is area]
        if own:
            yield Compared(
                area,
                sum(one.count for one in own),
                tuple(difference for one in own for difference in one.differences),
                tuple(unseen for one in own for unseen in one.unseen),
            )
