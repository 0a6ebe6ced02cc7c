# SPDX-License-Identifier: MIT
"""A test authority, and sessions with limits short enough to be run into."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest

from exchpatch_gui.domain.servers import Target
from exchpatch_gui.net.http import HttpSession
from exchpatch_gui.net.settings import Deadline, NetSettings
from tests.helpers.authority import Authority
from tests.helpers.rude_servers import Behaviour, RudeServer

Opener = Callable[..., HttpSession]
Server = Callable[..., RudeServer]


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Give an authority that sessions of these tests trust."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def settings(authority: Authority) -> NetSettings:
    """Give limits that tests can afford to reach."""
    return NetSettings(timeout=2.0, connect_timeout=1.0, ca_file=authority.ca_file)


@pytest.fixture
def serve(authority: Authority) -> Iterator[Server]:
    """Start servers with a good certificate that behave as told."""
    context = authority.server_context()
    with ExitStack() as stack:

        def start(behaviour: Behaviour, **more: object) -> RudeServer:
            made = RudeServer(behaviour, **{"context": context, **more})  # type: ignore[arg-type]
            return stack.enter_context(made)

        yield start


@pytest.fixture
def session(settings: NetSettings) -> Iterator[Opener]:
    """Open sessions that are closed after the test; settings can be replaced by name."""
    with ExitStack() as stack:

        def make(
            target: Target,
            *,
            deadline: float = 10.0,
            cancel: threading.Event | None = None,
            **limits: object,
        ) -> HttpSession:
            made = HttpSession(
                target,
                replace(settings, **limits),  # type: ignore[arg-type]
                deadline=Deadline(deadline),
                cancel=cancel or threading.Event(),
            )
            return stack.enter_context(made)

        yield make
