# SPDX-License-Identifier: MIT
"""What an update has done to virtual directories, in the web server and in Exchange."""

from __future__ import annotations

import pytest

from exchpatch_gui.upkeep.differences import Area, Judged, Outcome
from tests.helpers.snapshots import NEXT_LEVEL, area_of, compared, difference_of

PATH = "Default Web Site/EWS"
SET = (
    "Set-WebConfigurationProperty -PSPath 'MACHINE/WEBROOT/APPHOST' -Location"
    f" '{PATH}' -Filter 'system.webServer/security"
)
OWA = "owa (Default Web Site)"


def location(protection=None, flags=None, methods=(), path=PATH):
    row = {
        "path": path,
        "extended_protection_token_checking": protection,
        "ssl_flags": flags,
        "enabled_authentication": list(methods),
    }
    return {"iis_apphost": {"exists": True, "locations": [row]}}


def applications(*paths):
    rows = [{"site": "Default Web Site", "path": path} for path in paths]
    return {"iis_applications": {"items": rows}}


def owa(name=OWA, **fields):
    return {"owa_virtual_directories": {"items": [{"name": name, **fields}]}}


def changed(old, new, **how):
    return difference_of(Area.DIRECTORIES, old, new, **how)


@pytest.mark.parametrize(
    "after", [location("None"), location(), location("odd"), location(path="x")]
)
def test_weaker_extended_protection_is_put_back(after):
    found = area_of(Area.DIRECTORIES, location("Require"), after).differences[0]

    assert (found.kind, found.judged, found.before) == (
        "protection_weaker",
        Judged.RESTORE,
        "Require",
    )
    assert found.commands == (
        (
            f"{SET}/authentication/windowsAuthentication'"
            " -Name extendedProtection.tokenChecking -Value 'Require'"
        ),
    )


def test_stronger_protection_is_what_setup_does_and_an_update_does_not():
    by_setup = changed(location(), location("Require"), build=NEXT_LEVEL)
    by_update = changed(location(), location("Require"))

    assert (by_setup.kind, by_setup.judged) == ("protection_stronger", Judged.EXPECTED)
    assert (by_update.kind, by_update.judged) == ("protection_stronger", Judged.LOOK)


def test_other_encryption_is_to_be_decided():
    found = changed(location(flags="Ssl, Ssl128"), location(flags="None"))

    assert (found.kind, found.judged) == ("encryption", Judged.LOOK)
    assert (found.before, found.after) == ("Ssl, Ssl128", "None")
    assert found.commands == (f"{SET}/access' -Name sslFlags -Value 'Ssl,Ssl128'",)


def test_the_order_of_flags_says_nothing():
    before, after = location(flags="Ssl128,Ssl"), location(flags="Ssl, Ssl128")

    assert area_of(Area.DIRECTORIES, before, after).differences == ()


def test_other_ways_to_sign_in_are_to_be_decided_in_exchange():
    found = changed(location(methods=["windowsAuthentication"]), location())

    assert (found.kind, found.judged) == ("sign_in", Judged.LOOK)
    assert (found.before, found.after, found.commands) == ("windowsAuthentication", "None", ())


@pytest.mark.parametrize(
    "file", [{"exists": False}, {"exists": True, "parse_error": "Line 3: no end."}]
)
def test_a_broken_main_file_is_never_as_before(file):
    comparison = compared(location(), {"iis_apphost": file})

    (unseen,) = comparison.area(Area.DIRECTORIES).unseen
    assert (unseen.part, unseen.role) == ("iis_apphost", "after")
    assert comparison.outcome is Outcome.UNKNOWN


def test_an_application_that_is_gone_is_put_back_by_hand():
    found = changed(applications("/EWS"), applications())

    assert (found.kind, found.judged, found.commands) == ("application_gone", Judged.RESTORE, ())
    assert found.name == "Default Web Site/EWS"


@pytest.mark.parametrize(
    ("build", "judged"), [(NEXT_LEVEL, Judged.EXPECTED), ("15.02.1748.043", Judged.LOOK)]
)
def test_an_application_that_came_is_what_setup_does(build, judged):
    found = changed(applications(), applications("/REST"), build=build)

    assert (found.kind, found.judged) == ("application_new", judged)


def test_an_address_that_is_lost_is_put_back():
    found = changed(owa(external_url="https://mail.contoso.example/owa"), owa(external_url=None))

    assert (found.kind, found.judged) == ("setting_lost", Judged.RESTORE)
    assert found.commands == (
        (
            f"Set-OwaVirtualDirectory -Identity 'EX01\\{OWA}'"
            " -ExternalUrl 'https://mail.contoso.example/owa'"
        ),
    )


def test_an_address_that_is_another_one_is_to_be_decided():
    found = changed(
        owa(internal_url="https://a.example/owa"), owa(internal_url="https://b.example")
    )

    assert (found.kind, found.judged, found.after) == ("setting", Judged.LOOK, "https://b.example")


def test_an_address_that_came_can_be_taken_away():
    found = changed(owa(), owa(external_url="https://b.example"))

    assert (found.judged, found.before) == (Judged.LOOK, "–")
    assert found.commands == (
        f"Set-OwaVirtualDirectory -Identity 'EX01\\{OWA}' -ExternalUrl $null",
    )


def test_a_switch_is_set_as_it_was():
    def ews(is_on):
        row = {"name": "EWS (Default Web Site)", "mrs_proxy_enabled": is_on}
        return {"ews_virtual_directories": {"items": [row]}}

    found = changed(ews(True), ews(False))

    assert found.commands == (
        (
            "Set-WebServicesVirtualDirectory -Identity 'EX01\\EWS (Default Web Site)'"
            " -MRSProxyEnabled $true"
        ),
    )


def test_an_address_with_anything_odd_in_it_gets_no_command():
    found = changed(owa(external_url="https://a.example/\u2019; rm"), owa())

    assert (found.judged, found.commands) == (Judged.RESTORE, ())


def test_directories_that_are_gone_or_new_are_told():
    found = area_of(Area.DIRECTORIES, owa("old"), owa("new")).differences

    assert [(one.kind, one.name, one.judged) for one in found] == [
        ("directory_gone", "old", Judged.RESTORE),
        ("directory_new", "new", Judged.LOOK),
    ]
