# SPDX-License-Identifier: MIT
"""The catalogue as one value: all releases, vulnerabilities and facts, found by what is asked."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from exchpatch_gui.catalogue import hindsight
from exchpatch_gui.catalogue.lifecycle import Lifecycle
from exchpatch_gui.catalogue.model import (
    Campaign,
    Cve,
    EsuPeriod,
    Level,
    Product,
    Update,
    UpdateKind,
)
from exchpatch_gui.domain.builds import BuildNumber

FIRST_SE_BUILD = 2562
"""From this third part on, 15.2 is the Subscription Edition; below it is 2019."""

_SP3_OF_2010 = Level("2010", "SP3")


class Release(NamedTuple):
    """One security or hotfix update as a whole: everything that came under one short name.

    Attributes:
        first: The day its first package came out.
        public: Levels that got a package anyone may have, oldest product first.
        esu: Levels whose package only customers of the paid extension got.
    """

    name: str
    kind: UpdateKind
    first: dt.date
    public: tuple[Level, ...]
    esu: tuple[Level, ...]
    note: str


class _Index(NamedTuple):
    by_build: Mapping[BuildNumber, Update]
    by_other_build: Mapping[BuildNumber, Update]
    by_level: Mapping[Level, tuple[Update, ...]]
    levels: Mapping[str, tuple[Level, ...]]
    by_product: Mapping[str, tuple[Update, ...]]
    by_family: Mapping[tuple[int, int, int], Level]
    by_cve: Mapping[str, Cve]


class _Contents(NamedTuple):
    date: dt.date
    source: str
    products: Mapping[str, Product]
    updates: tuple[Update, ...]
    cves: tuple[Cve, ...]
    esu_periods: tuple[EsuPeriod, ...] = ()
    lifecycle: Lifecycle = Lifecycle()
    sources: Mapping[str, str] = MappingProxyType({})
    exploited_as_of: dt.date | None = None
    campaigns: Mapping[str, Campaign] = MappingProxyType({})


class Catalogue(_Contents):
    """What Microsoft had released and published by a day.

    Attributes:
        date: The day its data was complete.
        source: ``shipped``, ``imported`` or ``file``.
        products: By id; ``2007`` is among them and has no updates.
        updates: Ascending by build.
        lifecycle: All facts beyond releases, vulnerabilities and support dates.
        sources: What the short keys stand for that every entry names.
        exploited_as_of: The day to which the known-exploited entries are complete.
        campaigns: By the names that vulnerabilities refer to.
    """

    @cached_property
    def _index(self) -> _Index:
        return _index(self.updates, self.cves)

    def update_at(self, build: BuildNumber) -> Update | None:
        """Give the release with exactly this build."""
        return self._index.by_build.get(build)

    def also_listed(self, build: BuildNumber) -> Update | None:
        """Give the release that was seen to show this build although another one is its own."""
        return self._index.by_other_build.get(build)

    def updates_of(self, level: Level) -> tuple[Update, ...]:
        """Give the releases of one level, ascending: the cumulative update itself first."""
        return self._index.by_level.get(level, ())

    def levels_of(self, product: str) -> tuple[Level, ...]:
        """Give the levels of a product in the order of their release."""
        return self._index.levels.get(product, ())

    def releases_of(self, product: str) -> tuple[Update, ...]:
        """Give the releases of a product, ascending by build."""
        return self._index.by_product.get(product, ())

    def level_of(self, family: tuple[int, int, int]) -> Level | None:
        """Give the level of a three-part build.

        From 2013 on the three parts are the cumulative update's own. In 2010 each rollup has
        its own third part, and all of 14.3 is SP3, listed or not.
        """
        if family[:2] == (14, 3) and _SP3_OF_2010 in self._index.by_level:
            return _SP3_OF_2010
        return self._index.by_family.get(family)

    def product_of(self, build: BuildNumber) -> str | None:
        """Give the product by the rule of version numbers, listed or not."""
        return product_of_version(build.major, build.minor, build.build)

    def last_public(self, product: str) -> Update | None:
        """Give the newest release of a product that anyone may have."""
        public = (one for one in self.releases_of(product) if one.public)
        return max(public, key=lambda update: update.build, default=None)

    def cve(self, cve_id: str) -> Cve | None:
        """Give one vulnerability or advisory by its id."""
        return self._index.by_cve.get(cve_id)

    def releases(self) -> tuple[Release, ...]:
        """Give all security and hotfix updates by short name, the oldest first."""
        named: dict[str, list[Update]] = {}
        for update in self.updates:
            if update.kind in (UpdateKind.SU, UpdateKind.HU):
                named.setdefault(update.name, []).append(update)
        notes = self.lifecycle.release_notes
        found = (_release(name, updates, notes.get(name, "")) for name, updates in named.items())
        return tuple(sorted(found, key=lambda release: (release.first, release.name)))

    def as_of(self, day: dt.date) -> "Catalogue":
        """Give the catalogue as it would have been on a day.

        Left out are later releases and vulnerabilities, fixes by later packages and later
        entries among the exploited ones. A fix whose re-issue is later goes back to the package
        Microsoft named first. Support dates, paid periods and other announcements stay as they
        are known today: a date that was announced before it came says the same on both days.
        """
        if day >= self.date:
            return self
        updates = tuple(update for update in self.updates if update.released <= day)
        view = hindsight.View(day, updates)
        return self._replace(
            date=day,
            updates=updates,
            cves=tuple(view.cve(cve) for cve in self.cves if cve.published <= day),
            lifecycle=view.lifecycle(self.lifecycle),
            exploited_as_of=min(self.exploited_as_of, day) if self.exploited_as_of else None,
        )


def product_of_version(major: int, minor: int, build: int) -> str | None:
    """Name the product of a version: ``2007`` to ``2019`` or ``SE``; None for anything else."""
    if (major, minor) == (15, 2):
        return "SE" if build >= FIRST_SE_BUILD else "2019"
    if major == 15:
        return {0: "2013", 1: "2016"}.get(minor)
    return {8: "2007", 14: "2010"}.get(major)


def _index(updates: Iterable[Update], cves: Iterable[Cve]) -> _Index:
    by_level: dict[Level, list[Update]] = {}
    by_product: dict[str, list[Update]] = {}
    levels: dict[str, list[Level]] = {}
    for update in updates:
        by_level.setdefault(update.level, []).append(update)
        by_product.setdefault(update.level.product, []).append(update)
    for level in by_level:
        levels.setdefault(level.product, []).append(level)
    return _Index(
        by_build={update.build: update for update in updates},
        by_other_build={other: update for update in updates for other in update.other_builds},
        by_level={level: tuple(found) for level, found in by_level.items()},
        levels={product: tuple(found) for product, found in levels.items()},
        by_product={product: tuple(found) for product, found in by_product.items()},
        by_family={update.build.family: update.level for update in updates},
        by_cve={cve.id: cve for cve in cves},
    )


def _release(name: str, updates: list[Update], note: str) -> Release:
    return Release(
        name=name,
        kind=updates[0].kind,
        first=min(update.released for update in updates),
        public=tuple(update.level for update in updates if update.public),
        esu=tuple(update.level for update in updates if not update.public),
        note=note,
    )
