# SPDX-License-Identifier: MIT
"""Where a build stands among all that the catalogue lists: by order, never rounded to a listing."""

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.catalogue.model import Level, Update
from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.identity_words import Relation


class Placement(NamedTuple):
    """A four-part build's place.

    Attributes:
        product: ``2007`` … ``SE``; empty where the version belongs to none of them.
        level: The cumulative update its first three parts stand for, if the catalogue has it.
        update: The release with this very build; None unless ``relation`` is ``listed``.
        below: The newest listed release of the product below the build.
        above: The oldest listed release of the product above the build.
    """

    build: BuildNumber
    product: str
    level: Level | None
    update: Update | None
    relation: Relation
    below: Update | None
    above: Update | None

    @property
    def nearest_level(self) -> Level | None:
        """Its level, or the one it has most likely come from."""
        if self.level is not None:
            return self.level
        return self.below.level if self.below else None


class FamilyPlacement(NamedTuple):
    """The place of a build of which only three parts were seen.

    Attributes:
        candidates: Every listed release with these three parts, oldest first.
    """

    family: tuple[int, int, int]
    product: str
    level: Level | None
    relation: Relation
    candidates: tuple[Update, ...]


def place(build: BuildNumber, catalogue: Catalogue) -> Placement:
    """Find the place of a build; every build has one.

    A package that was seen to show another number than its own counts as listed by either.
    """
    update = catalogue.update_at(build) or catalogue.also_listed(build)
    level = update.level if update else catalogue.level_of(build.family)
    product = catalogue.product_of(build) or ""
    listed = catalogue.releases_of(product)
    below = bisect_left(listed, build, key=_build)
    above = bisect_right(listed, build, key=_build)
    return Placement(
        build=build,
        product=product,
        level=level,
        update=update,
        relation=Relation.LISTED if update else _unlisted(build, level, catalogue),
        below=listed[below - 1] if below else None,
        above=listed[above] if above < len(listed) else None,
    )


def place_family(family: tuple[int, int, int], catalogue: Catalogue) -> FamilyPlacement:
    """Find the place of three parts; no update level is claimed, all that fit are named."""
    lowest = BuildNumber(*family, 0)
    level = catalogue.level_of(family)
    candidates = tuple(
        update
        for update in (catalogue.updates_of(level) if level else ())
        if any(build.family == family for build in (update.build, *update.other_builds))
    )
    return FamilyPlacement(
        family=family,
        product=catalogue.product_of(lowest) or "",
        level=level,
        relation=Relation.LISTED if candidates else _unlisted(lowest, level, catalogue),
        candidates=candidates,
    )


def _unlisted(build: BuildNumber, level: Level | None, catalogue: Catalogue) -> Relation:
    """Relate a build that is not listed to its level or, without one, to its product."""
    if level is not None:
        newest = catalogue.updates_of(level)[-1].build
        return Relation.NEWER_THAN_CATALOGUE if build > newest else Relation.BETWEEN
    listed = catalogue.releases_of(catalogue.product_of(build) or "")
    if listed and build > listed[-1].build:
        return Relation.NEWER_THAN_CATALOGUE
    return Relation.UNKNOWN_FAMILY


def _build(update: Update) -> BuildNumber:
    return update.build
