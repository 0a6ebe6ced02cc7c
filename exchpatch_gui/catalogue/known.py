# SPDX-License-Identifier: MIT
"""What the file has defined so far, so that what follows can only refer to what exists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from exchpatch_gui.catalogue import scalars
from exchpatch_gui.catalogue.model import Action, Campaign, EsuPeriod, Level, Product, Update
from exchpatch_gui.catalogue.platforms import DotnetVersion, Span
from exchpatch_gui.catalogue.reader import Fault, Reader, array, table
from exchpatch_gui.domain.builds import BuildNumber


class Known:
    """The parts read already; each method is a reader of a reference to one of them.

    Attributes:
        today: The catalogue's own date: nothing in it happened later.
        bases: Every released level with its first build.
        levels: The same levels with their places in the order of builds.
        update_names: Short names of all updates.
        planned: Levels that have been announced, shipped or not.
        source_list: Reader of the sources of an entry: at least one.
        builds_by_level: Reader of an object that gives a listed build for released levels.
    """

    def __init__(self, today: date) -> None:
        self.today = today
        self.sources: Mapping[str, str] = {}
        self.products: Mapping[str, Product] = {}
        self.periods: Mapping[str, EsuPeriod] = {}
        self.builds: Mapping[BuildNumber, Update] = {}
        self.bases: Mapping[Level, Update] = {}
        self.levels: Mapping[Level, int] = {}
        self.names_of_level: frozenset[tuple[Level, str]] = frozenset()
        self.update_names: frozenset[str] = frozenset()
        self.actions: Mapping[str, Action] = {}
        self.reissues: Mapping[str, str] = {}
        self.campaigns: Mapping[str, Campaign] = {}
        self.planned: frozenset[Level] = frozenset()
        self.dotnet_versions: Mapping[str, DotnetVersion] = {}
        # Made once: these two are used by every row.
        self.source_list: Reader[tuple[str, ...]] = array(self.source)
        self.builds_by_level: Reader[dict[Level, BuildNumber]] = table(self.level, self.build)

    def learn_updates(self, updates: Iterable[Update]) -> None:
        """Let builds, levels and short names be referred to from now on."""
        self.builds = {update.build: update for update in updates}
        bases: dict[Level, Update] = {}
        for update in updates:
            bases.setdefault(update.level, update)
        self.bases = bases
        self.levels = {level: place for place, level in enumerate(bases)}
        self.names_of_level = frozenset((update.level, update.name) for update in updates)
        self.update_names = frozenset(update.name for update in updates if update.name)

    def source(self, value: object) -> str:
        """Read a key of the table of sources."""
        return _one_of(self.sources, value, "unknown-source")

    def product(self, value: object) -> str:
        """Read the id of a product."""
        return _one_of(self.products, value, "unknown-product")

    def period(self, value: object) -> str:
        """Read the id of a paid period."""
        return _one_of(self.periods, value, "unknown-period")

    def action(self, value: object) -> Action:
        """Read the id of an action."""
        return self.actions[_one_of(self.actions, value, "unknown-action")]

    def reissue(self, value: object) -> str:
        """Read the id of a re-issue and give the reason for it."""
        return self.reissues[_one_of(self.reissues, value, "unknown-reissue")]

    def campaign(self, value: object) -> str:
        """Read the name of a campaign."""
        return _one_of(self.campaigns, value, "unknown-campaign")

    def update_name(self, value: object) -> str:
        """Read the short name of a release."""
        return _one_of(self.update_names, value, "unknown-update")

    def dotnet(self, value: object) -> str:
        """Read a version of the .NET Framework."""
        return _one_of(self.dotnet_versions, value, "unknown-version")

    def build(self, value: object) -> BuildNumber:
        """Read a build that is listed."""
        found = scalars.build(value)
        if found not in self.builds:
            raise Fault("unknown-build")
        return found

    def level(self, value: object) -> Level:
        """Read a level that has been released."""
        found = scalars.level(value)
        if found not in self.levels:
            raise Fault("unknown-level")
        return found

    def level_of_product(self, value: object) -> Level:
        """Read a level, released or not, of a product that exists."""
        found = scalars.level(value)
        if found.product not in self.products:
            raise Fault("unknown-product")
        return found

    def product_or_level(self, value: object) -> str:
        """Read the id of a product or a released level, and give it as it stands."""
        if isinstance(value, str) and value in self.products:
            return value
        return str(self.level(value))

    def past_day(self, value: object) -> date:
        """Read a day that is not after the catalogue's own."""
        found = scalars.day(value)
        if found > self.today:
            raise Fault("in-the-future")
        return found

    def span(self, value: object) -> Span:
        """Read a run of levels: ``2019``, ``2019 CU15``, ``2019 CU14-CU15``, ``2019 CU14-``."""
        if not isinstance(value, str):
            raise Fault("not-span")
        product, blank, run = value.partition(" ")
        self.product(product)
        if not blank:
            return Span(product)
        first, dash, last = run.partition("-")
        if not dash:
            last = first
        if not first and not last:
            raise Fault("not-span")
        ends = [self._end(product, cu) for cu in (first, last) if cu]
        if ends[0].rank > ends[-1].rank:
            raise Fault("not-ascending")
        return Span(product, first, last)

    def _end(self, product: str, cu: str) -> Level:
        end = scalars.level(f"{product} {cu}")
        if end not in self.levels and end not in self.planned:
            raise Fault("unknown-level")
        return end


def _one_of(known: Mapping[str, object] | frozenset[str], value: object, reason: str) -> str:
    if not isinstance(value, str) or value not in known:
        raise Fault(reason)
    return value
