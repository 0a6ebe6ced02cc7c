# SPDX-License-Identifier: MIT
"""Where WinRM answers where nothing is said, and over which channel."""

from __future__ import annotations

import pytest

from exchpatch_gui.domain.remotes import Channel, Remote


@pytest.mark.parametrize(
    ("remote", "port"),
    [
        (Remote(), 5985),
        (Remote(channel=Channel.TLS), 5986),
        (Remote(port=80), 80),
        (Remote(port=5985, channel=Channel.TLS), 5985),
    ],
)
def test_a_port_that_is_not_said_is_the_usual_one_of_the_channel(remote: Remote, port: int):
    assert remote.usual_port == port


@pytest.mark.parametrize(
    ("remote", "over_tls"),
    [
        (Remote("ex01"), Remote("ex01", 0, Channel.TLS)),
        (Remote("ex01", 5985), Remote("ex01", 0, Channel.TLS)),
        (Remote("ex01", 8443), Remote("ex01", 8443, Channel.TLS)),
        (Remote("ex01", 5985, Channel.TLS), Remote("ex01", 5985, Channel.TLS)),
    ],
)
def test_what_must_go_over_tls_leaves_the_usual_port_of_http(remote: Remote, over_tls: Remote):
    assert remote.over_tls() == over_tls
