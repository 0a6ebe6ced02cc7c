# SPDX-License-Identifier: MIT
"""The build on the disk beside the build that the web service says it runs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from exchpatch_gui.catalogue.loader import load_shipped
from exchpatch_gui.collected.observations import observations_of
from exchpatch_gui.domain.evidence import Kind, ProbeOutcome, ProbeStatus
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.servers import Server, Target
from exchpatch_gui.engine.evaluate import Judge
from exchpatch_gui.probes.base import ObservationLog
from tests.helpers.collected import collected

NOW = datetime(2026, 10, 15, 8, tzinfo=UTC)
MAIL = Server.ad_hoc(Target("mail.contoso.example"))
SOURCE = {"source": "GET /owa/auth/logon.aspx", "method": "X-OWA-Version header"}


@pytest.fixture(scope="module")
def judge():
    return Judge(load_shipped(), NOW.date())


def answers(*builds):
    """Give what front ends said: each a build and the name of the server."""
    log = ObservationLog(lambda: NOW)
    seen = tuple(log.note(Kind.BUILD, build, node=node, **SOURCE) for build, node in builds)
    return ProbeOutcome("exchange-http", ProbeStatus.OK, seen)


def found(judge, on_disk, *builds):
    facts = collected(exchange_setup={"exsetup_file_version": on_disk})
    outcomes = (answers(*builds), observations_of(facts, "WinRM"))
    result = judge.judge(MAIL, outcomes, NOW, collected=facts)
    assert result.identity.build == on_disk
    return [one for one in result.findings if one.id == "build.outside_differs"]


@pytest.mark.parametrize(
    ("node", "light"),
    [
        ("EX01", TrafficLight.RED),
        ("ex01.contoso.example", TrafficLight.RED),
        ("", TrafficLight.YELLOW),
    ],
)
def test_a_web_service_that_runs_on_with_old_files_is_told(judge, node, light):
    (finding,) = found(judge, "15.2.2562.56", ("15.2.2562.37", node))

    assert (finding.variant, finding.light) == ("running_older", light)
    assert finding.details == {"installed": "15.2.2562.56", "running": "15.2.2562.37"}
    assert len(finding.evidence) == 2


def test_an_update_that_left_setup_s_own_file_behind_is_told(judge):
    (finding,) = found(judge, "15.2.2562.46", ("15.2.2562.56", "EX01"))

    assert (finding.variant, finding.light) == ("files_older", TrafficLight.YELLOW)


@pytest.mark.parametrize(
    "builds",
    [
        [("15.2.2562.56", "EX01")],
        [("15.2.2562.37", "EX02")],  # another server of the farm
        [("no build", "EX01")],
        [],
    ],
)
def test_a_server_that_agrees_with_itself_needs_no_word(judge, builds):
    assert found(judge, "15.2.2562.56", *builds) == []


def test_2010_counts_its_web_service_by_itself(judge):
    assert found(judge, "14.3.513.0", ("14.3.496.0", "EX01")) == []


def test_facts_without_a_full_build_are_no_ground_to_differ(judge):
    facts = collected(
        exchange_setup={
            "exsetup_file_version": None,
            "msi_product_major": 15,
            "msi_product_minor": 2,
            "msi_build_major": 2562,
            "msi_build_minor": 17,
        }
    )
    outcomes = (answers(("15.2.2562.37", "EX01")), observations_of(facts, "WinRM"))

    result = judge.judge(MAIL, outcomes, NOW, collected=facts)

    assert "build.outside_differs" not in {one.id for one in result.findings}
