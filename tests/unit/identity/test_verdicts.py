# SPDX-License-Identifier: MIT
"""What stands at an address, by all the signs of it."""

from __future__ import annotations

import pytest

from exchpatch_gui.domain.evidence import Confidence, FailureKind, Kind
from exchpatch_gui.domain.identity_words import IdentityVerdict, Precision
from exchpatch_gui.identity.contradictions import WEIGHTS
from tests.unit.identity.conftest import Weigh
from tests.unit.identity.evidence import (
    answered,
    cloud,
    front_end,
    header,
    mail,
    marker,
    only,
    path,
    seen,
    silence,
    suspicion,
    web,
)

DECISIVE = [name for name, weight in WEIGHTS.items() if weight == 3]


def keys(identity) -> list[str]:
    return [one.key.removeprefix("contradiction.") for one in identity.contradictions]


def test_a_name_of_a_front_end_is_exchange_without_a_build(weigh: Weigh):
    identity = weigh(web(front_end()))

    assert identity.verdict is IdentityVerdict.EXCHANGE
    assert identity.precision is Precision.NONE
    assert identity.confidence is Confidence.MEDIUM
    assert identity.evidence


@pytest.mark.parametrize(
    ("server", "product"),
    [
        ("Microsoft-IIS/7.5", "2013"),
        ("Microsoft-IIS/8.5", ""),
        ("Microsoft-IIS/10.0", ""),
        ("nginx", ""),
    ],
)
def test_a_product_is_named_only_if_one_alone_fits(server, product, weigh: Weigh):
    assert weigh(web(front_end(), seen(Kind.WEB_SERVER, server))).product == product


def test_hints_that_exclude_each_other_do_not_exclude_everything(weigh: Weigh):
    strong = seen(Kind.PRODUCT_HINT, "2013,2016", confidence=Confidence.MEDIUM)
    weak = seen(Kind.PRODUCT_HINT, "2013", confidence=Confidence.LOW)
    wrong = seen(Kind.PRODUCT_HINT, "SE", confidence=Confidence.LOW)

    assert weigh(web(front_end(), wrong, strong, weak)).product == "2013"


@pytest.mark.parametrize("name", ["exchange-cookie", "named-challenge", "logon-redirect"])
def test_one_weak_sign_is_exchange_with_little_confidence(name, weigh: Weigh):
    identity = weigh(web(marker(name, Confidence.LOW)))

    assert identity.verdict is IdentityVerdict.EXCHANGE
    assert identity.confidence is Confidence.LOW


def test_mail_extensions_are_enough_where_there_is_no_web(weigh: Weigh):
    identity = weigh([*silence(), *mail(marker("smtp-extensions"))])

    assert identity.verdict is IdentityVerdict.EXCHANGE
    assert identity.confidence is Confidence.MEDIUM


def test_nothing_at_all_is_unreachable(weigh: Weigh):
    assert weigh(silence()).verdict is IdentityVerdict.UNREACHABLE
    assert weigh([]).verdict is IdentityVerdict.UNREACHABLE


def test_an_address_alone_is_no_answer(weigh: Weigh):
    outcomes = only(web(seen(Kind.ADDRESS, "192.0.2.1")), Kind.ADDRESS)

    assert weigh([*outcomes, *silence(FailureKind.TLS)]).verdict is IdentityVerdict.UNREACHABLE


def test_an_answer_that_says_nothing_is_undetermined(weigh: Weigh):
    identity = weigh(web(seen(Kind.WEB_SERVER, "Microsoft-IIS/8.5")))

    assert identity.verdict is IdentityVerdict.UNDETERMINED
    assert identity.confidence is Confidence.NONE


def test_a_web_server_without_any_of_the_addresses_is_not_exchange(weigh: Weigh):
    lost = only(web(*answered("404", "404", "404")), Kind.MAIL_SERVICE)
    outcomes = [*mail(*answered("404", "404", "404"), probe="exchange-http"), *lost]

    identity = weigh(only(outcomes, Kind.ANSWER))

    assert identity.verdict is IdentityVerdict.NOT_EXCHANGE
    assert identity.confidence is Confidence.LOW
    assert identity.other_software == ""


@pytest.mark.parametrize("statuses", [("404", "404"), ("404", "401", "404"), ("404", "404", "200")])
def test_fewer_or_other_answers_leave_it_open(statuses, weigh: Weigh):
    outcomes = only(mail(*answered(*statuses), probe="exchange-http"), Kind.ANSWER)

    assert weigh(outcomes).verdict is IdentityVerdict.UNDETERMINED


def test_behind_a_gateway_unknown_addresses_say_nothing(weigh: Weigh):
    gateway = seen(Kind.GATEWAY, "Kemp LoadMaster")
    outcomes = mail(*answered("404", "404", "404"), gateway, probe="exchange-http")

    assert weigh(outcomes).verdict is IdentityVerdict.UNDETERMINED


def test_named_software_is_not_exchange(weigh: Weigh):
    named = seen(Kind.OTHER_SOFTWARE, "Z-Push")

    identity = weigh(web(named, marker("named-challenge", Confidence.LOW)))

    assert identity.verdict is IdentityVerdict.NOT_EXCHANGE
    assert identity.other_software == "Z-Push"
    assert identity.evidence


def test_named_software_beside_a_front_end_is_a_contradiction(weigh: Weigh):
    identity = weigh(web(seen(Kind.OTHER_SOFTWARE, "Zimbra"), front_end()))

    assert identity.verdict is IdentityVerdict.EXCHANGE
    assert keys(identity) == ["other-software"]
    assert identity.confidence is Confidence.LOW


def test_a_mail_server_is_named_where_no_web_service_is(weigh: Weigh):
    postfix = mail(seen(Kind.OTHER_SOFTWARE, "Postfix"))

    assert weigh([*silence(), *postfix]).other_software == "Postfix"
    assert weigh([*web(), *postfix]).verdict is IdentityVerdict.UNDETERMINED
    assert weigh([*web(front_end()), *postfix]).contradictions == ()


@pytest.mark.parametrize("name", DECISIVE)
def test_some_signs_alone_make_an_imitation(name, weigh: Weigh):
    identity = weigh(web(header("15.2.2562.37"), path("15.2.2562"), front_end(), suspicion(name)))

    assert identity.verdict is IdentityVerdict.IMITATION
    assert keys(identity) == [name]
    assert identity.build == ""
    assert identity.judged is None


def test_signs_that_an_owner_can_explain_do_not_make_an_imitation(weigh: Weigh):
    tampered = weigh(web(header("15.02.2562.037"), front_end(), suspicion("no-request-id")))
    old_proxy = weigh(
        web(header("15.2.2562.37"), front_end(), seen(Kind.WEB_SERVER, "Microsoft-IIS/8.5"))
    )

    assert tampered.verdict is old_proxy.verdict is IdentityVerdict.EXCHANGE
    assert keys(old_proxy) == ["iis-impossible"]
    assert old_proxy.confidence is Confidence.LOW


def test_a_copied_page_on_a_web_server_that_can_t_run_it_is_an_imitation(weigh: Weigh):
    identity = weigh(
        web(
            path("15.1.1466"),
            marker("owa-page"),
            seen(Kind.WEB_SERVER, "Microsoft-IIS/7.5"),
            suspicion("no-request-id"),
        )
    )

    assert identity.verdict is IdentityVerdict.IMITATION


def test_made_up_headers_on_a_made_up_page_are_an_imitation(weigh: Weigh):
    identity = weigh(web(header("15.2.792.3"), front_end(), suspicion("foreign-page")))

    assert identity.verdict is IdentityVerdict.IMITATION
    assert set(keys(identity)) == {"foreign-page", "header-too-early"}


def test_an_old_runtime_does_not_fit_a_new_product(weigh: Weigh):
    identity = weigh(web(header("15.2.2562.37"), front_end(), seen(Kind.RUNTIME, "2.0.50727")))

    assert keys(identity) == ["runtime-impossible"]
    assert identity.confidence is Confidence.MEDIUM


def test_an_unknown_suspicion_is_no_contradiction(weigh: Weigh):
    assert weigh(web(front_end(), suspicion("the-moon"))).contradictions == ()


@pytest.mark.parametrize(
    ("confidence", "verdict"),
    [
        (Confidence.CERTAIN, IdentityVerdict.EXCHANGE_ONLINE),
        (Confidence.MEDIUM, IdentityVerdict.EXCHANGE_ONLINE),
        (Confidence.LOW, IdentityVerdict.UNDETERMINED),
    ],
)
def test_signs_of_the_cloud_count_by_their_strength(confidence, verdict, weigh: Weigh):
    assert weigh(web(cloud("X-RUM-Validated: 1", confidence))).verdict is verdict


def test_weak_signs_of_the_cloud_do_not_outweigh_a_server_of_the_house(weigh: Weigh):
    weak = cloud("redirect to outlook.office.com", Confidence.MEDIUM)

    by_name = weigh(web(front_end(), weak))
    by_build = weigh(web(header("15.2.2562.37"), weak))

    assert by_name.verdict is by_build.verdict is IdentityVerdict.EXCHANGE


def test_mail_in_the_cloud_and_web_in_the_house_is_the_house(weigh: Weigh):
    hybrid = mail(cloud("contoso.mail.protection.outlook.com"))

    assert weigh([*web(front_end()), *hybrid]).verdict is IdentityVerdict.EXCHANGE
    assert weigh([*silence(), *hybrid]).verdict is IdentityVerdict.EXCHANGE_ONLINE


def test_a_host_of_microsoft_is_the_cloud_whatever_it_says(weigh: Weigh):
    anchor = cloud("outlook.office365.com", method="name of the host")

    identity = weigh(web(anchor, header("15.20.9000.12"), suspicion("no-request-id")))

    assert identity.verdict is IdentityVerdict.EXCHANGE_ONLINE
    assert identity.confidence is Confidence.CERTAIN
    assert identity.contradictions == ()
    assert identity.build == ""


def test_cloud_numbers_alone_are_the_cloud_with_a_doubt(weigh: Weigh):
    identity = weigh(web(header("15.20.9000.12")))

    assert identity.verdict is IdentityVerdict.EXCHANGE_ONLINE
    assert identity.confidence is Confidence.LOW
    assert keys(identity) == ["header-cloud-numbering"]


def test_cloud_numbers_among_headers_of_everything_are_an_imitation(weigh: Weigh):
    identity = weigh(web(header("15.20.9000.12"), suspicion("sharepoint-headers")))

    assert identity.verdict is IdentityVerdict.IMITATION


def test_a_version_that_the_cloud_left_behind_is_a_doubt(weigh: Weigh):
    identity = weigh(web(cloud("X-FEProxyInfo: a.outlook.com"), header("15.1.1240.20")))

    assert identity.verdict is IdentityVerdict.EXCHANGE_ONLINE
    assert keys(identity) == ["cloud-version-outdated"]


def test_a_replayed_answer_of_the_cloud_is_an_imitation(weigh: Weigh):
    identity = weigh(
        web(
            cloud("X-CalculatedBETarget: a.outlook.com"),
            header("15.1.1240.20"),
            suspicion("replayed-answer"),
        )
    )

    assert identity.verdict is IdentityVerdict.IMITATION
