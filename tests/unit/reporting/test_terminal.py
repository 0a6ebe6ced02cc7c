# SPDX-License-Identifier: MIT
"""What the command says on a terminal and to a monitoring system."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.verdicts import Acceptance
from exchpatch_gui.reporting.terminal import WIDTH, plugin_line, render_terminal
from tests.helpers.result_parts import ENDED, NOW, SUPPORTED, finding
from tests.helpers.result_texts import DAY, wording
from tests.helpers.results import (
    behind,
    cloud,
    current,
    expiring,
    level_only,
    run_of,
    silent,
    unsupported,
)
from tests.unit.reporting.reports import (
    FULL_RUN,
    HOSTILE,
    model,
    poisoned,
    squeezed,
    with_settings,
)


def test_server_is_told_from_its_light_to_what_was_not_checked() -> None:
    text = render_terminal(run_of(behind()), wording())

    assert text.splitlines() == [
        "[!] Act now  mail.contoso.example",
        "    Attackers use a hole that is open on this server: CVE-2026-42897.",
        "    Installed: SE RTM · Feb26SU · 15.2.2562.37",
        "    Needed: 15.2.2562.46",
        "    Open and used by attackers: CVE-2026-42897",
        "    Other open vulnerabilities: 42",
        "    1. Install SE RTM Aug26SU (KB5121573 · about 25 min · restart needed)",
        "       Take the .exe package and run it as administrator.",
        "       https://www.microsoft.com/download/details.aspx?id=108690",
        "    2. Check that mail flows and the services run (about 10 min)",
        "    [!] 3 security updates are missing",
        "    [?] Services were not checked",
        "",
        "[!] Act now 1  [~] Plan 0  [?] Unknown 0  [+] OK 0",
        "1 server, judged by the catalogue of 19 Aug 2026.",
    ]


def test_every_server_and_every_bad_finding_is_in_it() -> None:
    text = render_terminal(FULL_RUN, wording(), verbose=True)

    for server in model().servers:
        assert server.name in text
        assert all(finding.title in text for finding in server.findings)


def test_worst_server_comes_first() -> None:
    text = render_terminal(run_of(current(), silent(), behind()), wording())

    heads = [line[:3] for line in text.splitlines() if line.startswith("[")]
    assert heads == ["[!]", "[?]", "[+]", "[!]"]


def test_failure_says_what_helps() -> None:
    text = render_terminal(run_of(silent()), wording())

    assert "did not answer on port 443 in 10 s. Check that" in " ".join(text.split())


def test_colour_comes_only_when_asked_for() -> None:
    plain = render_terminal(FULL_RUN, wording())
    coloured = render_terminal(FULL_RUN, wording(), colour=True)

    assert "\x1b" not in plain
    assert "\x1b[1;31m[!] Act now\x1b[0m  mail" in coloured


def test_day_of_judgement_is_said_when_it_is_another() -> None:
    text = render_terminal(run_of(behind(), day=DAY - timedelta(days=5)), wording())

    assert text.endswith("1 server, judged as on 14 Aug 2026 by the catalogue of 19 Aug 2026.\n")


def test_long_lists_are_counted() -> None:
    result = behind()
    exploited = tuple(replace(cve, known_exploited=True) for cve in result.cves)

    text = render_terminal(run_of(replace(result, cves=exploited)), wording())

    assert "and 37 more" in " ".join(text.split())


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_plain_text(hostile: str) -> None:
    text = render_terminal(run_of(poisoned(hostile)), wording(), verbose=True)

    assert squeezed(clean(hostile)) in squeezed(text)
    assert all(char == "\n" or char.isprintable() for char in text)


def test_lines_of_ordinary_servers_fit_a_terminal() -> None:
    text = render_terminal(FULL_RUN, wording(), verbose=True)

    assert max(len(line) for line in text.splitlines()) <= WIDTH < 80


def test_server_where_all_is_well_takes_three_lines_and_one_for_its_settings() -> None:
    settled = with_settings(current(), "Protection", "Signing", reached=True)

    plain, told = (render_terminal(run_of(one), wording()) for one in (current(), settled))

    assert plain.splitlines()[:4] == [
        "[+] OK  mx.adatum.example",
        "    Everything that can be seen from outside is up to date, as of 19 Aug 2026.",
        "    Installed: SE RTM · Aug26SU · 15.2.2562.46",
        "",
    ]
    assert told.splitlines()[3:5] == [
        "    2 settings to check on the server: exchpatch lookup 15.2.2562.46 --verbose",
        "",
    ]


def test_settings_are_named_in_one_paragraph_beside_the_steps() -> None:
    text = render_terminal(run_of(with_settings(behind(), "Protection", "Signing")), wording())

    assert (
        "Also check, nobody outside can see it: Protection is on · Signing is on (exchpatch "
        "lookup 15.2.2562.37 --verbose shows how)"
    ) in " ".join(text.split())
    assert "A script of Microsoft’s" not in text
    assert "    2. Check that mail flows" in text


def test_build_that_was_looked_up_only_needs_verbose_to_tell_more() -> None:
    looked_up = replace(with_settings(behind(), "Protection"), server=None)

    text = render_terminal(run_of(looked_up), wording())

    assert "Protection is on (--verbose shows how)" in " ".join(text.split())


def test_settings_are_told_step_by_step_in_verbose() -> None:
    text = render_terminal(run_of(with_settings(behind(), "Protection")), wording(), verbose=True)

    assert "Check that Protection is on" in text
    assert "A script of Microsoft’s tells." in text
    assert "Also check" not in text


def test_what_the_headline_says_is_not_said_again() -> None:
    same = replace(current(), light=TrafficLight.RED)
    summed_up = finding("cve.summary.open", TrafficLight.RED)
    no_support = finding("build.end_of_life.ended", TrafficLight.RED)
    result = replace(behind(), support=ENDED, findings=(summed_up, no_support, *behind().findings))
    titled = replace(
        same,
        headline=Message("sample.told"),
        findings=(finding("cert.sample.told", TrafficLight.RED),),
    )

    text = render_terminal(run_of(result, titled), wording())

    assert "3 security updates are missing" in text
    assert "Holes are open" not in text
    assert "Support has ended" not in text
    assert text.count("The certificate is bad") == 1
    assert "    [!] Get another one." in text


def test_possible_holes_and_support_that_lasts_are_said() -> None:
    possible = finding("cve.summary.open", TrafficLight.YELLOW)
    ahead = finding("build.end_of_life.ended", TrafficLight.YELLOW)

    text = render_terminal(
        run_of(replace(level_only(), support=SUPPORTED, findings=(possible, ahead))),
        wording(),
    )

    assert "[~] Holes are open" in text
    assert "[~] Support has ended" in text


def test_finding_that_no_step_mends_says_what_helps() -> None:
    text = " ".join(render_terminal(run_of(expiring()), wording()).split())

    assert (
        "[~] The certificate ends on 11 Sep 2026. Renew the certificate of ex2.fabrikam.example"
    ) in text


def test_accepted_finding_names_who_answers_for_it() -> None:
    accepted = Acceptance("new server in May", "IT", date(2027, 5, 1), NOW)
    first, *others = expiring().findings

    text = render_terminal(
        run_of(replace(expiring(), findings=(replace(first, accepted=accepted), *others))),
        wording(),
    )

    assert "Acknowledged by IT until 1 May 2027: new server in May" in " ".join(text.split())
    assert "Renew" not in text


def test_long_address_starts_further_left_and_stays_whole() -> None:
    address = "https://learn.microsoft.com/exchange/plan-and-deploy/" + "x" * 24
    install, *others = behind().advice.steps
    steps = (replace(install, url=address), *others)
    result = replace(behind(), advice=replace(behind().advice, steps=steps))

    lines = render_terminal(run_of(result), wording()).splitlines()

    assert f"  {address}" in lines


@pytest.mark.parametrize(
    ("results", "line"),
    [
        (
            (behind(), unsupported(), current()),
            "CRITICAL - 2 of 3 servers need action | red=2 yellow=0 grey=0 green=1",
        ),
        (
            (expiring(), silent()),
            "WARNING - 1 of 2 servers need planning | red=0 yellow=1 grey=1 green=0",
        ),
        (
            (silent(), current()),
            "UNKNOWN - 1 of 2 servers are unknown | red=0 yellow=0 grey=1 green=1",
        ),
        ((current(),), "OK - 1 of 1 servers are up to date | red=0 yellow=0 grey=0 green=1"),
        ((), "UNKNOWN - 0 of 0 servers are unknown | red=0 yellow=0 grey=0 green=0"),
        (
            (level_only(),),
            "CRITICAL - 1 of 1 servers need action | red=1 yellow=0 grey=0 green=0",
        ),
    ],
)
def test_plugin_line_has_state_sentence_and_data(
    results: tuple[ServerResult, ...], line: str
) -> None:
    assert plugin_line(run_of(*results)) == line


def test_findings_that_read_the_same_are_one_line() -> None:
    bad = finding("cert.sample.told", TrafficLight.RED)
    others = (replace(bad, instance="smtp"), replace(bad, instance="imap"))

    text = render_terminal(run_of(replace(behind(), findings=others)), wording())

    assert text.count("The certificate is bad") == 1


def test_server_that_is_something_else_says_what_to_do() -> None:
    verdict = finding("identity.verdict.unreachable_refused", TrafficLight.GREY)
    other = replace(cloud(), findings=(verdict,))
    failed = replace(silent(), findings=(verdict,))

    told, refused = (render_terminal(run_of(one), wording()) for one in (other, failed))

    assert "    [?] Check the port." in told.splitlines()
    assert "Check the port." not in refused
