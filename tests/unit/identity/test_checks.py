# SPDX-License-Identifier: MIT
"""What the checks say of an identity, and that everything they may say is worded."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import exchpatch_gui.probes as probes_package
from exchpatch_gui import wording
from exchpatch_gui.checks import agreement
from exchpatch_gui.checks import identity as identity_checks
from exchpatch_gui.checks.base import CheckContext
from exchpatch_gui.domain.builds import BuildNumber
from exchpatch_gui.domain.evidence import Failure, FailureKind, Kind, Observation
from exchpatch_gui.domain.identity import Identity, Node
from exchpatch_gui.domain.identity_words import IdentityVerdict, Precision
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.verdicts import Finding
from exchpatch_gui.identity.contradictions import PREFIX, WEIGHTS
from tests.unit.identity.evidence import header, seen, suspicion

WORDING = wording.load("en")
PARTS = ("title", "detail", "remedy")


@dataclass(frozen=True, slots=True)
class Context:
    """The part of a check's context that these checks look at."""

    identity: Identity
    observations: tuple[Observation, ...] = ()
    failures: tuple[Failure, ...] = ()

    def seen(self, kind: Kind) -> tuple[Observation, ...]:
        return tuple(one for one in self.observations if one.kind is kind)


def run(check: Callable[[CheckContext], Any], context: Context) -> list[Finding]:
    found: list[Finding] = list(check(context))  # type: ignore[arg-type]
    for finding in found:
        params = {**finding.details, "value": finding.value, "instance": finding.instance}
        for part in PARTS:
            text = WORDING.text(f"finding.{finding.id}.{finding.variant}.{part}", params)
            assert "{" not in text
            assert text or part == "remedy"
    return found


def exchange(**fields: Any) -> Identity:
    return Identity(IdentityVerdict.EXCHANGE, **fields)


def failed(kind: FailureKind) -> tuple[Failure, ...]:
    return (Failure("exchange-http", kind),)


@pytest.mark.parametrize(
    ("context", "variant"),
    [
        (Context(Identity(IdentityVerdict.EXCHANGE_ONLINE)), "exchange_online"),
        (Context(Identity(IdentityVerdict.IMITATION)), "imitation"),
        (
            Context(Identity(IdentityVerdict.NOT_EXCHANGE, other_software="Zimbra")),
            "not_exchange_named",
        ),
        (Context(Identity(IdentityVerdict.NOT_EXCHANGE)), "not_exchange_unnamed"),
        (Context(Identity(IdentityVerdict.UNDETERMINED)), "undetermined_silent"),
        (
            Context(Identity(IdentityVerdict.UNDETERMINED), (seen(Kind.GATEWAY, "AD FS"),)),
            "undetermined_gateway",
        ),
        (
            Context(
                Identity(IdentityVerdict.UNDETERMINED),
                (seen(Kind.GATEWAY, "Cloudflare"),),
                failed(FailureKind.BLOCKED),
            ),
            "undetermined_blocked",
        ),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_is_not_exchange_is_grey_and_says_what_it_is(context, variant):
    (finding,) = run(identity_checks.verdict, context)

    assert finding.light is TrafficLight.GREY
    assert finding.variant == variant
    assert run(identity_checks.build_known, context) == []


@pytest.mark.parametrize(
    ("kind", "cause"),
    [
        (FailureKind.DNS, "dns"),
        (FailureKind.REFUSED, "refused"),
        (FailureKind.TIMEOUT, "timeout"),
        (FailureKind.TLS, "tls"),
        (FailureKind.TLS_UNTRUSTED, "tls"),
        (FailureKind.PROTOCOL, "protocol"),
        (FailureKind.TOO_LARGE, "protocol"),
        (FailureKind.CANCELLED, "other"),
    ],
)
def test_what_can_t_be_reached_is_grey_with_its_cause(kind, cause):
    context = Context(Identity(IdentityVerdict.UNREACHABLE), failures=failed(kind))

    (finding,) = run(identity_checks.verdict, context)

    assert (finding.light, finding.variant) == (TrafficLight.GREY, f"unreachable_{cause}")


CANDIDATES = (BuildNumber(15, 2, 1748, 10), BuildNumber(15, 2, 1748, 26))


@pytest.mark.parametrize(
    ("identity", "light", "variant"),
    [
        (exchange(precision=Precision.FULL, build="15.2.1748.10"), TrafficLight.GREEN, "exact"),
        (
            exchange(precision=Precision.CUMULATIVE_UPDATE, candidates=CANDIDATES),
            TrafficLight.YELLOW,
            "cumulative_update",
        ),
        (
            exchange(
                precision=Precision.CUMULATIVE_UPDATE,
                candidates=CANDIDATES,
                notes=(Message("note.header-absent"),),
            ),
            TrafficLight.YELLOW,
            "cumulative_update_older",
        ),
        (
            exchange(
                precision=Precision.CUMULATIVE_UPDATE,
                candidates=CANDIDATES,
                notes=(Message("note.header-removed"),),
            ),
            TrafficLight.YELLOW,
            "cumulative_update_hidden",
        ),
        (
            exchange(precision=Precision.INTERVAL, candidates=CANDIDATES),
            TrafficLight.YELLOW,
            "interval",
        ),
        (exchange(), TrafficLight.GREY, "unknown"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_build_that_is_not_exact_is_never_green(identity, light, variant):
    (finding,) = run(identity_checks.build_known, Context(identity))

    assert (finding.light, finding.variant) == (light, variant)
    assert run(identity_checks.verdict, Context(identity)) == []


def test_contradictions_of_an_exchange_server_are_yellow_with_their_evidence():
    doubt = suspicion("no-request-id")
    identity = exchange(contradictions=(Message("contradiction.no-request-id"),))

    (finding,) = run(agreement.contradictions, Context(identity, (doubt,)))

    assert finding.light is TrafficLight.YELLOW
    assert finding.evidence == (doubt.id,)
    assert finding.details == {"count": 1, "signs": "no-request-id"}


def test_contradictions_of_an_imitation_explain_it_and_judge_nothing():
    two = (Message("contradiction.same-body"), Message("contradiction.foreign-page"))
    identity = Identity(IdentityVerdict.IMITATION, contradictions=two, evidence=("obs-1",))

    (finding,) = run(agreement.contradictions, Context(identity))

    assert finding.light is TrafficLight.INFO
    assert finding.evidence == ("obs-1",)


def test_signs_that_agree_are_not_mentioned():
    assert run(agreement.contradictions, Context(exchange())) == []


def test_nodes_with_different_builds_are_yellow_and_the_lowest_is_named():
    nodes = (Node("EX02", "15.2.1748.36"), Node("EX01", "15.2.1748.9"), Node("EX03"))
    stated = header("15.2.1748.9", "EX01")

    (finding,) = run(agreement.nodes_differ, Context(exchange(nodes=nodes), (stated,)))

    assert finding.light is TrafficLight.YELLOW
    assert finding.value == "15.2.1748.9"
    assert finding.details["behind"] == "EX01"
    assert finding.details["ahead"] == "EX02"
    assert finding.evidence == (stated.id,)


@pytest.mark.parametrize(
    "nodes", [(), (Node("EX01"),), (Node("EX01", "15.2.1748.9"), Node("EX02", "15.2.1748.9"))]
)
def test_nodes_that_agree_are_not_mentioned(nodes):
    assert run(agreement.nodes_differ, Context(exchange(nodes=nodes))) == []


PLACEHOLDERS = dict.fromkeys(
    (
        *("file", "method", "one", "other", "product", "runtime"),
        *("seen", "server", "software", "source", "status", "update", "value"),
    ),
    "x",
)


@pytest.mark.parametrize("name", sorted(WEIGHTS))
def test_every_contradiction_is_worded(name):
    assert WORDING.text(PREFIX + name, PLACEHOLDERS)


def test_every_sentence_about_a_contradiction_belongs_to_one():
    worded = {key.removeprefix(PREFIX) for key in WORDING.keys() if key.startswith(PREFIX)}  # noqa: SIM118 (a method of its own)

    assert worded == set(WEIGHTS)


@pytest.mark.parametrize("name", ["header-absent", "header-removed"])
def test_every_note_is_worded(name):
    assert WORDING.text(f"note.{name}", PLACEHOLDERS)


@pytest.mark.parametrize("reason", ["rate-limit", "firewall"])
def test_a_refusal_is_worded(reason):
    for part in ("message", "hint"):
        assert WORDING.text(f"failure.blocked.{reason}.{part}", PLACEHOLDERS)


def test_every_suspicion_that_a_probe_may_note_has_a_weight():
    folder = Path(inspect.getfile(probes_package)).parent
    noted = {
        argument.value
        for file in folder.rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and any(isinstance(one, ast.Attribute) and one.attr == "SUSPICION" for one in call.args)
        for argument in call.args
        if isinstance(argument, ast.Constant)
    }

    assert len(noted - {"headers"}) > 8
    assert {one for one in noted if "-" in one and " " not in one} - {"request-id"} <= set(WEIGHTS)
