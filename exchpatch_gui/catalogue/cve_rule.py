# SPDX-License-Identifier: MIT
"""How one vulnerability stands on one build: the evaluation rule, case by case."""

from datetime import date
from typing import NamedTuple

from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.catalogue.model import Cve, Level
from exchpatch_gui.catalogue.placement import Placement
from exchpatch_gui.catalogue.seen_steps import NOTHING_SEEN, SeenSteps
from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.verdicts import CveReason, CveState

UNDOABLE = frozenset({"no-disabling-override", "serialized-data-signing"})
"""Steps that the update takes itself; somebody could only have undone them."""

SETTLED_BY_LATER_CU = frozenset({"prepare-schema", "vc-runtime-kb2565063"})
"""Steps that the setup of a later cumulative update takes: it extends the schema to the level it
needs (2016 CU21, 2019 CU10 on) and brings the runtime (2016 CU11 on)."""


class Ruling(NamedTuple):
    """The state of one vulnerability on one build.

    Attributes:
        fixed_in: The lowest build of the product that closes it from here, if one is known.
        needs: Ids of the steps beyond the build.
        since: The day that fix was published.
    """

    state: CveState
    reason: CveReason = CveReason.BUILD
    fixed_in: BuildNumber | None = None
    needs: tuple[str, ...] = ()
    since: date | None = None


class CveRule:
    """Applies the evaluation rule with one catalogue.

    The rule compares builds by order, part by part. An update contains every earlier one of its
    cumulative update; a cumulative update contains the security updates before it.

    Attributes:
        catalogue: The one of the judging day.
        seen: What is known of the steps beyond the build; it holds for every build the server
            may get, since an update takes nothing back.
    """

    def __init__(self, catalogue: Catalogue, seen: SeenSteps = NOTHING_SEEN) -> None:
        """Take the catalogue of the judging day."""
        self.catalogue = catalogue
        self.seen = seen
        self._fixes: dict[tuple[str, str], dict[Level, BuildNumber]] = {}

    def knowing(self, seen: SeenSteps) -> "CveRule":
        """Give the same rule for a server of whose steps more is known."""
        rule = CveRule(self.catalogue, seen)
        rule._fixes = self._fixes
        return rule

    def apply(self, cve: Cve, placement: Placement) -> Ruling | None:
        """Say how a vulnerability stands on a build; None where the product isn't affected."""
        product, level = placement.product, placement.level
        fixes = self._fixes_for(cve, product)
        if not fixes:
            return self._without_fixes(cve, placement)
        if level in fixes:
            return self._own_fix(cve, placement, level)
        if level is not None and str(level) in cve.fix_unknown:
            return self._unnumbered_fix(cve, placement, level)
        later = [build for build in fixes.values() if build.family > placement.build.family]
        if later:
            return self._open(cve, min(later), CveReason.OTHER_CU)
        if level in cve.affected:
            return self._open(cve, None, CveReason.NO_FIX)
        return self._available(cve, _left_by_later_cu(cve), min(fixes.values()))

    def _fixes_for(self, cve: Cve, product: str) -> dict[Level, BuildNumber]:
        key = cve.id, product
        if key not in self._fixes:
            fixed = cve.fixed.items()
            self._fixes[key] = {one: build for one, build in fixed if one.product == product}
        return self._fixes[key]

    def _own_fix(self, cve: Cve, placement: Placement, level: Level) -> Ruling:
        """Judge a level that Microsoft names a fix for."""
        fix, first = cve.fixed[level], cve.first_fixed.get(level)
        if placement.build >= fix:
            return self._available(cve, _needs(cve), fix)
        if level in cve.needs_other_cu:
            return self._open(cve, fix, CveReason.OTHER_CU)
        if first is None:
            return self._open(cve, fix, CveReason.BUILD)
        if placement.build >= first:
            return self._open(cve, fix, CveReason.REISSUED)
        return self._open(cve, fix, CveReason.BUILD, published=first)

    def _unnumbered_fix(self, cve: Cve, placement: Placement, level: Level) -> Ruling:
        """Judge a level that got a fix whose build nobody has recorded: by days of release.

        What came before the fix lacks it, what came later contains it, and between the two only
        the fix itself may lie.
        """
        if cve.fixed_on is None or not cve.build_is_enough:
            return _no_known_fix(cve)
        updates = self.catalogue.updates_of(level)
        before = [one.build for one in updates if one.released < cve.fixed_on]
        after = [one.build for one in updates if one.released >= cve.fixed_on]
        contains = after[0] if after else None
        if before and placement.build <= before[-1]:
            return Ruling(CveState.OPEN, CveReason.BUILD, contains, _needs(cve), cve.fixed_on)
        if contains is not None and placement.build >= contains:
            return self._available(cve, _needs(cve), contains)
        return _no_known_fix(cve)

    def _without_fixes(self, cve: Cve, placement: Placement) -> Ruling | None:
        """Judge a product that no fix is known for."""
        product = self.catalogue.products.get(placement.product)
        if product is None:
            return None
        if any(text.partition(" ")[0] == product.id for text in cve.fix_unknown):
            return _no_known_fix(cve)
        if any(level.product == product.id for level in cve.affected):
            return self._open(cve, None, CveReason.NO_FIX)
        fixed_on = cve.fixed_on or cve.published
        if product.support_ends is not None and fixed_on > product.support_ends:
            return Ruling(CveState.UNKNOWN, CveReason.NOT_ASSESSED)
        if product.modern and cve.fixed_on is not None and cve.fixed_on < product.released:
            first = self._first_build(product.id)
            return self._available(cve, _left_by_later_cu(cve), first)
        return None

    def _first_build(self, product: str) -> BuildNumber | None:
        levels = self.catalogue.levels_of(product)
        return self.catalogue.updates_of(levels[0])[0].build if levels else None

    def _available(self, cve: Cve, needs: tuple[str, ...], fix: BuildNumber | None) -> Ruling:
        """Judge a build that has the fix: done, or a step beyond it has to be verified."""
        left = tuple(step for step in needs if (cve.id, step) not in self.seen.taken)
        undone = any((cve.id, step) in self.seen.missing for step in left)
        if not undone and (cve.build_is_enough or UNDOABLE.issuperset(left)):
            return Ruling(CveState.FIXED, CveReason.BUILD, fix, left)
        return Ruling(CveState.CONFIGURATION_MISSING, CveReason.ACTION, fix, left)

    def _open(
        self,
        cve: Cve,
        fixed_in: BuildNumber | None,
        reason: CveReason,
        *,
        published: BuildNumber | None = None,
    ) -> Ruling:
        """Call it open; exposure counts from the release of the fix that came first."""
        update = self.catalogue.update_at(published or fixed_in) if fixed_in else None
        since = update.released if update else cve.fixed_on
        return Ruling(CveState.OPEN, reason, fixed_in, _needs(cve), since)


def _needs(cve: Cve) -> tuple[str, ...]:
    return tuple(action.id for action in cve.actions if action.required)


def _left_by_later_cu(cve: Cve) -> tuple[str, ...]:
    return tuple(step for step in _needs(cve) if step not in SETTLED_BY_LATER_CU)


def _no_known_fix(cve: Cve) -> Ruling:
    return Ruling(CveState.UNKNOWN, CveReason.NO_FIX, None, _needs(cve))
