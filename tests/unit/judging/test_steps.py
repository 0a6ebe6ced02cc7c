# SPDX-License-Identifier: MIT
"""The steps of the way: links, notes, what each one closes, what has to be seen to before."""

from __future__ import annotations

from datetime import date

import pytest

from exchpatch_gui.catalogue.lifecycle import (
    Coexistence,
    Permission,
)
from exchpatch_gui.catalogue.platforms import (
    DirectoryLevel,
    DotnetSupport,
    Span,
    WindowsSupport,
)
from exchpatch_gui.domain.verdicts import CveState, StepKind, UrlKind
from tests.helpers.catalogues import (
    DAY,
    action,
    cve,
    exploited,
    judged,
    level,
    number,
    update,
)
from tests.unit.judging.ways import (
    UPDATES,
    keys,
    world,
)


def test_hotfix_update_is_called_one():
    hotfix = update("SE RTM Jul26HU", "15.2.2562.45", date(2026, 6, 15))

    advice = judged("15.2.2562.43", world(updates=[*UPDATES, hotfix])).advice

    assert advice.steps[0].kind is StepKind.HOTFIX_UPDATE


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
    known = [one._replace(article="https://support.microsoft.com/a") for one in UPDATES]

    first = judged("15.2.2562.17", world(updates=known)).advice.steps[0]

    assert first.url == "https://support.microsoft.com/a"
    assert first.note is not None
    assert first.note.key == "step.update.note"


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


def test_old_servers_that_the_way_itself_removes_are_not_asked_for_again():
    def rule(newer, older, permission):
        return Coexistence(newer, Span(older), permission, None, False, ())

    rules = tuple(
        rule(newer, older, permission)
        for older in ("2010", "2013")
        for newer, permission in (
            (Span("2016"), Permission.ALLOWED),
            (Span("SE"), Permission.SETUP_REFUSES),
        )
    )

    (step,) = needs("15.0.1497.48", coexistence=rules)

    assert step.title.params["subject"] == "2010"


def test_windows_is_a_step_where_the_new_level_leaves_one_out():
    systems = (
        WindowsSupport(Span("2019", "", "CU14"), ("Windows Server 2016",), "", ()),
        WindowsSupport(Span("2019", "CU15"), ("Windows Server 2019",), "", ()),
        WindowsSupport(Span("SE"), ("Windows Server 2019", "Windows Server 2022"), "", ()),
    )

    (step,) = needs("15.2.1118.7", windows=systems)

    assert step.title.key == "step.need.windows"
    assert step.title.params["subject"] == "Windows Server 2019"
