# SPDX-License-Identifier: MIT
"""Every check finds fault with a neglected server and none with a well-kept one, and never guesses.

A new check fails here until the two servers have something for it to find.
"""

from __future__ import annotations

import pytest

from exchpatch_gui.checks.inside.base import discover
from exchpatch_gui.collected.document import section_kinds
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import NOT_COLLECTED
from tests.helpers import neglected, well_kept
from tests.helpers.collected import finding_of, findings_of, not_collected

RED, YELLOW, GREEN = TrafficLight.RED, TrafficLight.YELLOW, TrafficLight.GREEN
GREY, INFO = TrafficLight.GREY, TrafficLight.INFO

CHECKS = [one.id for one in discover()]
INFORMING = {
    "build.exchange_kbs",
    "cert.auth_next",
    "eems.applied",
    "ep.enabled_any",
    "facts.age",
    "hw.type",
    "hybrid.detected",
    "os.build",
    "os.product",
    "os.uptime",
    "override.list",
    "sec.lm_compat",
    "server.role",
}
"""They judge nothing: there is no fault for them to find."""
BUILD_IS_ENOUGH = {"eems.blind", "facts.age"}
"""They need no section."""
SILENT = {"server.trial_remaining"}
"""They say nothing where all is well."""
CU8 = "15.2.792.3"
OLDER = {"cve.2021-34470": CU8}
"""What is judged only on builds older than those of the two servers."""
OTHERWISE = {
    "cve.2021-1730": {"organization_config": {"enable_download_domains": False}},
    "iis.apphost_invalid": {"iis_apphost": {"exists": False}},
    "tls.net_not_strong": {
        "tls": {
            "protocols": [
                {"version": "1.0", "server_enabled": 0, "client_enabled": 0},
                {"version": "1.1"},
            ],
            "dotnet": [{"version": "v4.0.30319"}],
        }
    },
}
"""What can't be wrong at the same time as the rest of the neglected server."""


@pytest.mark.parametrize("check_id", CHECKS)
def test_a_neglected_server_is_found_out(check_id):
    build = OLDER.get(check_id, neglected.BUILD)
    facts = neglected.NEGLECTED | OTHERWISE.get(check_id, {})

    verdicts = {one.verdict for one in findings_of(check_id, build=build, **facts)}

    if check_id in INFORMING:
        assert verdicts == {INFO}
    else:
        assert verdicts & {RED, YELLOW}


@pytest.mark.parametrize("check_id", CHECKS)
def test_a_well_kept_server_has_no_fault(check_id):
    build = OLDER.get(check_id, well_kept.BUILD)

    found = findings_of(check_id, build=build, **well_kept.WELL_KEPT)

    assert bool(found) is (check_id not in SILENT)
    assert {one.verdict for one in found} <= {GREEN, INFO}


@pytest.mark.parametrize("check_id", sorted(set(CHECKS) - BUILD_IS_ENOUGH))
def test_a_server_that_told_nothing_is_grey(check_id):
    build = OLDER.get(check_id, well_kept.BUILD)
    nothing = dict.fromkeys(section_kinds(), not_collected("error", "It broke off."))

    found = finding_of(check_id, build=build, **nothing)

    assert (found.light, found.variant) == (GREY, NOT_COLLECTED)
    assert (found.details["status"], found.details["reason"]) == ("error", "It broke off.")
