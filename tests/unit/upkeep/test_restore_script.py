# SPDX-License-Identifier: MIT
"""The script that restores: in an order that works, and with nothing foreign in it that runs."""

from __future__ import annotations

import pytest
import tree_sitter_powershell
from hypothesis import given
from hypothesis import strategies as st
from tree_sitter import Language, Parser

from exchpatch_gui import wording
from exchpatch_gui.reporting.restore_script import restore_script
from exchpatch_gui.upkeep.differences import Area, Comparison, Difference, Judged
from tests.helpers.snapshots import compared, service
from tests.unit.upkeep.test_components import component, states
from tests.unit.upkeep.test_directories import location, owa
from tests.unit.upkeep.test_services import services
from tests.unit.upkeep.test_sites import binding, sites

WORDS = wording.load()
OFF = ("Stopped", "Disabled")


def commands(script: str) -> list[str]:
    return [line for line in script.splitlines() if line and not line.startswith("#")]


def whole() -> Comparison:
    """Compare a server that a failed update has left in pieces."""
    return compared(
        services(service("MSExchangeIS"), service("W3SVC"), service("odd\u2019"))
        | states(component())
        | sites(binding())
        | location("Require", "Ssl")
        | owa(external_url="https://mail.contoso.example/owa"),
        services(service("MSExchangeIS", *OFF), service("W3SVC", *OFF), service("odd\u2019", *OFF))
        | states(component("Inactive", local=["Maintenance"]))
        | sites(binding(None))
        | location(None, None)
        | owa(),
    )


def test_settings_come_before_starts_and_what_needs_exchange_comes_last():
    found = [line.split(" ")[0] for line in commands(restore_script(whole(), WORDS))]

    assert found == [
        "Set-Service",
        "Set-Service",
        "(Get-WebBinding",
        "Set-WebConfigurationProperty",
        "Start-Service",
        "Start-Service",
        "Set-ServerComponentState",
        "Set-OwaVirtualDirectory",
    ]


def test_what_is_to_be_decided_takes_no_effect():
    script = restore_script(whole(), WORDS)

    (line,) = (one for one in script.splitlines() if "sslFlags" in one)
    assert line.startswith("#     Set-WebConfigurationProperty")


def test_what_has_no_command_is_told():
    assert WORDS.text("upkeep.script.none") in restore_script(whole(), WORDS)


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_it_is_a_script_in_every_language(language):
    script = restore_script(whole(), wording.load(language))
    parser = Parser(Language(tree_sitter_powershell.language()))

    assert not parser.parse(script.encode("utf-8")).root_node.has_error
    assert script.endswith("\n")


def test_nothing_to_do_is_no_script():
    assert restore_script(compared({}, {}), WORDS) == ""


def test_only_what_has_to_be_decided_is_a_script_as_well():
    script = restore_script(compared(location(flags="Ssl"), location()), WORDS)

    assert commands(script) == []
    assert "sslFlags" in script


@given(name=st.text(max_size=40), value=st.text(max_size=40))
def test_no_name_and_no_value_becomes_a_command(name, value):
    comparison = compared({}, {})
    hostile = Difference(Area.SERVICES, "disabled", name, Judged.RESTORE, value, value)
    areas = (*comparison.areas, type(comparison.areas[0])(Area.FILES, 1, (hostile,)))
    made = Comparison(name, comparison.before_at, comparison.after_at, "", "", areas)

    assert commands(restore_script(made, WORDS)) == []


@given(name=st.text(min_size=1, max_size=20))
def test_a_service_of_any_name_gets_one_command_or_none(name):
    comparison = compared(services(service(name)), services(service(name, *OFF)))

    found = commands(restore_script(comparison, WORDS))

    assert len(found) in {0, 2}
    for line in found:
        assert line.isascii()
        assert line.count("'") >= 2
