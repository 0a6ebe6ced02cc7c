# SPDX-License-Identifier: MIT
"""Support on a day: of a product, and of a cumulative update within it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.catalogue.model import EsuPeriod, Level, Product, UpdateKind
from exchpatch_gui.domain.messages import Message, Scalar
from exchpatch_gui.domain.verdicts import Support, SupportStatus


class LevelSupport(StrEnum):
    """Whether a cumulative update still gets security updates of its own."""

    NEWEST = "newest"
    SERVED = "served"
    """A newer one exists; this one still got the latest round of security updates."""
    DROPPED = "dropped"


def support_on(product_id: str, catalogue: Catalogue, day: date) -> Support:
    """Say whether a product gets fixes on a day, and what the paid extension changes about it.

    The paid extension (ESU) never makes a product supported: Microsoft sells fixes, not support,
    and the packages are not public. The sentence says how it stands.
    """
    product = catalogue.products.get(product_id)
    if product is None:
        return Support(SupportStatus.UNKNOWN, None, None, Message("support.unknown"))
    periods = _periods(product, catalogue)
    esu_ends = periods[-1].ends if periods else None
    facts: dict[str, Scalar] = {"product": product.name, "ended": product.support_ends}
    if product.support_ends is None:
        facts["until"] = product.retirement_not_before
        return Support(SupportStatus.SUPPORTED, None, esu_ends, Message("support.current", facts))
    if day <= product.support_ends:
        facts["count"] = (product.support_ends - day).days
        sentence = Message("support.until", facts)
        return Support(SupportStatus.SUPPORTED_UNTIL, product.support_ends, esu_ends, sentence)
    sentence = _after_the_end(periods, day, facts)
    return Support(SupportStatus.OUT_OF_SUPPORT, product.support_ends, esu_ends, sentence)


def level_support(level: Level, catalogue: Catalogue) -> LevelSupport:
    """Say whether a cumulative update still gets fixes, by what Microsoft has shipped.

    Microsoft serves the newest cumulative update and, at most, the one before it (its servicing
    policy). How long the older one is served varies in practice, so what was shipped decides: a
    level that the last round of security updates has left out is dropped.
    """
    levels = catalogue.levels_of(level.product)
    if level == levels[-1]:
        return LevelSupport.NEWEST
    if level not in levels[-2:]:
        return LevelSupport.DROPPED
    rounds = [one for one in catalogue.updates_of(levels[-1]) if one.kind is UpdateKind.SU]
    own = {update.name for update in catalogue.updates_of(level)}
    left_out = bool(rounds) and rounds[-1].name not in own
    return LevelSupport.DROPPED if left_out else LevelSupport.SERVED


def _periods(product: Product, catalogue: Catalogue) -> list[EsuPeriod]:
    periods = [period for period in catalogue.esu_periods if period.id in product.esu]
    return sorted(periods, key=lambda period: period.ends)


def _after_the_end(periods: list[EsuPeriod], day: date, facts: dict[str, Scalar]) -> Message:
    if not periods:
        return Message("support.ended", facts)
    facts |= {"esu_ends": periods[-1].ends}
    if day > periods[-1].ends:
        return Message("support.ended.esu-over", facts)
    running = next((period for period in periods if period.starts <= day <= period.ends), None)
    if running is None:
        return Message("support.ended.esu-gap", facts)
    facts |= {"esu": running.name, "period_ends": running.ends}
    return Message("support.ended.esu-running", facts)
