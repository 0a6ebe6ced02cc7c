# SPDX-License-Identifier: MIT
"""What is said of the web sites, their bindings and application pools."""

from __future__ import annotations

import pytest

from exchpatch_gui.domain.lights import TrafficLight
from tests.helpers.collected import finding_of, findings_of, not_collected
from tests.helpers.collected_certificates import made, store

RED, GREEN = TrafficLight.RED, TrafficLight.GREEN
GREY, INFO = TrafficLight.GREY, TrafficLight.INFO

FRONT, BACK = "Default Web Site", "Exchange Back End"


def sites(*rows):
    return {"items": list(rows)}


def https(information, thumbprint=None, **more):
    return {
        "protocol": "https",
        "binding_information": information,
        "certificate_hash": thumbprint,
    } | more


def test_the_sites_of_exchange_have_to_run():
    rows = sites(
        {"name": FRONT, "state": "Started"},
        {"name": BACK, "state": "Stopped"},
        {"name": "Intranet", "state": "Stopped"},
    )

    found = findings_of("iis.site_state", iis_sites=rows)

    assert [one.light for one in found] == [GREEN, RED, INFO]
    assert [one.value for one in found] == ["Started", "Stopped", "Stopped"]


def test_one_stopped_pool_is_red_and_all_running_ones_are_green_at_once():
    runs = {"name": "MSExchangeOWAAppPool", "state": "Started"}
    stopped = {"name": "MSExchangeECPAppPool", "state": "Stopped"}

    good = finding_of("iis.apppool_state", iis_app_pools={"items": [runs, runs]})
    bad = finding_of("iis.apppool_state", iis_app_pools={"items": [runs, stopped]})

    assert (good.light, good.details["count"]) == (GREEN, 2)
    assert (bad.light, bad.instance) == (RED, "MSExchangeECPAppPool")


@pytest.mark.parametrize(
    ("binding", "light", "variant"),
    [
        (https(":443:", made(days=100)[1].lower()), GREEN, "valid"),
        (https(":443:", made(days=-1)[1]), RED, "expired"),
        (https(":443:", "AB" * 20), RED, "missing"),
        (https(":443:", "AB" * 20, certificate_store="MY"), RED, "missing"),
        (https(":443:", "AB" * 20, certificate_store="WebHosting"), INFO, "elsewhere"),
        (https(":443:"), RED, "none"),
    ],
)
def test_an_encrypted_binding_needs_a_valid_certificate(binding, light, variant):
    plain = {"protocol": "http", "binding_information": "*:80:"}
    rows = sites({"name": FRONT, "bindings": [plain, binding]})
    certificates = store(made(days=100), made(days=-1))

    found = finding_of("iis.binding_cert", iis_sites=rows, certificates=certificates)

    assert (found.light, found.variant) == (light, variant)
    assert found.instance == f"{FRONT} :443:"


@pytest.mark.parametrize(
    ("information", "light"), [("*:444:", GREEN), ("127.0.0.1:444:", RED), ("*:444:mail", RED)]
)
def test_the_back_end_has_to_listen_on_444(information, light):
    rows = sites({"name": FRONT}, {"name": BACK, "bindings": [https(information)]})

    found = finding_of("iis.be_binding", iis_sites=rows)

    assert (found.light, found.value) == (light, information)


@pytest.mark.parametrize(
    ("hsts", "header", "light"),
    [
        (None, None, GREEN),
        ({"enabled": False}, None, GREEN),
        ({"enabled": True}, None, RED),
        (None, "max-age=300", RED),
    ],
)
def test_the_back_end_may_not_have_hsts(hsts, header, light):
    path = "C:\\back\\web.config"
    rows = sites(
        {"name": FRONT, "hsts": {"enabled": True}},
        {"name": BACK, "hsts": hsts, "config_path": path},
    )
    files = {"items": [{"path": path.upper(), "strict_transport_security": header}]}

    found = finding_of("iis.hsts_backend", iis_sites=rows, iis_config_files=files)

    assert (found.light, found.value) == (light, str(light is RED))


def test_without_the_files_the_back_end_is_not_called_free_of_hsts():
    found = findings_of(
        "iis.hsts_backend",
        iis_sites=sites({"name": BACK, "hsts": {"enabled": True}}),
        iis_config_files=not_collected(),
    )

    assert [one.light for one in found] == [RED, GREY]


def location(path, flags=None, methods=()):
    return {"path": path, "ssl_flags": flags, "enabled_authentication": list(methods)}


@pytest.mark.parametrize(
    ("own", "light"),
    [("SslNegotiateCert", GREEN), ("None", GREEN), ("Ssl, SslNegotiateCert", RED), (None, RED)],
)
def test_the_shell_may_not_demand_encryption_of_its_own_or_by_its_site(own, light):
    rows = [location(FRONT, "Ssl, Ssl128"), location(f"{FRONT}/powershell", own)]

    found = finding_of("iis.powershell_ssl", iis_apphost={"locations": rows})

    assert found.light is light


@pytest.mark.parametrize(
    ("methods", "light", "value"),
    [([], GREEN, "None"), (["windowsAuthentication"], RED, "windowsAuthentication")],
)
def test_the_shell_may_not_ask_for_a_sign_in(methods, light, value):
    rows = [location(f"{FRONT}/PowerShell", None, methods)]

    found = finding_of("iis.powershell_auth", iis_apphost={"locations": rows})

    assert (found.light, found.value) == (light, value)


@pytest.mark.parametrize(
    "check_id", ["iis.powershell_ssl", "iis.powershell_auth", "iis.be_binding", "iis.hsts_backend"]
)
def test_what_is_not_there_is_not_judged(check_id):
    assert findings_of(check_id) == ()
