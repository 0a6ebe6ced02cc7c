# SPDX-License-Identifier: MIT
"""What has to hold between the builds of a catalogue: order, dates, one level after another."""

from __future__ import annotations

from exchpatch_gui.catalogue.model import Level, Update, UpdateKind
from exchpatch_gui.catalogue.reader import Fault
from exchpatch_gui.catalogue.release_rows import BASES
from exchpatch_gui.domain.builds import BuildNumber

_ROLLUPS = "2010"
"""The only product whose updates change the third part of the build."""


class BuildOrder:
    """Takes builds one by one and refuses the one that does not fit those before it."""

    def __init__(self) -> None:
        self._last: Update | None = None
        self._base: Update | None = None
        self._levels: set[Level] = set()
        self._names: set[tuple[Level, str]] = set()
        self._builds: set[BuildNumber] = set()

    def take(self, update: Update) -> Update:
        """Accept the next build and give it back.

        Raises:
            Fault: Its path begins at the build.
        """
        self._check_build(update)
        if self._last is not None and self._last.level == update.level:
            self._check_within_level(update, self._last)
        else:
            self._check_new_level(update)
            self._base = update
        self._last = update
        return update

    def _check_build(self, update: Update) -> None:
        if update.build in self._builds:
            raise Fault("duplicate", "build")
        if self._last is not None and update.build < self._last.build:
            raise Fault("not-ascending", "build")
        for index, other in enumerate(update.other_builds):
            if other in self._builds or other == update.build:
                raise Fault("duplicate", "other_builds", index)
            self._builds.add(other)
        self._builds.add(update.build)

    def _check_within_level(self, update: Update, before: Update) -> None:
        if update.kind in BASES:
            raise Fault("second-base", "kind")
        if update.level.product != _ROLLUPS and update.build.family != before.build.family:
            raise Fault("wrong-level", "build")
        if update.released < before.released:
            raise Fault("goes-back", "released")
        if (update.level, update.name) in self._names:
            raise Fault("duplicate", "name")
        self._names.add((update.level, update.name))

    def _check_new_level(self, update: Update) -> None:
        if update.level in self._levels:
            raise Fault("not-ascending", "level")
        if update.kind not in BASES:
            raise Fault("no-base", "kind")
        if (update.kind is UpdateKind.RTM) != (update.level.cu == "RTM"):
            raise Fault("wrong-level", "kind")
        base = self._base
        if base is not None and base.level.product == update.level.product:
            if update.level.rank < base.level.rank or update.build.family == base.build.family:
                raise Fault("not-ascending", "level")
            if update.released < base.released:
                raise Fault("goes-back", "released")
        self._levels.add(update.level)
