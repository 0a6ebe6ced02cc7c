# SPDX-License-Identifier: MIT
"""Services that an update has left otherwise than they were, and what puts them back."""

from __future__ import annotations

import pytest

from exchpatch_gui.upkeep.differences import Area, Judged, Outcome
from tests.helpers.collected import not_collected
from tests.helpers.snapshots import area_of, compared, difference_of, service

RESTORE, LOOK, EXPECTED = Judged.RESTORE, Judged.LOOK, Judged.EXPECTED


def services(*items):
    return {"services": {"items": list(items)}}


def changed(old, new):
    return difference_of(Area.SERVICES, services(old), services(new))


def test_a_service_left_disabled_gets_its_start_type_and_is_started():
    found = changed(service("MSExchangeIS"), service("MSExchangeIS", "Stopped", "Disabled"))

    assert (found.kind, found.judged) == ("disabled", RESTORE)
    assert (found.before, found.after) == ("Running/Auto", "Stopped/Disabled")
    assert found.commands == ("Set-Service -Name 'MSExchangeIS' -StartupType Automatic",)
    assert found.starts == ("Start-Service -Name 'MSExchangeIS'",)


@pytest.mark.parametrize("name", ["WinRM", "NetBackup SAN Client", "AppIDSvc"])
def test_a_failed_update_disables_services_of_others_too(name):
    found = changed(service(name), service(name, "Stopped", "Disabled"))

    assert (found.kind, found.judged) == ("disabled", RESTORE)


def test_one_that_was_disabled_before_is_as_before():
    off = service("MSExchangeImap4", "Stopped", "Disabled")

    assert area_of(Area.SERVICES, services(off), services(off)).differences == ()


def test_a_delayed_start_is_set_by_a_program_that_knows_it():
    found = changed(
        service("MSExchangePop3", delayed_auto_start=True),
        service("MSExchangePop3", "Stopped", "Manual"),
    )

    assert (found.kind, found.judged) == ("start", RESTORE)
    assert found.before == "Running/Auto/Delayed"
    assert found.commands == ("sc.exe config 'MSExchangePop3' start= delayed-auto",)


def test_a_start_that_is_only_sooner_is_to_be_decided():
    found = changed(service("MSExchangeIS", delayed_auto_start=True), service("MSExchangeIS"))

    assert (found.kind, found.judged, found.starts) == ("start", LOOK, ())


def test_one_that_starts_by_itself_now_is_to_be_decided():
    found = changed(
        service("MSExchangeImap4", "Stopped", "Disabled"), service("MSExchangeImap4", "Running")
    )

    assert (found.kind, found.judged) == ("start", LOOK)
    assert found.commands == ("Set-Service -Name 'MSExchangeImap4' -StartupType Disabled",)


def test_a_start_type_that_the_shell_has_no_word_for_gets_no_command():
    found = changed(service("W3SVC", mode="Boot"), service("W3SVC"))

    assert (found.kind, found.commands) == ("start", ())


def test_a_service_of_exchange_that_ran_has_to_run():
    found = changed(service("W3SVC"), service("W3SVC", "Stopped"))

    assert (found.kind, found.judged, found.commands) == ("stopped", RESTORE, ())
    assert found.starts == ("Start-Service -Name 'W3SVC'",)


def test_one_that_somebody_started_by_hand_is_to_be_decided():
    found = changed(
        service("wsbexchange", mode="Manual"), service("wsbexchange", "Stopped", "Manual")
    )

    assert (found.kind, found.judged) == ("stopped", LOOK)


def test_other_services_that_start_with_windows_are_to_be_looked_at():
    found = changed(service("Backup"), service("Backup", "Stopped"))

    assert (found.kind, found.judged) == ("stopped", LOOK)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (service("bits", mode="Manual"), service("bits", "Stopped", "Manual")),
        (
            service("sppsvc", delayed_auto_start=True),
            service("sppsvc", "Stopped", delayed_auto_start=True),
        ),
        (service("Backup"), None),
        (service("CDPUserSvc_1a2b3"), service("CDPUserSvc_1a2b3", "Stopped", "Disabled")),
        (service("MSExchangeIS", "Stopped"), service("MSExchangeIS")),
    ],
    ids=["on demand", "delayed", "uninstalled", "of a person", "runs now"],
)
def test_what_comes_and_goes_is_no_difference(old, new):
    after = services(new) if new else services()

    assert area_of(Area.SERVICES, services(old), after).differences == ()


def test_a_service_of_exchange_that_is_gone_or_new_is_told():
    found = area_of(
        Area.SERVICES, services(service("MSExchangeUM")), services(service("MSExchangeNew"))
    ).differences

    assert [(one.kind, one.name, one.judged) for one in found] == [
        ("gone", "MSExchangeUM", LOOK),
        ("new", "MSExchangeNew", EXPECTED),
    ]


def test_the_services_of_exchange_are_counted():
    names = [f"MSExchange{number}" for number in range(31)]
    before = services(*map(service, names), service("Spooler"))
    after = services(
        *(service(name, "Stopped", "Disabled") for name in names[:2]),
        *map(service, names[2:]),
        service("Spooler"),
    )

    area = area_of(Area.SERVICES, before, after)

    assert (area.same, area.count) == (29, 31)


def test_a_name_that_is_not_beyond_doubt_gets_words_and_no_command():
    hostile = "x'; Remove-Item C:\\ \u2019$(whoami)\u2019 \u201c\n\x1b[31m"

    found = changed(service(hostile), service(hostile, "Stopped", "Disabled"))

    assert (found.commands, found.starts) == ((), ())
    assert "\n" not in found.name
    assert "\x1b" not in found.name


@pytest.mark.parametrize("name", ["*", "MSExchange*", "W[3]SVC"])
def test_a_name_that_stands_for_others_gets_no_command(name: str):
    found = changed(service(name), service(name, "Stopped", "Disabled"))

    assert (found.name, found.commands, found.starts) == (name, (), ())


def test_an_apostrophe_is_written_twice():
    found = changed(service("Bob's"), service("Bob's", "Stopped", "Disabled"))

    assert found.commands == ("Set-Service -Name 'Bob''s' -StartupType Automatic",)


@pytest.mark.parametrize(("before", "after"), [(True, False), (False, True)])
def test_services_that_were_not_collected_are_never_as_before(before, after):
    gone = {"services": not_collected("access_denied", "Access is denied.")}
    there = services(service("MSExchangeIS"))

    comparison = compared(there if before else gone, there if after else gone)

    (unseen,) = comparison.area(Area.SERVICES).unseen
    assert (unseen.part, unseen.reason) == ("services", "Access is denied.")
    assert unseen.role == ("after" if before else "before")
    assert comparison.outcome is Outcome.UNKNOWN
