# SPDX-License-Identifier: MIT
"""What is said of modules in the web server and of files of .NET."""

from __future__ import annotations

import pytest

from exchpatch_gui.domain.lights import TrafficLight
from tests.helpers.collected import finding_of, findings_of

RED, YELLOW, GREEN = TrafficLight.RED, TrafficLight.YELLOW, TrafficLight.GREEN
GREY, INFO = TrafficLight.GREY, TrafficLight.INFO

MICROSOFT = "CN=Microsoft Windows, O=Microsoft Corporation, L=Redmond, S=Washington, C=US"
FOREIGN = "CN=Contoso, O=Contoso Ltd, C=US"
FORGED = "CN=O=Microsoft Corporation Ltd, O=Contoso, C=US"
INETSRV = "C:\\Windows\\System32\\inetsrv\\cachuri.dll"


def module(status="Valid", signer=MICROSOFT, name="UriCacheModule", image=INETSRV):
    return {
        "name": name,
        "image": image,
        "signature_status": status,
        "signer_subject": signer,
    }


@pytest.mark.parametrize(
    ("status", "signer", "light"),
    [
        ("NotSigned", None, RED),
        ("Valid", FOREIGN, YELLOW),
        ("Valid", FORGED, YELLOW),
        ("HashMismatch", MICROSOFT, YELLOW),
        ("UnknownError", None, YELLOW),
    ],
)
def test_a_module_that_is_not_microsofts_is_named(status, signer, light):
    modules = {"items": [module(), module(status, signer, "Odd")]}

    (found,) = findings_of(
        "cve.iis_modules", iis_modules=modules, operating_system={"version": "10.0.20348"}
    )

    assert (found.light, found.instance, found.value) == (light, "Odd", status)


def test_modules_of_microsoft_alone_are_told_as_such():
    quoted = module(signer='CN=Microsoft, O="Microsoft Corporation", C=US')

    found = finding_of("cve.iis_modules", iis_modules={"items": [module(), quoted]})

    assert (found.light, found.value) == (INFO, "False")


@pytest.mark.parametrize(
    ("name", "image", "version", "light"),
    [
        ("UriCacheModule", INETSRV, "6.3.9600", INFO),
        ("UriCacheModule", INETSRV, "10.0.14393", RED),
        ("UriCacheModule", "C:\\Temp\\cachuri.dll", "6.3.9600", RED),
        ("Odd", INETSRV, "6.3.9600", RED),
    ],
)
def test_old_windows_signs_its_own_modules_elsewhere(name, image, version, light):
    modules = {"items": [module("NotSigned", None, name, image)]}

    found = finding_of(
        "cve.iis_modules", iis_modules=modules, operating_system={"version": version}
    )

    assert found.light is light


@pytest.mark.parametrize(
    ("system", "file", "light"),
    [
        ("10.0.14393", "10.0.14393.6342", RED),
        ("10.0.14393", "10.0.14393.6343", GREEN),
        ("10.0.17763", "10.0.17763.0", RED),
        ("10.0.17763", "10.0.17763.4968", GREEN),
        ("10.0.20348", "10.0.20348.2029", GREEN),
        ("6.3.9600", "8.5.9600.21612", RED),
        ("6.2.9200", "8.0.9200.24514", GREEN),
        ("10.0.26100", None, GREEN),
        ("10.0.17763", None, GREY),
        ("10.0.17763", "text", GREY),
    ],
)
def test_the_token_cache_has_to_be_mended(system, file, light):
    modules = {"token_cache_dll_version": file, "items": [module(name="TokenCacheModule")]}

    found = finding_of("cve.2023-36434", iis_modules=modules, operating_system={"version": system})

    assert found.light is light
    assert found.value == ("CVE-2023-36434" if light is RED else found.value)


def test_a_token_cache_that_is_not_loaded_is_safe():
    modules = {"token_cache_dll_version": "10.0.17763.0", "items": [module()]}

    found = finding_of("cve.2023-36434", iis_modules=modules)

    assert (found.light, found.instance) == (GREEN, "CVE-2023-36434")


@pytest.mark.parametrize(
    ("release", "version", "day", "light"),
    [
        (528040, "4.8.4190.0", "2020-06-05", GREEN),
        (528040, "4.8.4189.0", "2020-06-12", RED),
        (528040, "4.8.4190.0", "2020-06-04", RED),
        (461808, "4.7.3630.0", "2021-01-01", GREEN),
        (461808, "4.7.3629.0", "2021-01-01", RED),
        (533320, "4.8.9032.0", "2022-05-07", GREEN),
        (None, "4.8.4190.0", "2020-06-05", GREY),
        (528040, None, "2020-06-05", GREY),
        (528040, "4.8.4190.0", None, GREY),
    ],
)
def test_files_of_dotnet_have_to_be_of_june_2020(release, version, day, light):
    def file(name, version, day):
        time = f"{day}T00:00:00Z" if day else None
        return {"name": name, "file_version": version, "last_write_time": time}

    good = file("System.Configuration.dll", "4.8.4190.0", "2022-06-05")
    dlls = [good, file("System.Data.dll", version, day)]

    found = finding_of("cve.2020-1147", dotnet={"release": release, "dlls": dlls})

    assert found.light is light
    if light is RED:
        assert (found.instance, found.value) == ("CVE-2020-1147", "CVE-2020-1147")
        assert found.details["files"] == f"System.Data.dll {version}"
