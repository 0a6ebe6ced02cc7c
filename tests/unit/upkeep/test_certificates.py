# SPDX-License-Identifier: MIT
"""Certificates that an update has lost or added."""

from __future__ import annotations

from exchpatch_gui.upkeep.differences import Area, Judged
from tests.helpers.collected import not_collected
from tests.helpers.collected_certificates import made, store
from tests.helpers.snapshots import area_of, difference_of

MAIL, OTHER = made("mail.contoso.example"), made("other.contoso.example")


def certificates(*some, **more):
    return {"certificates": store(*some, **more)}


def signing(thumbprint):
    return {"auth_config": {"current_thumbprint": thumbprint}}


def site(thumbprint):
    row = {"protocol": "https", "binding_information": "*:443:", "certificate_hash": thumbprint}
    return {"iis_sites": {"items": [{"name": "Default Web Site", "bindings": [row]}]}}


def test_a_certificate_in_use_that_is_gone_is_put_back():
    bound = certificates(MAIL) | site(MAIL[1].lower())

    found = difference_of(Area.CERTIFICATES, bound, certificates() | site(MAIL[1]))

    assert (found.kind, found.judged, found.before) == ("used_gone", Judged.RESTORE, MAIL[1])
    assert "mail.contoso.example" in found.name


def test_the_one_that_servers_sign_with_is_in_use():
    before = certificates(MAIL) | signing(MAIL[1])

    found = difference_of(Area.CERTIFICATES, before, certificates() | signing(MAIL[1]))

    assert found.kind == "used_gone"


def test_another_one_that_is_gone_is_to_be_decided():
    sections = {"iis_sites": not_collected(), "auth_config": not_collected()}

    area = area_of(Area.CERTIFICATES, certificates(MAIL) | sections, certificates() | sections)

    (found,) = area.differences
    assert (found.kind, found.judged) == ("gone", Judged.LOOK)


def test_a_private_key_has_to_stay():
    found = difference_of(
        Area.CERTIFICATES,
        certificates(MAIL, has_private_key=True, friendly_name="Mail"),
        certificates(MAIL, has_private_key=False),
    )

    assert (found.kind, found.judged, found.name) == ("key_lost", Judged.RESTORE, "Mail")


def test_a_new_one_is_expected_and_one_that_stays_is_no_difference():
    found = difference_of(Area.CERTIFICATES, certificates(MAIL), certificates(MAIL, OTHER))

    assert (found.kind, found.judged, found.after) == ("new", Judged.EXPECTED, OTHER[1])


def test_signing_with_another_one_is_to_be_decided():
    found = difference_of(Area.CERTIFICATES, signing(MAIL[1]), signing(OTHER[1]))

    assert (found.kind, found.judged) == ("signing", Judged.LOOK)
    assert (found.before, found.after) == (MAIL[1], OTHER[1])


def test_signing_with_the_same_one_is_no_difference():
    before, after = signing(MAIL[1].lower()), signing(MAIL[1])

    assert area_of(Area.CERTIFICATES, before, after).differences == ()
