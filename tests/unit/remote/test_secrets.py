# SPDX-License-Identifier: MIT
"""A password leaves no trace: not in logs, texts of errors, values, nor readable on the wire."""

from __future__ import annotations

import base64
import logging
import pickle
import traceback
from collections.abc import Iterable

import pytest

from exchpatch_gui.domain.remotes import Channel
from exchpatch_gui.domain.sign_ins import SignInKind
from exchpatch_gui.remote.fault import RemoteFault
from tests.helpers.authority import Authority, Pair, self_signed
from tests.helpers.remote_servers import SECRET, Faults, order, refusing
from tests.unit.remote.starting import Start, bring

WRONG = "Canary-7d1e!"


def forms(secret: str) -> Iterable[bytes]:
    """Give the ways a password might show."""
    for encoding in ("utf-8", "utf-16-le"):
        plain = secret.encode(encoding)
        yield plain
        yield plain.hex().encode()
        yield base64.b64encode(plain).rstrip(b"=")[:-1]


def traces(text: str | bytes, *secrets: str) -> list[bytes]:
    """Give the forms that are in a text."""
    data = text.encode(errors="replace") if isinstance(text, str) else text
    return [form for secret in secrets for form in forms(secret) if form in data]


@pytest.mark.parametrize("kind", [SignInKind.NEGOTIATE, SignInKind.NTLM])
def test_nothing_on_the_wire_or_in_a_log_tells_the_password(
    start: Start, caplog: pytest.LogCaptureFixture, kind: SignInKind
):
    caplog.set_level(logging.DEBUG)
    place = start()

    bring(order(place, kind=kind))

    sent = b"".join(str(post.headers).encode() + post.body for post in place.faults.posts)
    assert len(sent) > 10_000
    assert traces(sent, SECRET) == []
    logged = "\n".join(record.getMessage() for record in caplog.records)
    assert "pypsrp" in {record.name.partition(".")[0] for record in caplog.records}
    assert traces(logged, SECRET) == []


def test_failures_at_every_step_tell_no_password(
    start: Start,
    authority: Authority,
    good_pair: Pair,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
):
    caplog.set_level(logging.DEBUG)
    denied = Faults(on_message=refusing("Create", 5, "Access is denied."))
    basic = Faults(schemes=("Basic",))
    given = [
        order(start(), password=WRONG),
        order(start(), password=WRONG, kind=SignInKind.NEGOTIATE),
        order(start(faults=denied)),
        order(start(faults=Faults(schemes=("CredSSP",)))),
        order(start(pair=self_signed()), channel=Channel.TLS),
        order(
            start(faults=basic, pair=good_pair),
            password=WRONG,
            kind=SignInKind.BASIC,
            channel=Channel.TLS,
            ca_file=authority.ca_file,
        ),
        order(start(lambda run: run.wait(30)), deadline=0.5),
    ]
    told = []

    for one in given:
        with pytest.raises(RemoteFault) as caught:
            bring(one)
        told += [repr(one), repr(caught.value.failure), str(caught.value)]
        told += traceback.format_exception(caught.value)

    told += [record.getMessage() for record in caplog.records]
    told += capfd.readouterr()
    assert traces("\n".join(told), SECRET, WRONG) == []


def test_an_order_can_be_shown_and_not_be_written(start: Start):
    given = order(start())

    assert "***" in repr(given)
    assert SECRET not in f"{given} {given!r}"
    with pytest.raises(TypeError):
        pickle.dumps(given)
