# SPDX-License-Identifier: MIT
"""The stations on the way of one server: which package after which, to which product."""

from enum import StrEnum
from typing import NamedTuple

from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.catalogue.lifecycle import PathStep, PathStepKind, UpgradePath
from exchpatch_gui.catalogue.model import Level, Product, Update
from exchpatch_gui.catalogue.placement import Placement
from exchpatch_gui.domain.builds import BuildNumber


class StationKind(StrEnum):
    """What happens at a station."""

    UPGRADE = "upgrade"
    """A newer cumulative update of the same product on the same server."""
    IN_PLACE = "in-place"
    """The next product on the same server."""
    UPDATE = "update"
    """The newest update of the level reached."""
    STOPGAP = "stopgap"
    """The last public update, for a server whose move has to wait."""
    NEW_SERVER = "new-server"
    MOVE = "move"
    REMOVE = "remove"
    NO_PATH = "no-path"
    """Microsoft describes no way from here."""


STAYS = frozenset(
    {StationKind.UPGRADE, StationKind.IN_PLACE, StationKind.UPDATE, StationKind.STOPGAP}
)


class Station(NamedTuple):
    """One station.

    Attributes:
        came_from: The level before it.
        update: The package it is about, if it is about one.
        product: The product it is about otherwise.
        same_server: False once the way has gone on to another machine.
    """

    kind: StationKind
    came_from: Level
    update: Update | None = None
    product: str = ""
    same_server: bool = True

    @property
    def changes_build(self) -> bool:
        """Whether the server that is judged has another build afterwards."""
        return self.same_server and self.kind in STAYS


class Way(NamedTuple):
    """All stations in order.

    Attributes:
        goal: The build at the end; the build it started from where there is nothing to do.
    """

    stations: tuple[Station, ...]
    goal: BuildNumber


def best_update(level: Level, catalogue: Catalogue) -> Update | None:
    """Give the newest update of a level that anyone may have and that nothing has replaced.

    Packages that were withdrawn, issued again or mended are never worth installing.
    """
    updates = catalogue.updates_of(level)
    return next((one for one in reversed(updates) if one.public and not one.replaced), None)


def way_of(placement: Placement, catalogue: Catalogue, *, leave: bool) -> Way:
    """Find the way from a build to the newest of its product, or out of its product.

    The catalogue lists at least one release of the product, or ``leave`` is set.
    """
    walk = _Walk(placement, catalogue)
    if leave:
        walk.out_of(catalogue.products[placement.product])
    else:
        walk.to_newest(placement.product)
    return Way(tuple(walk.stations), walk.build)


class _Walk:
    """Follows the paths of the catalogue and remembers where it stands."""

    def __init__(self, placement: Placement, catalogue: Catalogue) -> None:
        self.stations: list[Station] = []
        self.build = placement.build
        self._catalogue = catalogue
        self._level = placement.nearest_level or Level(placement.product, "RTM")
        self._same_server = True
        if placement.nearest_level is None and placement.above is not None:
            self._install(placement.above.level)

    def to_newest(self, product: str) -> None:
        """Go to the newest level of a product and its newest update."""
        self._install(self._catalogue.levels_of(product)[-1])
        self._update(StationKind.UPDATE)

    def out_of(self, product: Product) -> None:
        """Go to the product that Microsoft names as the next home, as far as it is out."""
        before = self._level
        if not self._follow(product.move_to):
            self._add(StationKind.NO_PATH, product=product.id)
            self.build = self._goal_of(product.move_to) or self.build
            return
        while self._level != before and self._level.product != product.move_to:
            before = self._level
            if not self._follow(product.move_to):
                break
        self.to_newest(self._level.product)

    def _goal_of(self, product: str) -> BuildNumber | None:
        levels = self._catalogue.levels_of(product)
        best = best_update(levels[-1], self._catalogue) if levels else None
        return best.build if best else None

    def _follow(self, target: str) -> bool:
        """Go along the path from the level reached; False where there is none or it is closed."""
        path = self._path(target)
        if path is None or not all(self._is_open(step) for step in path.steps):
            return False
        for step in path.steps:
            self._take(step)
        return True

    def _path(self, target: str) -> UpgradePath | None:
        paths = self._catalogue.lifecycle.upgrade_paths
        covering = (one for one in paths if one.source.covers(self._level))
        return next((one for one in covering if one.to == target), None)

    def _is_open(self, step: PathStep) -> bool:
        return not step.levels or self._available(step) is not None

    def _take(self, step: PathStep) -> None:
        """Take one step of a path; what .NET needs is seen to where a level is installed."""
        level = self._available(step)
        if step.kind is PathStepKind.INSTALL and level is not None:
            self._install(level)
        elif step.kind is PathStepKind.NEWEST_UPDATE:
            self._update(StationKind.UPDATE)
        elif step.kind is PathStepKind.NEW_SERVER and level is not None:
            self._update(StationKind.STOPGAP)
            self._same_server = False
            self._arrive(StationKind.NEW_SERVER, level)
            self._update(StationKind.UPDATE)
        elif step.kind is PathStepKind.MOVE:
            self._add(StationKind.MOVE)
        elif step.kind is PathStepKind.REMOVE:
            self._add(StationKind.REMOVE, product=step.product)

    def _available(self, step: PathStep) -> Level | None:
        """Choose the best level that a step names and that is out, or the newest beside it."""
        for level in step.levels:
            if self._catalogue.updates_of(level):
                return level
        products = {level.product: None for level in step.levels}
        newest = [levels[-1] for one in products if (levels := self._catalogue.levels_of(one))]
        return newest[0] if newest else None

    def _install(self, level: Level) -> None:
        if self._level.product != level.product:
            self._update(StationKind.STOPGAP)
            self._arrive(StationKind.IN_PLACE, level)
        elif self._level.rank < level.rank:
            self._arrive(StationKind.UPGRADE, level)

    def _arrive(self, kind: StationKind, level: Level) -> None:
        package = self._catalogue.updates_of(level)[0]
        self._add(kind, update=package)
        self._level, self.build = level, package.build

    def _update(self, kind: StationKind) -> None:
        best = best_update(self._level, self._catalogue)
        if best is not None and best.build > self.build:
            self._add(kind, update=best)
            self.build = best.build

    def _add(self, kind: StationKind, *, update: Update | None = None, product: str = "") -> None:
        station = Station(kind, self._level, update, product, self._same_server)
        self.stations.append(station)
