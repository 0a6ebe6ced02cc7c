# SPDX-License-Identifier: MIT
"""What of the catalogue had been published by an earlier day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from exchpatch_gui.catalogue.lifecycle import KnownIssue, Lifecycle
from exchpatch_gui.catalogue.model import Cve, Level, Update
from exchpatch_gui.domain.builds import BuildNumber


class View:
    """The state of knowledge on one day, with what had been released by then."""

    def __init__(self, day: date, updates: tuple[Update, ...]) -> None:
        self._day = day
        self._released = {update.build: update.released for update in updates}
        self._levels = frozenset(update.level for update in updates)

    def cve(self, cve: Cve) -> Cve:
        """Take from a vulnerability the fixes and the exploitation that came later."""
        first = self._known(cve.first_fixed)
        fixed = {
            level: build if build in self._released else first[level]
            for level, build in cve.fixed.items()
            if build in self._released or level in first
        }
        return cve._replace(
            fixed=fixed,
            first_fixed={level: build for level, build in first.items() if build < fixed[level]},
            fixed_on=self._earliest((*first.values(), *fixed.values())),
            needs_other_cu={
                level: other for level, other in cve.needs_other_cu.items() if other in self._levels
            },
            affected=tuple(level for level in cve.affected if level in self._levels),
            kbs={
                level: kbs
                for level, kbs in cve.kbs.items()
                if level in fixed or level not in cve.fixed
            },
            kev=cve.kev if cve.kev and cve.kev.added <= self._day else None,
        )

    def lifecycle(self, lifecycle: Lifecycle) -> Lifecycle:
        """Take from the facts what names a build that came later."""
        return lifecycle._replace(
            plans=tuple(
                plan if plan.build in self._released else plan._replace(shipped=None, build=None)
                for plan in lifecycle.plans
            ),
            known_issues=tuple(
                self._issue(one)
                for one in lifecycle.known_issues
                if any(build in self._released for build in (*one.builds, *one.before))
            ),
        )

    def _known(self, builds: Mapping[Level, BuildNumber]) -> dict[Level, BuildNumber]:
        return {level: build for level, build in builds.items() if build in self._released}

    def _earliest(self, builds: Iterable[BuildNumber]) -> date | None:
        return min((self._released[build] for build in builds), default=None)

    def _issue(self, issue: KnownIssue) -> KnownIssue:
        return issue._replace(
            builds={
                build: mended if mended in self._released else None
                for build, mended in issue.builds.items()
                if build in self._released
            },
            before=tuple(build for build in issue.before if build in self._released),
        )
