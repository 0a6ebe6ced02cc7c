# SPDX-License-Identifier: MIT
"""What is said of file sharing, sign-ins and protected content."""

from __future__ import annotations

import pytest

from exchpatch_gui.domain.lights import TrafficLight
from tests.helpers.collected import finding_of, findings_of, not_collected

RED, YELLOW, GREEN = TrafficLight.RED, TrafficLight.YELLOW, TrafficLight.GREEN
GREY, INFO = TrafficLight.GREY, TrafficLight.INFO

FULL = "O:SYG:SYD:PAI(A;CIIO;GA;;;CO)(A;CI;KA;;;NS)(A;CI;KR;;;BU)"
LESS = "O:SYG:SYD:PAI(A;CI;KA;;;BA)(A;CI;KR;;;NS)"


@pytest.mark.parametrize(
    ("set_to", "value"), [(None, "3"), *((level, str(level)) for level in range(6)), (9, "9")]
)
def test_the_level_of_ntlm_is_told_and_3_where_it_is_not_set(set_to, value):
    found = finding_of("sec.lm_compat", registry={"lm_compatibility_level": set_to})

    assert (found.light, found.value) == (INFO, value)


@pytest.mark.parametrize(
    ("features", "light", "value"),
    [
        ([{"name": "FS-SMB1", "installed": True}], RED, "True"),
        ([{"name": "MSMQ", "installed": True}, {"name": "FS-SMB1"}], GREEN, "False"),
        ([{"name": "MSMQ", "installed": False}], GREY, ""),
    ],
)
def test_the_outdated_file_sharing_may_not_be_installed(features, light, value):
    found = finding_of("sec.smb1_installed", windows_features={"items": features})

    assert (found.light, found.value) == (light, value)


@pytest.mark.parametrize(
    ("enabled", "registry", "light", "value"),
    [
        (True, {"lanman_smb1": 0}, RED, "False"),
        (False, {}, GREEN, "True"),
        (None, {"lanman_smb1": 0}, GREEN, "True"),
        (None, {"lanman_smb1": 1}, RED, "False"),
        (None, {}, GREY, ""),
    ],
)
def test_the_outdated_file_sharing_has_to_be_refused(enabled, registry, light, value):
    smb = {"enable_smb1_protocol": enabled}

    found = finding_of("sec.smb1_blocked", smb=smb, registry=registry)

    assert (found.light, found.value) == (light, value)


def test_without_the_service_the_registry_says_whether_file_sharing_is_refused():
    gone = not_collected("access_denied")

    assert finding_of("sec.smb1_blocked", smb=gone, registry={"lanman_smb1": 0}).light is GREEN
    assert finding_of("sec.smb1_blocked", smb=gone).details["section"] == "smb"


@pytest.mark.parametrize("build", ["15.2.986.5", "15.1.2507.27", "15.0.1497.48"])
def test_protected_content_needs_a_newer_build(build):
    found = finding_of("sec.aes256cbc", build=build)

    assert (found.light, found.value) == (RED, "Unsupported build")


@pytest.mark.parametrize(
    ("internal", "external", "sddl", "light"),
    [
        (False, False, None, GREEN),
        (True, False, FULL, GREEN),
        (True, False, FULL.replace("KA;;;NS", "0xf003f;;;S-1-5-20"), GREEN),
        (True, True, LESS, RED),
        (False, True, LESS, YELLOW),
        (False, True, LESS.replace("KR", "0x20019"), YELLOW),
        (True, False, None, GREY),
    ],
)
def test_protected_content_needs_access_where_rights_management_is_in_use(
    internal, external, sddl, light
):
    irm = {"internal_licensing_enabled": internal, "external_licensing_enabled": external}

    found = finding_of("sec.aes256cbc", irm_configuration=irm, registry={"msipc_server_sddl": sddl})

    assert found.light is light


def test_protected_content_is_grey_where_rights_management_could_not_be_asked():
    (found,) = findings_of("sec.aes256cbc", irm_configuration=not_collected("skipped"))

    assert (found.light, found.details["section"]) == (GREY, "irm_configuration")
