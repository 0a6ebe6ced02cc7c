# SPDX-License-Identifier: MIT
"""Sites that a test authority vouches for, and somebody who asks them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack

import pytest

from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.catalogue.loader import load_shipped
from tests.helpers.authority import Authority
from tests.helpers.rude_servers import Behaviour, RudeServer
from tests.probes.asking import Questioner, Reply, Serve, Site, site


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Give an authority that the probes of these tests trust."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """Give the shipped catalogue."""
    return load_shipped()


@pytest.fixture
def questioner(catalogue: Catalogue, authority: Authority) -> Questioner:
    """Give somebody who asks without pauses."""
    return Questioner(catalogue, authority.ca_file)


@pytest.fixture(scope="session")
def _context(authority: Authority):
    return authority.server_context()


@pytest.fixture
def serve(_context) -> Iterator[Serve]:
    """Start sites over TLS that answer by path."""
    with ExitStack() as stack:

        def start(routes: Mapping[str, Reply]) -> Site:
            server = stack.enter_context(RudeServer(site(routes), context=_context))
            return Site(server.target, server.requests)

        yield start


@pytest.fixture
def serve_mail() -> Iterator[Callable[[Behaviour], RudeServer]]:
    """Start services that speak in lines, without TLS."""
    with ExitStack() as stack:
        yield lambda behaviour: stack.enter_context(RudeServer(behaviour))
