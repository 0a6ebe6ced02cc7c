# SPDX-License-Identifier: MIT
"""The way forward: stations, prerequisites, links, what each step closes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from exchpatch_gui.catalogue.assess import assess
from exchpatch_gui.catalogue.lifecycle import (
    Coexistence,
    Lifecycle,
    Method,
    PathStep,
    PathStepKind,
    Permission,
    UpgradePath,
)
from exchpatch_gui.catalogue.platforms import (
    DirectoryLevel,
    DotnetSupport,
    Span,
    WindowsSupport,
)
from exchpatch_gui.domain.identity import Identity, IdentityVerdict
from exchpatch_gui.domain.verdicts import CveState, StepKind, UrlKind
from tests.helpers.catalogues import (
    DAY,
    action,
    catalogue,
    cve,
    esu_period,
    exploited,
    identity_of_family,
    judged,
    level,
    number,
    product,
    se_updates,
    update,
)

SUPPORTED_DAY = date(2025, 9, 1)


def path(source, to, *steps, to_cu="RTM"):
    return UpgradePath(source, to, to_cu, Method.IN_PLACE, steps, ())


def install(*levels):
    return PathStep(PathStepKind.INSTALL, tuple(level(text) for text in levels))


def newest(*levels):
    return PathStep(PathStepKind.NEWEST_UPDATE, tuple(level(text) for text in levels))


def new_server(*levels):
    return PathStep(PathStepKind.NEW_SERVER, tuple(level(text) for text in levels))


MOVE = PathStep(PathStepKind.MOVE)
CONTINUE = PathStep(PathStepKind.CONTINUE)


def remove(product_id):
    return PathStep(PathStepKind.REMOVE, product=product_id)


PATHS = (
    path(Span("2019", "CU14"), "SE", install("SE RTM"), newest("SE RTM")),
    path(Span("2019", "", "CU13"), "SE", install("2019 CU15"), install("SE RTM"), newest("SE RTM")),
    path(
        Span("2016"),
        "SE",
        install("2016 CU23"),
        newest("2016 CU23"),
        new_server("SE RTM"),
        newest("SE RTM"),
        MOVE,
        remove("2016"),
    ),
    path(Span("2013"), "SE", new_server("2016 CU23"), MOVE, remove("2013"), CONTINUE),
)
UPDATES = (
    *se_updates(),
    update("2019 CU12", "15.2.1118.7", date(2022, 4, 20)),
    update("2019 CU15", "15.2.1748.10", date(2025, 2, 10), download="https://microsoft.com/cu15"),
    update(
        "2019 CU15 Oct25SU",
        "15.2.1748.39",
        date(2025, 10, 14),
        kbs=("5066367",),
        download="https://microsoft.com/su",
        article="https://support.microsoft.com/help/5066367",
    ),
    update(
        "2019 CU15 Jun26SU",
        "15.2.1748.46",
        date(2026, 6, 9),
        public=False,
        article="https://support.microsoft.com/help/5094140",
    ),
    update("2016 CU22", "15.1.2375.7", date(2021, 9, 28)),
    update("2016 CU23", "15.1.2507.6", date(2022, 4, 20)),
    update("2016 CU23 Oct25SU", "15.1.2507.61", date(2025, 10, 14)),
    update("2013 CU23", "15.0.1497.2", date(2019, 6, 18)),
    update("2013 CU23 Mar23SU", "15.0.1497.48", date(2023, 3, 14)),
)
PRODUCTS = (
    product("2007", support_ends=date(2017, 4, 11)),
    product("2013", support_ends=date(2023, 4, 11)),
    product("2016"),
    product("2019", esu=("P2",)),
    product("SE"),
)
ESU = (esu_period("P2", date(2026, 5, 1), date(2026, 10, 31)),)


def world(cves=(), updates=UPDATES, **lifecycle):
    facts = Lifecycle(upgrade_paths=PATHS, **lifecycle)
    return catalogue(updates, cves, products=PRODUCTS, lifecycle=facts, esu_periods=ESU)


def keys(advice):
    return [step.title.key for step in advice.steps]


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


def test_hotfix_update_is_called_one():
    hotfix = update("SE RTM Jul26HU", "15.2.2562.45", date(2026, 6, 15))

    advice = judged("15.2.2562.43", world(updates=[*UPDATES, hotfix])).advice

    assert advice.steps[0].kind is StepKind.HOTFIX_UPDATE


def test_old_level_goes_straight_to_the_newest_and_its_update():
    oldest_first = [one for one in UPDATES if one.public and one.released <= SUPPORTED_DAY]

    advice = judged("15.1.2375.7", world(updates=oldest_first), SUPPORTED_DAY).advice

    assert keys(advice) == ["step.upgrade", "step.verify"]
    assert advice.steps[0].kind is StepKind.CUMULATIVE_UPDATE
    assert advice.target_build == number("15.1.2507.6")


def test_download_is_only_called_one_where_it_is_one():
    advice = judged("15.2.1118.7", world()).advice
    by_key = {step.title.key: step for step in advice.steps}

    stopgap = by_key["step.stopgap"]
    assert (stopgap.url_kind, stopgap.url) == (UrlKind.DOWNLOAD, "https://microsoft.com/su")
    assert stopgap.article == "https://support.microsoft.com/help/5066367"
    assert by_key["step.upgrade"].article == ""
    assert by_key["step.update"].url_kind is UrlKind.ARTICLE


def test_update_without_any_link_says_so():
    first = judged("15.2.2562.17", world()).advice.steps[0]

    assert first.note is not None
    assert first.note.key == "step.update.unlinked.note"


def test_update_with_an_article_leads_there():
    known = [replace(one, article="https://support.microsoft.com/a") for one in UPDATES]

    first = judged("15.2.2562.17", world(updates=known)).advice.steps[0]

    assert first.url == "https://support.microsoft.com/a"
    assert first.note is not None
    assert first.note.key == "step.update.note"


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


@pytest.mark.parametrize(
    ("day", "key"), [(DAY, "step.esu-running.note"), (date(2026, 11, 1), "step.esu-over.note")]
)
def test_paid_packages_are_named_for_what_they_are_and_never_a_step(day, key):
    advice = judged("15.2.1748.39", world(), day).advice

    notes = [step.note.key for step in advice.steps if step.note]
    assert notes[0] == key
    assert all(step.build != number("15.2.1748.46") for step in advice.steps)


def test_paid_package_of_the_newest_level_is_named_on_an_older_one():
    advice = judged("15.2.1118.7", world()).advice

    stopgap = next(step for step in advice.steps if step.title.key == "step.stopgap")
    assert stopgap.note is not None
    assert stopgap.note.params["update"] == "2019 CU15 Jun26SU"


def test_server_on_the_newest_paid_package_is_told_of_none():
    advice = judged("15.2.1748.46", world()).advice

    assert advice.steps[0].note is not None
    assert advice.steps[0].note.key == "step.in-place.note"


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
        "step.move",
        "step.remove",
        "step.update",
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
        "step.move",
        "step.remove",
        "step.update",
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


def test_steps_share_out_what_they_close_and_exploited_come_first():
    holes = [
        cve("CVE-A", {"2019 CU15": "15.2.1748.39", "SE RTM": "15.2.2562.37"}),
        cve("CVE-B", {"2019 CU15": "15.2.1748.46", "SE RTM": "15.2.2562.43"}),
        cve("CVE-C", {"2019 CU15": "15.2.1748.46", "SE RTM": "15.2.2562.43"}, kev=exploited()),
    ]

    advice = judged("15.2.1748.10", world(holes)).advice

    closes = {step.title.key: step.closes for step in advice.steps}
    assert closes["step.stopgap"] == ("CVE-A",)
    assert closes["step.update"] == ("CVE-C", "CVE-B")


def test_side_by_side_everything_left_is_closed_when_the_old_server_is_gone():
    hole = cve("CVE-A", {"2016 CU23": "15.1.2507.69", "SE RTM": "15.2.2562.43"})

    advice = judged("15.1.2507.61", world([hole])).advice

    closing = [step.title.key for step in advice.steps if step.closes]
    assert closing == ["step.remove"]


def test_step_beyond_the_build_follows_the_update_and_closes_what_waits_for_it():
    steps = (action("extended-protection"),)
    hole = cve("CVE-A", {"SE RTM": "15.2.2562.43"}, build_is_enough=False, actions=steps)

    advice = judged("15.2.2562.17", world([hole])).advice

    assert keys(advice) == ["step.update", "step.configure.extended-protection", "step.verify"]
    assert advice.steps[0].closes == ()
    assert advice.steps[1].closes == ("CVE-A",)
    assert advice.steps[1].url_kind is UrlKind.GUIDE


def test_server_that_is_there_is_still_told_what_to_verify():
    steps = (action("extended-protection"),)
    hole = cve("CVE-A", {"SE RTM": "15.2.2562.43"}, build_is_enough=False, actions=steps)

    assessment = judged("15.2.2562.43", world([hole]))

    assert assessment.cves[0].state is CveState.CONFIGURATION_MISSING
    assert assessment.advice.reached
    assert keys(assessment.advice) == ["step.configure.extended-protection", "step.verify"]


def test_step_that_has_no_sentence_of_its_own_brings_the_catalogues_words():
    hole = cve(
        "CVE-A", {"SE RTM": "15.2.2562.43"}, build_is_enough=False, actions=(action("brand-new"),)
    )

    step = judged("15.2.2562.43", world([hole])).advice.steps[0]

    assert step.title.key == "step.configure.other"
    assert step.note is not None
    assert step.note.params["summary"] == "Do it."


def needs(build, **lifecycle):
    steps = judged(build, world(**lifecycle)).advice.steps
    return [step for step in steps if step.kind is StepKind.PREREQUISITE]


def test_dotnet_is_only_a_step_where_both_levels_share_no_version():
    apart = (
        DotnetSupport(Span("2019", "", "CU12"), ("4.7.1", "4.7.2"), "", ()),
        DotnetSupport(Span("2019", "CU13"), ("4.8", "4.8.1"), "", ()),
        DotnetSupport(Span("SE"), ("4.8", "4.8.1"), "", ()),
    )

    (step,) = needs("15.2.1118.7", dotnet=apart)

    assert step.title.key == "step.need.dotnet"
    assert (step.title.params["subject"], step.title.params["bridge"]) == ("4.8", "4.7.2")
    assert step.title.params["target"] == "2019 CU15"
    assert needs("15.2.1748.10", dotnet=apart) == []


def test_schema_and_directory_are_steps_where_the_levels_differ():
    def directory(text, schema, domain, organization):
        return {level(text): DirectoryLevel(level(text), schema, domain, organization, ())}

    same = directory("2019 CU15", 17003, 13243, 16763) | directory("SE RTM", 17003, 13243, 16763)
    rights = same | directory("2019 CU12", 17003, 13243, 16760)
    schema = same | directory("2019 CU12", 17002, 13242, 16760)

    assert needs("15.2.1748.10", directory=same) == []
    assert [one.title.key for one in needs("15.2.1118.7", directory=rights)] == [
        "step.need.directory"
    ]
    assert [one.title.key for one in needs("15.2.1118.7", directory=schema)] == ["step.need.schema"]
    assert [one.title.key for one in needs("15.2.1118.7", directory=same)] == ["step.need.schema"]


def test_old_servers_have_to_go_where_setup_refuses_them():
    def rule(newer, older, permission, *, announced=False):
        return Coexistence(newer, Span(older), permission, None, announced, ())

    rules = (
        rule(Span("2019", "", "CU14"), "2013", Permission.ALLOWED),
        rule(Span("2019", "CU15", "CU15"), "2013", Permission.SETUP_REFUSES),
        rule(Span("SE"), "2016", Permission.SETUP_REFUSES, announced=True),
    )

    (step,) = needs("15.2.1118.7", coexistence=rules)

    assert step.title.key == "step.need.old-servers"
    assert step.title.params["subject"] == "2013"
    assert needs("15.2.1748.10", coexistence=rules) == []


def test_windows_is_a_step_where_the_new_level_leaves_one_out():
    systems = (
        WindowsSupport(Span("2019", "", "CU14"), ("Windows Server 2016",), "", ()),
        WindowsSupport(Span("2019", "CU15"), ("Windows Server 2019",), "", ()),
        WindowsSupport(Span("SE"), ("Windows Server 2019", "Windows Server 2022"), "", ()),
    )

    (step,) = needs("15.2.1118.7", windows=systems)

    assert step.title.key == "step.need.windows"
    assert step.title.params["subject"] == "Windows Server 2019"
