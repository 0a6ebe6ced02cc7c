# SPDX-License-Identifier: MIT
"""The build of the file wins over everything, and the rest never claims more than it knows."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from exchpatch_gui.catalogue.loader import load_shipped
from exchpatch_gui.collected.observations import observations_of
from exchpatch_gui.domain.evidence import Confidence, Kind, Observation, ProbeOutcome, ProbeStatus
from exchpatch_gui.domain.identity_words import IdentityVerdict, Precision
from exchpatch_gui.engine.evaluate import Judge
from exchpatch_gui.engine.judge_facts import judge_facts, server_of
from tests.helpers.collected import collected, not_collected

JUDGE = Judge(load_shipped(), load_shipped().date)
REGISTRY = {
    "exsetup_file_version": None,
    "msi_product_major": 15,
    "msi_product_minor": 2,
    "msi_build_major": 1748,
    "msi_build_minor": 10,
}
DISPLAYED = {"admin_display_version": "Version 15.2 (Build 31748.10)"}
DENIED = not_collected("access_denied")


def identity(**sections):
    return judge_facts(JUDGE, collected(**sections)).identity


def test_the_file_version_is_certain_and_exact():
    found = identity(exchange_setup={"exsetup_file_version": "15.02.1748.039"})

    assert (found.build, found.precision) == ("15.2.1748.39", Precision.FULL)
    assert found.confidence is Confidence.CERTAIN


@pytest.mark.parametrize(
    "sections",
    [
        {"exchange_setup": REGISTRY},
        {"exchange_setup": DENIED, "exchange_server": DISPLAYED},
        {"exchange_setup": {"exsetup_file_version": "garbage"}, "exchange_server": DISPLAYED},
    ],
    ids=["registry", "directory", "garbage"],
)
def test_without_the_file_no_security_update_is_claimed(sections):
    found = identity(**sections)

    assert found.build == "15.2.1748"
    assert (found.cumulative_update, found.update) == ("CU15", "")
    assert found.precision is Precision.CUMULATIVE_UPDATE


def test_exchange_without_any_build_is_still_exchange():
    found = identity(exchange_setup={"msi_install_path": "C:\\Exchange"}, exchange_server=DENIED)

    assert found.verdict is IdentityVerdict.EXCHANGE
    assert found.precision is Precision.NONE


def test_a_machine_without_exchange_is_not_taken_for_it():
    found = identity(exchange_setup={}, exchange_server=DENIED)

    assert found.verdict is not IdentityVerdict.EXCHANGE


def test_registry_values_that_make_no_build_are_ignored():
    found = identity(exchange_setup=REGISTRY | {"msi_build_major": -1}, exchange_server=DENIED)

    assert found.build == ""


def test_the_file_and_the_look_from_outside_are_compared():
    facts = collected(exchange_setup={"exsetup_file_version": "15.02.1748.039"})
    header = Observation(
        "obs-1",
        Kind.BUILD,
        "15.2.1544.36",
        "GET /owa/",
        "X-OWA-Version header",
        datetime(2026, 6, 20, tzinfo=UTC),
    )
    outside = ProbeOutcome("exchange-http", ProbeStatus.OK, (header,))
    inside = observations_of(facts, "collector")

    result = JUDGE.judge(server_of(facts), (outside, inside), facts.collected_at, collected=facts)

    assert result.identity.build == "15.2.1748.39"
    assert "contradiction.file-differs" in {one.key for one in result.identity.contradictions}


def test_observations_have_the_time_of_the_document_and_ids_of_their_own():
    facts = collected(exchange_setup={"exsetup_file_version": "15.02.1748.039"})

    found = observations_of(facts, "facts file").observations

    assert {one.at for one in found} == {facts.collected_at}
    assert len({one.id for one in found}) == len(found)
    assert all(one.id.startswith("collected-") for one in found)
    assert found[0].source == "facts file, exchange_setup"


@pytest.mark.parametrize(
    ("sections", "target", "name"),
    [
        (
            {"exchange_server": {"fqdn": "EX01.contoso.example", "name": "EX01"}},
            "ex01.contoso.example:443",
            "EX01",
        ),
        (
            {
                "exchange_server": DENIED,
                "hardware": {"domain": "contoso.example", "domain_role": 3},
            },
            "ex01.contoso.example:443",
            "EX01",
        ),
        (
            {"exchange_server": DENIED, "hardware": {"domain": "WORKGROUP", "domain_role": 2}},
            "ex01:443",
            "EX01",
        ),
        (
            {"exchange_server": {"fqdn": None, "name": "\u202e"}, "hardware": DENIED},
            "ex01:443",
            "ex01",
        ),
    ],
    ids=["exchange", "domain", "workgroup", "hostile"],
)
def test_the_server_is_named_as_fully_as_it_is_known(sections, target, name):
    server = server_of(collected(**sections))

    assert (str(server.target), server.name) == (target, name)
