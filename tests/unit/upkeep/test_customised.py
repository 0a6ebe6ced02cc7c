# SPDX-License-Identifier: MIT
"""Settings in configuration files that the facts know without any hash."""

from __future__ import annotations

import pytest

from exchpatch_gui.upkeep.differences import Area, Judged
from tests.helpers.snapshots import area_of, compared, config_files, difference_of

PATH = "C:\\Exchange\\FrontEnd\\HttpProxy\\owa\\web.config"
RULE = {"name": "EEMS M1", "enabled": True, "match_url": ".*"}


def web(path=PATH, **fields):
    return {"iis_config_files": {"items": [{"path": path, "exists": True, **fields}]}}


NOTHING = {"iis_config_files": {"items": []}}


def settings(queue, memory):
    return {
        "exchange_files": {
            "edge_transport_config": {"queue_database_path": queue},
            "noderunner_config": {"memory_limit_mb": memory},
        }
    }


def test_settings_of_programs_are_compared():
    found = difference_of(Area.FILES, settings("D:\\Queue", None), settings(None, None))

    assert (found.kind, found.judged) == ("setting", Judged.LOOK)
    assert found.name == "EdgeTransport.exe.config QueueDatabasePath"
    assert (found.before, found.after) == ("D:\\Queue", "–")


def test_no_limit_is_not_the_same_as_no_setting():
    found = difference_of(Area.FILES, settings(None, 0), settings(None, None))

    assert (found.before, found.after) == ("0", "–")


@pytest.mark.parametrize("after", [web(exists=False), NOTHING])
def test_a_file_that_is_gone_has_to_come_back(after):
    found = difference_of(Area.FILES, web(), after)

    assert (found.kind, found.judged, found.name) == ("gone", Judged.RESTORE, PATH)


def test_it_is_not_told_twice_where_there_are_hashes():
    files = config_files()

    assert compared(web(), NOTHING, files=(files, files)).area(Area.FILES).differences == ()


def test_a_file_that_was_missing_before_is_as_before():
    assert area_of(Area.FILES, web(exists=False), NOTHING).differences == ()


def test_a_file_that_can_no_longer_be_read_has_to_be_mended():
    found = difference_of(Area.FILES, web(), web(parse_error="Line 3: no end.\x1b"))

    assert (found.kind, found.judged, found.after) == ("broken", Judged.RESTORE, "Line 3: no end.")


def test_a_file_that_was_broken_before_is_as_before():
    broken = web(parse_error="Line 3: no end.", rewrite_rules=[])

    assert area_of(Area.FILES, broken, broken).differences == ()


def test_a_header_that_is_gone_is_to_be_decided():
    found = difference_of(Area.FILES, web(strict_transport_security="max-age=1"), web())

    assert (found.kind, found.judged) == ("setting", Judged.LOOK)
    assert found.name == f"{PATH} Strict-Transport-Security"


@pytest.mark.parametrize("rules", [[], [RULE | {"enabled": False}]])
def test_a_rule_that_no_longer_works_is_to_be_decided(rules):
    found = difference_of(Area.FILES, web(rewrite_rules=[RULE]), web(rewrite_rules=rules))

    assert (found.kind, found.judged) == ("rule_gone", Judged.LOOK)
    assert found.name == f"{PATH}: EEMS M1"


def test_rules_that_stay_or_come_are_no_difference():
    before = web(rewrite_rules=[RULE, RULE | {"name": None}])
    after = web(PATH.upper(), rewrite_rules=[RULE | {"name": "EEMS m1"}, RULE | {"name": "M2"}])

    assert area_of(Area.FILES, before, after).differences == ()
