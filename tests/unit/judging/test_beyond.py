# SPDX-License-Identifier: MIT
"""What is left to configure: after the way forward, and only where it is worth the work."""

from __future__ import annotations

from datetime import date

import pytest

from exchpatch_gui.domain.verdicts import CveState, StepKind
from tests.helpers.catalogues import action, cve, exploited, judged
from tests.unit.judging.shipped import SHIPPED, checked
from tests.unit.judging.ways import keys, world

PROTECTION = "extended-protection"
EVERYWHERE = {"2016 CU23": "15.1.2507.6", "2019 CU15": "15.2.1748.10", "SE RTM": "15.2.2562.17"}
EARLY = {"2019 CU12": "15.2.1118.7", **EVERYWHERE}


def hole(cve_id, *actions, fixed=EVERYWHERE, **changes):
    facts = {"fixed_on": date(2022, 8, 9), "published": date(2022, 8, 9), **changes}
    return cve(cve_id, fixed, build_is_enough=False, actions=actions, **facts)


def left(advice):
    return [
        step.title.key.removeprefix("step.configure.")
        for step in advice.steps
        if step.kind is StepKind.CONFIGURE
    ]


def test_way_forward_comes_first_then_settings_then_a_look():
    holes = [hole("CVE-A", action("prepare-all-domains", scope="forest"))]

    advice = judged("15.1.2507.6", world(holes)).advice

    assert keys(advice) == [
        "step.update",
        "step.new-server",
        "step.update",
        "step.move",
        "step.remove",
        "step.configure.prepare-all-domains",
        "step.verify",
    ]


def test_protection_that_setup_turns_on_is_nobodys_work():
    holes = [hole("CVE-A", action(PROTECTION), kev=exploited())]

    assessment = judged("15.2.1748.39", world(holes))

    assert left(assessment.advice) == []
    assert assessment.cves[0].state is CveState.CONFIGURATION_MISSING
    assert assessment.cves[0].needs == (PROTECTION,)


def test_setup_that_turns_protection_on_closes_what_waits_for_it():
    fixed = {**EARLY, "2019 CU12": "15.2.1118.40"}
    holes = [hole("CVE-A", action(PROTECTION), fixed=fixed)]

    advice = judged("15.2.1118.7", world(holes)).advice

    closes = {step.title.key: step.closes for step in advice.steps if step.closes}
    assert closes == {"step.upgrade": ("CVE-A",)}


def test_setup_of_an_older_release_leaves_protection_to_do():
    holes = [hole("CVE-A", action(PROTECTION), fixed={"2016 CU22": "15.1.2375.7", **EARLY})]

    advice = judged("15.1.2375.7", world(holes), date(2025, 9, 1)).advice

    assert keys(advice)[0] == "step.upgrade"
    assert left(advice) == [PROTECTION]


def test_server_about_to_go_is_only_worth_what_keeps_attackers_off():
    holes = [
        hole("CVE-A", action(PROTECTION), kev=exploited()),
        hole("CVE-B", action(PROTECTION)),
        hole("CVE-C", action("token-cache-module")),
    ]

    advice = judged("15.1.2507.61", world(holes)).advice

    assert left(advice) == [PROTECTION]
    step = next(step for step in advice.steps if step.kind is StepKind.CONFIGURE)
    assert step.closes == ("CVE-A", "CVE-B")


def test_settings_of_the_organisation_stay_where_the_new_server_needs_them_too():
    holes = [
        hole("CVE-A", action("download-domains", scope="organization")),
        hole(
            "CVE-B",
            action("prepare-schema", scope="forest"),
            fixed={"2016 CU23": "15.1.2507.6"},
        ),
    ]

    advice = judged("15.1.2507.61", world(holes)).advice

    assert left(advice) == ["download-domains"]


def test_product_without_any_way_is_told_the_same_few():
    holes = [hole("CVE-A", action("token-cache-module"), fixed={"2007 SP3": "8.3.83.6"})]

    assert left(judged("8.3.485.1", world(holes)).advice) == []


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        ("15.0.1497.48", {"remove-disableloopbackcheck", "prepare-all-domains"}),
        (
            "15.1.2507.61",
            {
                "remove-disableloopbackcheck",
                "prepare-all-domains",
                "download-domains",
                "dedicated-hybrid-app",
                PROTECTION,
            },
        ),
        (
            "15.2.1748.39",
            {
                "remove-disableloopbackcheck",
                "token-cache-module",
                "prepare-all-domains",
                "download-domains",
                "dedicated-hybrid-app",
                "no-fipfs-outsidein-override",
            },
        ),
    ],
)
def test_shipped_servers_out_of_support_keep_only_what_is_worth_it(build, expected):
    assert set(left(checked(build).advice)) == expected


def test_steps_of_every_shipped_build_come_in_the_promised_order():
    places = {StepKind.CONFIGURE: 1, StepKind.VERIFY: 2}

    for update in SHIPPED.updates:
        steps = checked(str(update.build)).advice.steps

        order = [places.get(step.kind, 0) for step in steps]
        assert order == sorted(order), update.title
        assert [step.order for step in steps] == list(range(1, len(steps) + 1))
