# SPDX-License-Identifier: MIT
"""From numbers to names: product, cumulative update, update, and every release that fits."""

from __future__ import annotations

from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.catalogue.model import Update
from exchpatch_gui.catalogue.placement import Placement, place, place_family
from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.identity_words import Precision, Relation
from exchpatch_gui.domain.values import dataclass
from exchpatch_gui.identity.build import Family, has_own_component_build
from exchpatch_gui.identity.product import old_product

_MAJORS_WITH_SERVICE_PACKS = (8, 14)
_SERVICE_PACKS = ("RTM", "SP1", "SP2", "SP3")


@dataclass(frozen=True, slots=True)
class NamedLevel:
    """What a build is called; the fields are those of an identity."""

    product: str = ""
    cumulative_update: str = ""
    update: str = ""
    judged: BuildNumber | None = None
    precision: Precision = Precision.NONE
    relation: Relation = Relation.NONE
    candidates: tuple[BuildNumber, ...] = ()


def name_build(build: BuildNumber, catalogue: Catalogue) -> NamedLevel:
    """Name a four-part build.

    An unlisted build of 2007 or 2010 is an interval between the releases beside it, most likely
    the higher: Outlook on the web of that time has a build of its own just below the release's.
    """
    placement = place(build, catalogue)
    if has_own_component_build(build.major) and placement.relation is Relation.BETWEEN:
        return _interval(placement)
    update = placement.update
    return NamedLevel(
        product=placement.product or old_product(build),
        cumulative_update=placement.level.cu if placement.level else service_pack(build),
        update=update.name if update else "",
        judged=build,
        precision=Precision.FULL,
        relation=placement.relation,
        candidates=(update.build,) if update else (),
    )


def service_pack(build: BuildNumber) -> str:
    """Name the service pack of a build of 2007 or 2010 by its second part, else nothing."""
    if build.major not in _MAJORS_WITH_SERVICE_PACKS or build.minor >= len(_SERVICE_PACKS):
        return ""
    return _SERVICE_PACKS[build.minor]


def name_family(family: Family, catalogue: Catalogue) -> NamedLevel:
    """Name three parts: the cumulative update, and of its updates none more than another."""
    placement = place_family(family, catalogue)
    return NamedLevel(
        product=placement.product,
        cumulative_update=placement.level.cu if placement.level else "",
        precision=Precision.CUMULATIVE_UPDATE,
        relation=placement.relation,
        candidates=tuple(update.build for update in placement.candidates),
    )


def _interval(placement: Placement) -> NamedLevel:
    neighbours: list[Update] = [one for one in (placement.below, placement.above) if one]
    levels = {one.level.cu for one in neighbours}
    return NamedLevel(
        product=placement.product,
        cumulative_update=levels.pop() if len(levels) == 1 else "",
        precision=Precision.INTERVAL,
        relation=placement.relation,
        candidates=tuple(one.build for one in neighbours),
    )
