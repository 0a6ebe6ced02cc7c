# SPDX-License-Identifier: MIT
"""The few things to do first: what, where and why, in an owner's words."""

from __future__ import annotations

from dataclasses import replace

from exchpatch_gui import wording as shipped
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.runs import ServerResult
from exchpatch_gui.domain.verdicts import Advice, Finding, Step, StepKind
from exchpatch_gui.reporting.first_things import first_things
from exchpatch_gui.reporting.model import FirstThing
from exchpatch_gui.reporting.sentences import Sentences
from tests.helpers.result_parts import exchange
from tests.helpers.result_texts import CU23_OCT, SE_AUG
from tests.helpers.results import behind, current, expiring, level_only, run_of, silent, unsupported
from tests.unit.reporting.reports import model


def only_thing(*results: ServerResult) -> FirstThing:
    """Give the one thing to do, in the words of the program."""
    (thing,) = first_things(results, Sentences(shipped.load()))
    return thing


def on_the_way(result: ServerResult, *stations: str) -> ServerResult:
    """Give a server a way over products, such as ``new-server 2016 CU23``."""
    steps = []
    for order, station in enumerate(stations, 1):
        kind, _, update = station.partition(" ")
        title = Message(f"step.{kind}", {"update": update})
        steps.append(Step(order, StepKind.MIGRATE, title, url="https://aka.ms/guide"))
    return replace(result, advice=Advice(SE_AUG, steps=tuple(steps)))


def test_move_in_two_stages_names_both_goals_and_the_reason() -> None:
    oldest = replace(unsupported("old.example"), identity=exchange("2013", "CU23", "", CU23_OCT))

    thing = only_thing(on_the_way(oldest, "new-server 2016 CU23", "new-server SE RTM"))

    assert thing.title == (
        "Move old.example off Exchange Server 2013 in two stages: first to Exchange Server 2016, "
        "then to Exchange Server SE"
    )
    assert thing.why == (
        "Exchange Server 2013 gets no more fixes since 14 Oct 2025. "
        "Attackers use a hole that is open there: CVE-2026-42897."
    )
    assert (thing.servers, thing.facts, thing.link) == ("", "", None)


def test_move_says_what_it_takes() -> None:
    thing = only_thing(on_the_way(unsupported("old.example"), "new-server SE RTM"))

    assert thing.title == (
        "Move old.example off Exchange Server 2016: set up a new server with Exchange Server SE, "
        "move everything to it, uninstall the old one"
    )


def test_servers_that_are_upgraded_in_place_are_one_thing() -> None:
    results = [on_the_way(unsupported(f"{name}.example"), "in-place SE RTM") for name in "abc"]

    thing = only_thing(*results)

    assert thing.title == "Upgrade 3 servers in place to Exchange Server SE"
    assert thing.servers == "all 3 servers"


def test_update_names_package_and_servers() -> None:
    install, *others = behind().advice.steps
    titled = replace(install, title=Message("step.update", {"update": "SE RTM Aug26SU"}))
    result = replace(behind(), advice=Advice(SE_AUG, steps=(titled, *others)))

    thing = only_thing(result)

    assert thing.title == "Install Exchange Server SE RTM Aug26SU on mail.contoso.example"
    assert thing.facts == "KB5121573 · about 25 min · restart needed"


def test_holes_that_nobody_uses_are_counted() -> None:
    unused = tuple(replace(cve, known_exploited=False) for cve in behind().cves)

    (thing,) = model(run_of(replace(behind(), cves=unused))).first_things

    assert thing.why == "43 published holes are open there."


def test_hole_that_may_be_open_is_a_reason() -> None:
    (thing,) = model(run_of(level_only())).first_things

    assert thing.why.endswith("A hole that attackers use may be open there.")


def test_server_without_holes_is_told_by_its_headline() -> None:
    result = replace(behind(), light=TrafficLight.YELLOW, cves=())

    (thing,) = model(run_of(result)).first_things

    assert thing.why == "Attackers use a hole that is open on this server: CVE-2026-42897."


def test_same_step_on_several_servers_is_one_thing_to_do() -> None:
    run = run_of(behind("a.example"), behind("b.example"), unsupported())

    first, second = model(run).first_things

    assert first.title == "Install SE RTM Aug26SU: a.example and b.example"
    assert first.servers == ""
    assert first.why == "Attackers use a hole that is open there: CVE-2026-42897."
    assert first.link is not None
    assert first.link.url == "https://www.microsoft.com/download/details.aspx?id=108690"
    assert first.facts == "KB5121573 · about 25 min · restart needed"
    assert second.facts == "about 8 hours · restart needed"


def test_findings_beside_the_updates_are_things_to_do_too() -> None:
    things = model(run_of(behind(), expiring())).first_things

    assert [(thing.title, thing.servers) for thing in things] == [
        ("Install SE RTM Aug26SU: mail.contoso.example", ""),
        ("Renew the certificate of ex2.fabrikam.example", "ex2.fabrikam.example"),
    ]
    assert things[1].why == "The certificate ends on 11 Sep 2026"


def test_silent_server_asks_to_find_out_why() -> None:
    (thing,) = model(run_of(silent(), current())).first_things

    assert thing.title.startswith("Check that edge1.fabrikam.example is switched on")
    assert thing.why.startswith("edge1.fabrikam.example did not answer")
    assert thing.light.key == "grey"


def test_at_most_five_things_come_first() -> None:
    results = [expiring(f"mail{number}.example") for number in range(9)]

    assert len(model(run_of(*results)).first_things) == 5


def test_many_servers_of_one_step_are_counted() -> None:
    results = [behind(f"mail{number}.example") for number in range(9)]

    (thing,) = model(run_of(*results, current())).first_things

    assert thing.title.endswith(": 9 servers")
    assert thing.servers.endswith("mail3.example and 5 more")


def test_nothing_is_to_be_done_where_all_is_well() -> None:
    assert model(run_of(current())).first_things == ()


def test_what_was_found_inside_names_itself_before_what_helps() -> None:
    stopped = Finding(
        "svc.critical",
        TrafficLight.RED,
        "stopped",
        instance="MSExchangeTransport",
        value="Stopped/Auto",
    )

    thing = only_thing(replace(current(), light=TrafficLight.RED, findings=(stopped,)))

    assert thing.title == "The service MSExchangeTransport is not running"
    assert "Start-Service MSExchangeTransport" in thing.why
    assert thing.servers
