# SPDX-License-Identifier: MIT
"""The way forward from any build: which package after which, and where it ends."""

from __future__ import annotations

from datetime import date

import pytest

from exchpatch_gui.catalogue.assess import assess
from exchpatch_gui.catalogue.lifecycle import (
    Lifecycle,
)
from exchpatch_gui.catalogue.platforms import (
    Span,
)
from exchpatch_gui.domain.identity import Identity
from exchpatch_gui.domain.identity_words import IdentityVerdict
from exchpatch_gui.domain.verdicts import StepKind
from tests.helpers.catalogues import (
    DAY,
    catalogue,
    identity_of_family,
    judged,
    level,
    number,
    product,
    se_updates,
    update,
)
from tests.unit.judging.ways import (
    MOVE,
    PRODUCTS,
    SUPPORTED_DAY,
    UPDATES,
    keys,
    new_server,
    path,
    world,
)


def test_server_behind_gets_the_newest_update_and_then_a_look():
    advice = judged("15.2.2562.17", world()).advice

    assert keys(advice) == ["step.update", "step.verify"]
    assert [step.order for step in advice.steps] == [1, 2]
    assert advice.target_build == number("15.2.2562.43")
    assert not advice.reached
    first = advice.steps[0]
    assert (first.kind, first.kb, first.build) == (
        StepKind.SECURITY_UPDATE,
        "KB5094139",
        number("15.2.2562.43"),
    )
    assert first.reboot
    assert first.minutes > 0


def test_server_on_the_newest_build_is_there():
    advice = judged("15.2.2562.43", world()).advice

    assert advice.reached
    assert advice.steps == ()
    assert advice.target_build == number("15.2.2562.43")


def test_server_newer_than_the_catalogue_is_there_and_sent_nowhere():
    advice = judged("15.2.2562.99", world()).advice

    assert advice.reached
    assert advice.target_build == number("15.2.2562.99")


def test_package_that_was_replaced_is_never_advised():
    bad = update("SE RTM Jul26SU", "15.2.2562.45", date(2026, 6, 15), replaced=True)

    advice = judged("15.2.2562.17", world(updates=[*UPDATES, bad])).advice

    assert advice.target_build == number("15.2.2562.43")


def test_level_whose_packages_were_all_replaced_is_sent_nowhere():
    only = update("SE RTM", "15.2.2562.17", date(2025, 7, 1), replaced=True)

    advice = judged("15.2.2562.17", world(updates=[only])).advice

    assert advice.reached
    assert advice.steps == ()


def test_old_level_goes_straight_to_the_newest_and_its_update():
    oldest_first = [one for one in UPDATES if one.public and one.released <= SUPPORTED_DAY]

    advice = judged("15.1.2375.7", world(updates=oldest_first), SUPPORTED_DAY).advice

    assert keys(advice) == ["step.upgrade", "step.verify"]
    assert advice.steps[0].kind is StepKind.CUMULATIVE_UPDATE
    assert advice.target_build == number("15.1.2507.6")


def test_product_out_of_support_on_a_recent_level_goes_in_place():
    advice = judged("15.2.1748.39", world()).advice

    assert keys(advice) == ["step.in-place", "step.update", "step.verify"]
    assert advice.target_build == number("15.2.2562.43")
    assert not advice.reached


def test_product_out_of_support_behind_its_last_public_update_is_told_of_it_first():
    advice = judged("15.2.1748.10", world()).advice

    assert keys(advice)[:2] == ["step.stopgap", "step.in-place"]
    assert advice.steps[0].build == number("15.2.1748.39")


def test_older_level_of_it_first_takes_the_newest_one():
    advice = judged("15.2.1118.7", world()).advice

    assert keys(advice)[:3] == ["step.upgrade", "step.stopgap", "step.in-place"]


def test_product_without_a_way_in_place_goes_side_by_side():
    advice = judged("15.1.2507.6", world()).advice

    assert keys(advice) == [
        "step.update",
        "step.new-server",
        "step.update",
        "step.move",
        "step.remove",
        "step.verify",
    ]


def test_older_product_takes_two_moves():
    advice = judged("15.0.1497.2", world()).advice

    assert keys(advice) == [
        "step.stopgap",
        "step.new-server",
        "step.update",
        "step.move",
        "step.remove",
        "step.new-server",
        "step.update",
        "step.move",
        "step.remove",
        "step.verify",
    ]
    assert advice.target_build == number("15.2.2562.43")


def test_product_without_any_described_way_gets_a_plan_and_the_goal():
    advice = judged("8.3.485.1", world()).advice

    assert keys(advice) == ["step.no-path", "step.verify"]
    assert advice.target_build == number("15.2.2562.43")


def test_product_without_any_way_and_no_successor_listed_keeps_its_build_as_goal():
    nothing = catalogue([], products=PRODUCTS)

    advice = judged("8.3.485.1", nothing).advice

    assert advice.target_build == number("8.3.485.1")


def test_successor_that_only_has_a_replaced_package_is_no_goal():
    only = update("SE RTM", "15.2.2562.17", date(2025, 7, 1), replaced=True)

    advice = judged("8.3.485.1", catalogue([only], products=PRODUCTS)).advice

    assert advice.target_build == number("8.3.485.1")


def test_successor_that_is_not_out_yet_ends_the_way_at_the_newest_product_there_is():
    before_se = [one for one in UPDATES if one.level.product in {"2013", "2016"} and one.public]

    advice = judged("15.0.1497.48", world(updates=before_se), date(2024, 1, 1)).advice

    assert keys(advice) == [
        "step.new-server",
        "step.update",
        "step.move",
        "step.remove",
        "step.verify",
    ]
    assert advice.target_build == number("15.1.2507.61")


def test_level_that_a_path_names_and_that_is_not_out_yet_gives_way_to_the_newest():
    before_cu23 = [one for one in UPDATES if one.level in {level("2013 CU23"), level("2016 CU22")}]

    advice = judged("15.0.1497.48", world(updates=before_cu23), date(2023, 6, 1)).advice

    assert advice.target_build == number("15.1.2375.7")


def test_path_that_leads_nowhere_ends():
    circle = Lifecycle(upgrade_paths=(path(Span("2019"), "SE", MOVE),))
    judging = catalogue(UPDATES, products=PRODUCTS, lifecycle=circle)

    advice = judged("15.2.1748.39", judging).advice

    assert keys(advice) == ["step.move", "step.verify"]


def test_build_below_every_listed_one_first_takes_the_oldest_level():
    sp3 = update("2010 SP3", "14.3.123.4", date(2013, 2, 12))
    way = path(Span("2010", "SP3"), "SE", new_server("SE RTM"))
    judging = catalogue(
        [*se_updates(), sp3],
        products=[product("2010", support_ends=date(2020, 10, 13)), product("SE")],
        lifecycle=Lifecycle(upgrade_paths=(way,)),
    )

    advice = judged("14.1.218.15", judging).advice

    assert keys(advice)[:2] == ["step.upgrade", "step.new-server"]


def test_server_whose_update_does_not_show_first_finds_it_out():
    judging = world()

    advice = assess(identity_of_family((15, 2, 2562), judging), judging, DAY).advice

    assert keys(advice) == ["step.identify", "step.update", "step.verify"]
    assert advice.steps[0].kind is StepKind.PREREQUISITE
    assert not advice.reached


def test_server_of_which_only_a_newer_level_shows_gets_no_goal_with_invented_digits():
    judging = world()

    advice = assess(identity_of_family((15, 2, 3000), judging), judging, DAY).advice

    assert advice.target_build is None
    assert keys(advice) == ["step.identify"]


def test_server_of_which_only_the_product_is_known_still_learns_where_to_go():
    who = Identity(IdentityVerdict.EXCHANGE, product="2013")

    advice = assess(who, world(), DAY).advice

    assert keys(advice)[:2] == ["step.identify", "step.upgrade"]
    assert advice.target_build == number("15.2.2562.43")


@pytest.mark.parametrize("product_id", ["", "2003"])
def test_product_outside_the_catalogue_gets_no_advice(product_id):
    advice = assess(Identity(IdentityVerdict.EXCHANGE, product=product_id), world(), DAY).advice

    assert (advice.target_build, advice.steps) == (None, ())


def test_supported_product_without_releases_gets_no_advice():
    advice = judged("15.2.2562.17", catalogue([], products=[product("SE")])).advice

    assert (advice.target_build, advice.steps) == (None, ())
