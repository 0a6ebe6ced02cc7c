# SPDX-License-Identifier: MIT
"""What the command says on a terminal and to a monitoring system."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.text import clean
from exchpatch_gui.reporting.terminal import WIDTH, plugin_line, render_terminal
from tests.helpers.result_texts import DAY, wording
from tests.helpers.results import behind, current, expiring, level_only, run_of, silent, unsupported
from tests.unit.reporting.reports import FULL_RUN, HOSTILE, model, poisoned, squeezed


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
        "       https://support.microsoft.com/help/5121573",
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

    assert max(len(line) for line in text.splitlines()) <= WIDTH


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
