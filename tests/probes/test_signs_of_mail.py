# SPDX-License-Identifier: MIT
"""What greetings and extensions of mail services are read as."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchpatch_gui.domain.evidence import Kind
from exchpatch_gui.probes.signs.mail import imap_id_signs, mailbox_signs, smtp_signs
from tests.probes.reading import values

READY = "mail.contoso.example Microsoft ESMTP MAIL Service ready at Wed, 19 Aug 2026 8:30:00 +0200"


@pytest.mark.parametrize(
    ("extensions", "products"),
    [
        (["x", "X-EXPS GSSAPI", "X-ANONYMOUSTLS", "XEXCH50", "XRDST", "XSHADOW"], ["2010"]),
        (["x", "X-EXPS GSSAPI", "X-ANONYMOUSTLS", "XEXCH50", "XSHADOWREQUEST"], ["2013"]),
        (["x", "X-EXPS GSSAPI", "X-ANONYMOUSTLS", "XEXCH50"], ["2007,2010,2013"]),
        (["x", "X-EXPS GSSAPI", "X-ANONYMOUSTLS", "XRDST"], ["2013,2016,2019,SE"]),
        (["x", "X-EXPS GSSAPI", "X-ANONYMOUSTLS", "SMTPUTF8"], ["2019,SE"]),
        (["x Hello SIZE 1 X-ANONYMOUSTLS AUTH NTLM X-EXPS GSSAPI XRDST"], ["2013,2016,2019,SE"]),
        (["x", "X-EXPS GSSAPI"], []),
    ],
)
def test_extensions_of_smtp_hint_at_products(extensions, products):
    assert values(smtp_signs(READY, extensions), Kind.PRODUCT_HINT) == products


def test_a_greeting_from_the_cloud_is_known_by_its_host():
    greeting = READY.replace("mail.contoso.example", "AM1.mail.protection.outlook.com")

    assert values(smtp_signs(greeting, ()), Kind.CLOUD) == ["AM1.mail.protection.outlook.com"]


def test_a_greeting_that_only_resembles_exchange_says_nothing():
    greeting = "mail.contoso.example Microsoft ESMTP MAIL Service"

    assert values(smtp_signs(greeting, ()), Kind.MARKER) == []


def test_an_internet_mail_service_without_a_version_is_exchange_all_the_same():
    signs = list(smtp_signs("a (Microsoft Exchange Internet Mail Connector) ready", ()))

    assert values(signs, Kind.MARKER) == ["exchange-greeting"]
    assert values(signs, Kind.BUILD) == []


@pytest.mark.parametrize("suffix", ["[AAA=]", "[AAAAAAA]", "[!]", ""])
def test_an_unreadable_name_at_the_end_of_a_greeting_is_left_alone(suffix):
    greeting = f"The Microsoft Exchange IMAP4 service is ready. {suffix}"

    signs = list(mailbox_signs(greeting, "IMAP greeting"))

    assert values(signs, Kind.MARKER) == ["exchange-greeting"]
    assert values(signs, Kind.CLOUD) == []


@pytest.mark.parametrize(
    ("line", "products"),
    [
        ('* ID ("name" "Microsoft.Exchange.Imap4.Imap4Server" "version" "15.2")', ["2019,SE"]),
        ('* ID ("name" "Microsoft.Exchange.Imap4.Imap4Server" "version" "14.3")', []),
        ('* ID ("name" "Dovecot")', []),
    ],
)
def test_the_id_of_imap_hints_at_a_product(line, products):
    assert values(imap_id_signs(line), Kind.PRODUCT_HINT) == products


@given(st.text(max_size=200), st.lists(st.text(max_size=60), max_size=6))
def test_no_greeting_breaks_the_reading(greeting, extensions):
    signs = [
        *smtp_signs(greeting, extensions),
        *mailbox_signs(greeting, "IMAP greeting"),
        *imap_id_signs(greeting),
    ]

    assert not values(signs, Kind.BUILD)
