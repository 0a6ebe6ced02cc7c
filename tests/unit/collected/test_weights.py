# SPDX-License-Identifier: MIT
"""Advice on performance counts for less, and what the check itself says is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exchpatch_gui import wording
from exchpatch_gui.catalogue.loader import load_shipped
from exchpatch_gui.checks.inside.base import discover
from exchpatch_gui.domain.lights import Profile, TrafficLight, Weight, weighed
from exchpatch_gui.domain.runs import Trigger
from exchpatch_gui.engine.evaluate import Judge
from exchpatch_gui.engine.judge_facts import judge_facts
from exchpatch_gui.engine.single import run_of
from exchpatch_gui.reporting.document import result_document
from tests.helpers.collected import collected, context_of

RED, YELLOW, GREEN = TrafficLight.RED, TrafficLight.YELLOW, TrafficLight.GREEN
GREY, INFO = TrafficLight.GREY, TrafficLight.INFO

SLOW = {"power_plan": {"instance_id": "{381b4222-f694-41f0-9685-ff5bb260df2e}"}}
SMALL = {"hardware": {"total_physical_memory": 16 * 1024**3}}
TWO_FILES = {"page_files": {"items": [{"name": "c:"}, {"name": "d:"}]}}


@pytest.mark.parametrize(
    ("weight", "light", "small", "large"),
    [
        (Weight.FULL, RED, RED, RED),
        (Weight.FULL, YELLOW, YELLOW, YELLOW),
        (Weight.SPEED, RED, YELLOW, YELLOW),
        (Weight.SPEED, YELLOW, YELLOW, YELLOW),
        (Weight.FARM, RED, INFO, YELLOW),
        (Weight.FARM, YELLOW, INFO, YELLOW),
        *((weight, light, light, light) for weight in Weight for light in (GREY, GREEN, INFO)),
    ],
)
def test_what_judges_badly_counts_by_its_weight(weight, light, small, large):
    assert weighed(light, weight, Profile.SMALL) is small
    assert weighed(light, weight, Profile.LARGE) is large


@pytest.mark.parametrize(
    ("check_id", "facts", "verdict", "small", "large"),
    [
        ("os.power_plan", SLOW, RED, YELLOW, YELLOW),
        ("os.pagefile_size_2019", SMALL, RED, YELLOW, YELLOW),
        ("cfg.tcp_keepalive", {}, RED, YELLOW, YELLOW),
        ("os.pagefile_multiple", TWO_FILES, RED, INFO, YELLOW),
        ("hw.memory", SMALL, YELLOW, INFO, YELLOW),
    ],
)
def test_advice_on_performance_is_never_worse_than_yellow(check_id, facts, verdict, small, large):
    (check,) = (one for one in discover() if one.id == check_id)

    for profile, light in ((Profile.SMALL, small), (Profile.LARGE, large)):
        (found,) = check.run(replace(context_of(collected(**facts)), profile=profile))
        assert (found.light, found.verdict) == (light, verdict)


def test_holes_and_broken_parts_count_in_full():
    light = {one.id for one in discover() if one.weight is not Weight.FULL}

    assert light == {
        "cfg.tcp_keepalive",
        "hw.dynamic_memory",
        "hw.memory",
        "os.pagefile_multiple",
        "os.pagefile_size_2019",
        "os.power_plan",
    }


@pytest.mark.parametrize(
    ("profile", "counts"), [(Profile.SMALL, "info"), (Profile.LARGE, "yellow")]
)
def test_the_result_document_has_both_lights(profile, counts):
    judge = Judge(load_shipped(), load_shipped().date, profile=profile)
    result = judge_facts(judge, collected(**TWO_FILES))

    document = result_document(run_of(judge, (result,), Trigger.IMPORT, result.at), wording.load())

    (found,) = (
        one for one in document["servers"][0]["findings"] if one["id"] == "os.pagefile_multiple"
    )
    assert (found["light"], found["counts_as"]) == ("red", counts)
