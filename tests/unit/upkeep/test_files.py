# SPDX-License-Identifier: MIT
"""Configuration files that an update has replaced, removed or brought."""

from __future__ import annotations

import pytest

from exchpatch_gui.collected.config_files import ConfigPlace
from exchpatch_gui.domain.values import replace
from exchpatch_gui.upkeep.differences import Area, Judged, Outcome
from tests.helpers.snapshots import compared, config_file, config_files

WEB = "ClientAccess\\Owa\\web.config"


def area(before, after):
    return compared({}, {}, files=(before, after)).area(Area.FILES)


def test_a_file_with_another_hash_is_to_be_compared_with_the_backup():
    (found,) = area(
        config_files(config_file(WEB)), config_files(config_file(WEB.upper(), "b"))
    ).differences

    assert (found.kind, found.judged) == ("changed", Judged.LOOK)
    assert found.before == "10 B, aaaaaaaaaaaa, 2026-01-01"


def test_the_same_hash_is_the_same_file():
    files = config_files(config_file(WEB))

    found = area(files, files)

    assert found.differences == ()
    assert found.unseen == ()


def test_a_file_that_is_gone_has_to_come_back():
    (found,) = area(config_files(config_file(WEB)), config_files()).differences

    assert (found.kind, found.judged, found.name) == ("gone", Judged.RESTORE, WEB)


def test_a_new_file_is_expected():
    (found,) = area(config_files(), config_files(config_file(WEB))).differences

    assert (found.kind, found.judged) == ("new", Judged.EXPECTED)


def test_pages_move_to_the_folder_of_the_new_build():
    logo = "FrontEnd\\HttpProxy\\owa\\auth\\{}\\themes\\logo.png"
    before = config_files(config_file(logo.format("15.2.1748.9"), "c"))
    after = config_files(
        config_file(logo.format("15.2.1748.10")), config_file(logo.format("15.2.1748.9"), "c")
    )

    (found,) = area(before, after).differences

    assert (found.kind, found.name) == ("changed", logo.format("15.2.1748.10"))


@pytest.mark.parametrize("unread_before", [True, False])
def test_a_file_that_could_not_be_read_is_never_as_before(unread_before):
    read, unread = config_file(WEB), config_file(WEB, error="It is in use.")
    sides = (unread, read) if unread_before else (read, unread)

    comparison = compared({}, {}, files=(config_files(sides[0]), config_files(sides[1])))

    (unseen,) = comparison.area(Area.FILES).unseen
    assert (unseen.part, unseen.reason) == (WEB.lower(), "It is in use.")
    assert comparison.area(Area.FILES).differences == ()
    assert comparison.outcome is Outcome.UNKNOWN


def test_nothing_is_said_of_files_in_a_folder_that_could_not_be_looked_through():
    place = ConfigPlace("ClientAccess", exists=True, error="Access is denied.")
    readable = replace(place, error=None)
    shown = config_files(config_file(WEB), places=[readable])
    hidden = config_files(places=[place])

    gone, came = area(shown, hidden), area(hidden, shown)

    assert gone.differences == came.differences == ()
    assert [one.role for one in (*gone.unseen, *came.unseen)] == ["after", "before"]
    assert gone.unseen[0].part == "clientaccess"


def test_nobody_misses_hashes_that_were_not_asked_for():
    comparison = compared({}, {})

    assert comparison.area(Area.FILES).unseen == ()
    assert comparison.outcome is Outcome.AS_BEFORE


def test_hashes_of_one_side_alone_can_not_be_compared():
    found = area(config_files(config_file(WEB)), None)

    assert [(one.part, one.role) for one in found.unseen] == [("config-files", "after")]


def test_a_hostile_path_is_made_harmless():
    (found,) = area(config_files(config_file("a\x1b[31m\nb")), config_files()).differences

    assert "\x1b" not in found.name
    assert "\n" not in found.name
