# SPDX-License-Identifier: MIT
"""What is said of organisations that are joined with Exchange Online."""

from __future__ import annotations

import pytest

from exchpatch_gui.domain.lights import TrafficLight
from tests.helpers.collected import finding_of, findings_of, not_collected

RED, YELLOW, GREEN = TrafficLight.RED, TrafficLight.YELLOW, TrafficLight.GREEN
GREY, INFO = TrafficLight.GREY, TrafficLight.INFO

HYBRID = {"configured": True}
ONLINE = "00000002-0000-0FF1-CE00-000000000000"
APPLICATION = "33333333-3333-4333-8333-333333333333"
SIGNER = {"name": "EvoSts", "type": "AzureAD", "enabled": True}
SWITCH = {"component": "Global", "section": "ExchangeOnpremAsThirdPartyAppId"}


def partner(*, enabled=True):
    return {"items": [{"application_identifier": ONLINE, "enabled": enabled}]}


@pytest.mark.parametrize(
    ("facts", "value"),
    [
        ({"hybrid_configuration": HYBRID}, "True"),
        ({"auth_servers": {"items": [SIGNER]}, "partner_applications": partner()}, "True"),
        (
            {
                "auth_servers": {"items": [{"type": "MicrosoftACS", "enabled": True}]},
                "partner_applications": partner(),
            },
            "True",
        ),
        ({"auth_servers": {"items": [SIGNER]}}, "False"),
        (
            {
                "auth_servers": {"items": [{**SIGNER, "enabled": False}]},
                "partner_applications": partner(),
            },
            "False",
        ),
        (
            {"auth_servers": {"items": [SIGNER]}, "partner_applications": partner(enabled=False)},
            "False",
        ),
        ({}, "False"),
    ],
)
def test_a_hybrid_is_known_by_its_configuration_or_its_sign_ins(facts, value):
    found = finding_of("hybrid.detected", **facts)

    assert (found.light, found.value) == (INFO, value)


def test_sign_ins_are_asked_for_only_without_a_configuration():
    missing = not_collected("error")

    assert finding_of("hybrid.detected", auth_servers=missing).light is GREY
    assert (
        finding_of("hybrid.detected", hybrid_configuration=HYBRID, auth_servers=missing).value
        == "True"
    )


@pytest.mark.parametrize(
    ("name", "light"), [("<I>CN=CA<S>CN=mail.contoso.example", INFO), (None, RED)]
)
def test_the_hybrid_configuration_names_a_certificate(name, light):
    hybrid = {**HYBRID, "tls_certificate_name": name}

    found = finding_of("hybrid.tls_cert_name", hybrid_configuration=hybrid)

    assert (found.light, found.value) == (light, name or "Not Set")


@pytest.mark.parametrize("check_id", ["hybrid.tls_cert_name", "hybrid.dedicated_app"])
def test_without_a_hybrid_nothing_of_it_is_judged(check_id):
    assert findings_of(check_id) == ()


def dedicated(overrides, application):
    signer = {**SIGNER, "application_identifier": application}
    return findings_of(
        "hybrid.dedicated_app",
        hybrid_configuration=HYBRID,
        auth_servers={"items": [signer]},
        overrides_directory={"items": overrides},
    )


@pytest.mark.parametrize(
    ("overrides", "application", "light", "value"),
    [
        ([SWITCH], APPLICATION, GREEN, "Configured"),
        ([], APPLICATION, YELLOW, "Not configured"),
        ([{**SWITCH, "component": "Data"}], APPLICATION, YELLOW, "Not configured"),
        ([SWITCH, SWITCH], APPLICATION, RED, "Multiple overrides"),
        ([SWITCH], "no application", RED, "No valid auth server"),
        ([SWITCH], None, RED, "No valid auth server"),
    ],
)
def test_a_hybrid_needs_its_own_application(overrides, application, light, value):
    *_, found = dedicated(overrides, application)

    assert (found.light, found.value, found.instance) == (light, value, "")


def test_the_application_is_named():
    named, whole = dedicated([SWITCH], APPLICATION)

    assert (named.light, named.instance, named.value) == (INFO, "EvoSts", APPLICATION)
    assert named.details["app_id"] == whole.details["app_id"] == APPLICATION


def test_overrides_nobody_could_read_are_grey():
    *_, found = findings_of(
        "hybrid.dedicated_app",
        hybrid_configuration=HYBRID,
        overrides_directory=not_collected("access_denied"),
    )

    assert found.light is GREY
