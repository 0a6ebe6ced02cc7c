# SPDX-License-Identifier: MIT
"""What holds for every test: loopback only, no thread left, no unexpected log, no real data."""

from __future__ import annotations

import ipaddress
import itertools
import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
THREAD_GRACE_SECONDS = 5.0
_PROXY_VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
_NOT_FOR_TESTS = ("NO_COLOR", "DBUS_SESSION_BUS_ADDRESS")
# Names that stand for no host anywhere (RFC 6761): they fail at once, without asking anybody.
_NOWHERE = ("example", "invalid", "test")

settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")


class OutsideLoopbackError(OSError):
    """A test was about to talk to another machine."""


class NetworkGuard:
    """Lets connections and look-ups through to this machine only, and remembers the others.

    The code under test gets an ``OSError``, so its threads end as usual; the test fails after it.

    Attributes:
        violations: What the running test tried, one sentence each.
    """

    def __init__(self) -> None:
        self.violations: list[str] = []

    def install(self, patch: pytest.MonkeyPatch) -> None:
        """Stand in front of the functions that reach out."""
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, self._guarded(getattr(socket.socket, name)))
        patch.setattr(socket.socket, "sendto", self._guarded(socket.socket.sendto))
        patch.setattr(socket, "getaddrinfo", self._guarded_lookup(socket.getaddrinfo))

    def _guarded(self, real: Callable[..., object]) -> Callable[..., object]:
        def guarded(sock: socket.socket, *arguments: object) -> object:
            address = arguments[-1]
            if sock.family in {socket.AF_INET, socket.AF_INET6} and isinstance(address, tuple):
                self._check(str(address[0]))
            return real(sock, *arguments)

        return guarded

    def _guarded_lookup(self, real: Callable[..., object]) -> Callable[..., object]:
        def guarded(host: bytes | str | None, *arguments: object, **named: object) -> object:
            name = host.decode("ascii", "replace") if isinstance(host, bytes) else host or ""
            last_label = name.rstrip(".").rpartition(".")[2].lower()
            if last_label in _NOWHERE:
                raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
            if last_label == "localhost":
                return real("localhost", *arguments, **named)
            if name:
                self._check(name)
            return real(host, *arguments, **named)

        return guarded

    def _check(self, host: str) -> None:
        if host == "localhost" or _is_loopback(host):
            return
        self.violations.append(f"the test reached for {host}, which is not this machine")
        raise OutsideLoopbackError(self.violations[-1])


def _is_loopback(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback


@pytest.fixture(scope="session")
def _installed_network_guard() -> Iterator[NetworkGuard]:
    guard = NetworkGuard()
    with pytest.MonkeyPatch.context() as patch:
        guard.install(patch)
        yield guard


@pytest.fixture(autouse=True)
def network_guard(_installed_network_guard: NetworkGuard) -> Iterator[NetworkGuard]:
    """Fail a test that reaches beyond this machine."""
    guard = _installed_network_guard
    guard.violations.clear()
    yield guard
    if guard.violations:
        pytest.fail("; ".join(dict.fromkeys(guard.violations)), pytrace=False)


@pytest.fixture(autouse=True)
def _thread_guard() -> Iterator[None]:
    """Fail a test that leaves one of its threads, or one of the program's, running."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + THREAD_GRACE_SECONDS
    started = [thread for thread in threading.enumerate() if thread not in before]
    ours = [one for one in started if not one.daemon or one.name.startswith("exchpatch-")]
    for thread in ours:
        thread.join(max(0.0, deadline - time.monotonic()))
    if left := sorted(thread.name for thread in ours if thread.is_alive()):
        pytest.fail(f"threads are still running: {', '.join(left)}", pytrace=False)


class _LogCollector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _log_guard(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test whose program logged a warning or worse that the test didn't ask for."""
    collector = _LogCollector()
    logger = logging.getLogger("exchpatch_gui")
    logger.addHandler(collector)
    yield
    logger.removeHandler(collector)
    expected = request.node.get_closest_marker("expects_log") or "caplog" in request.fixturenames
    if collector.lines and not expected:
        pytest.fail("unexpected in the log: " + "; ".join(collector.lines), pytrace=False)


@pytest.fixture(scope="session")
def _data_dirs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    base = tmp_path_factory.mktemp("data")
    return (base / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def _own_environment(_data_dirs: Iterator[Path]) -> Iterator[None]:
    """Give each test a data directory of its own, and neither proxies nor colour settings.

    Nor a way to the vault of whoever runs the tests.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EXCHPATCH_DATA_DIR", str(next(_data_dirs)))
        for name in (
            "NO_COLOR",
            "DBUS_SESSION_BUS_ADDRESS",
            *_PROXY_VARIABLES,
            *map(str.upper, _PROXY_VARIABLES),
        ):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of facts and recorded answers beside the checkout, or skip the test."""
    folder = Path(os.environ.get("EXCHPATCH_SHARED", ROOT.parent / "shared"))
    if not (folder / "README.md").is_file():
        pytest.skip(
            f"the folder {folder.name} with facts and recordings is not beside this checkout"
        )
    return folder
