# SPDX-License-Identifier: MIT
"""Web sites, bindings and application pools that an update has stopped, lost or changed."""

from __future__ import annotations

import pytest

from exchpatch_gui.upkeep.differences import Area, Judged
from tests.helpers.snapshots import area_of, difference_of

FIRST, SECOND = 20 * "AB", 20 * "CD"
PICKED = (
    "(Get-WebBinding -Name 'Default Web Site' -Protocol 'https'"
    " | Where-Object { $_.bindingInformation -eq '*:443:' })"
)


def binding(certificate=FIRST, where="*:443:", protocol="https", **fields):
    return {
        "protocol": protocol,
        "binding_information": where,
        "certificate_hash": certificate,
        **fields,
    }


def sites(*bindings, state="Started", name="Default Web Site"):
    return {"iis_sites": {"items": [{"name": name, "state": state, "bindings": list(bindings)}]}}


def pools(*states):
    named = enumerate(states)
    return {"iis_app_pools": {"items": [{"name": f"Pool{n}", "state": one} for n, one in named]}}


def test_a_binding_that_lost_its_certificate_gets_it_back():
    found = difference_of(Area.SITES, sites(binding()), sites(binding(None)))

    assert (found.kind, found.judged) == ("certificate_lost", Judged.RESTORE)
    assert found.commands == (f"{PICKED}.AddSslCertificate('{FIRST}', 'My')",)


def test_another_certificate_is_to_be_decided():
    old, new = binding(FIRST.lower(), certificate_store="WebHosting"), binding(SECOND)

    found = difference_of(Area.SITES, sites(old), sites(new))

    assert (found.kind, found.judged) == ("certificate_other", Judged.LOOK)
    assert found.commands == (f"{PICKED}.RebindSslCertificate('{FIRST}', 'WebHosting')",)


def test_a_certificate_that_came_is_no_difference():
    area = area_of(Area.SITES, sites(binding(None)), sites(binding()))

    assert (area.differences, area.same, area.count) == ((), 2, 2)


def test_a_binding_that_is_gone_is_made_again_with_its_certificate():
    found = difference_of(Area.SITES, sites(binding()), sites())

    assert (found.kind, found.judged) == ("binding_gone", Judged.RESTORE)
    assert found.commands == (
        (
            "New-WebBinding -Name 'Default Web Site' -Protocol 'https' -IPAddress '*' -Port '443'"
            " -SslFlags 0"
        ),
        f"{PICKED}.AddSslCertificate('{FIRST}', 'My')",
    )


@pytest.mark.parametrize(
    ("where", "arguments"),
    [
        ("[::1]:80:mail.contoso.example", "'[::1]' -Port '80' -HostHeader 'mail.contoso.example'"),
        (":80:", "'*' -Port '80'"),
    ],
)
def test_every_form_of_a_binding_is_read(where, arguments):
    found = difference_of(Area.SITES, sites(binding(None, where, "http", ssl_flags=1)), sites())

    assert found.commands == (
        (
            "New-WebBinding -Name 'Default Web Site' -Protocol 'http' -IPAddress"
            f" {arguments} -SslFlags 1"
        ),
    )


@pytest.mark.parametrize(("where", "protocol"), [("808:*", "net.tcp"), ("odd", "https")])
def test_a_binding_of_another_kind_gets_no_command(where, protocol):
    found = difference_of(Area.SITES, sites(binding(FIRST, where, protocol)), sites())

    assert (found.kind, found.commands) == ("binding_gone", ())


def test_a_binding_that_came_is_to_be_decided():
    found = difference_of(Area.SITES, sites(), sites(binding()))

    assert (found.kind, found.judged, found.commands) == ("binding_new", Judged.LOOK, ())


def test_a_site_that_stands_still_is_started():
    found = difference_of(Area.SITES, sites(), sites(state="Stopped"))

    assert (found.kind, found.judged) == ("site_stopped", Judged.RESTORE)
    assert found.starts == ("Start-Website -Name 'Default Web Site'",)


def test_a_site_that_stood_still_before_is_as_before():
    off = sites(state="Stopped")

    assert area_of(Area.SITES, off, off).differences == ()


def test_a_site_that_is_gone_is_told_once_without_its_bindings():
    found = difference_of(Area.SITES, sites(binding()), {"iis_sites": {"items": []}})

    assert (found.kind, found.judged) == ("site_gone", Judged.RESTORE)


def test_a_site_that_came_is_nobodys_business():
    after = {"iis_sites": {"items": [{"name": "New", "bindings": [binding()]}]}}

    assert area_of(Area.SITES, {}, after).differences == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (sites(name="*"), sites(name="*", state="Stopped")),
        (sites(binding(), name="*"), sites(name="*")),
        (sites(binding(), name="*"), sites(binding(None), name="*")),
    ],
)
def test_a_site_whose_name_stands_for_others_gets_no_command(before, after):
    found = difference_of(Area.SITES, before, after)

    assert (found.judged, found.commands, found.starts) == (Judged.RESTORE, (), ())


def test_pools_that_ran_have_to_run():
    found = area_of(Area.SITES, pools("Started", "Stopped"), pools("Stopped", "Stopped"))

    (stopped,) = found.differences
    assert (stopped.kind, stopped.judged) == ("pool_stopped", Judged.RESTORE)
    assert stopped.starts == ("Start-WebAppPool -Name 'Pool0'",)


def test_a_pool_that_is_gone_is_told():
    found = difference_of(Area.SITES, pools("Started"), pools())

    assert (found.kind, found.judged, found.starts) == ("pool_gone", Judged.RESTORE, ())
