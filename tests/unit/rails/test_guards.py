# SPDX-License-Identifier: MIT
"""The guards that every test runs under do fail a test that breaks a rule."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from tests.conftest import NetworkGuard, OutsideLoopbackError

pytest_plugins = ["pytester"]
CONFTEST = Path(__file__).resolve().parents[2] / "conftest.py"


@pytest.fixture
def guarded(pytester: pytest.Pytester) -> pytest.Pytester:
    """A project of its own under the same conftest, less patient with threads."""
    text = CONFTEST.read_text(encoding="utf-8")
    pytester.makeconftest(text.replace("GRACE_SECONDS = 5.0", "GRACE_SECONDS = 0.05"))
    pytester.makeini("[pytest]\nmarkers = expects_log: .")
    return pytester


def outcomes(guarded: pytest.Pytester, source: str) -> tuple[dict[str, int], str]:
    guarded.makepyfile(source)
    result = guarded.runpytest_subprocess("-p", "no:cacheprovider")
    return result.parseoutcomes(), result.stdout.str()


def test_breaking_a_rule_fails_the_test(guarded: pytest.Pytester):
    counts, output = outcomes(
        guarded,
        """
        import logging, socket, threading

        def test_swallows_a_connection_to_elsewhere():
            try:
                socket.create_connection(("192.0.2.1", 443), timeout=1)
            except OSError:
                return

        def test_leaves_a_thread():
            wait = threading.Event().wait
            threading.Thread(target=wait, name="exchpatch-worker", daemon=True).start()

        def test_logs_a_warning():
            logging.getLogger("exchpatch_gui.engine").warning("queue is %s", "full")
        """,
    )

    assert counts == {"passed": 3, "errors": 3}
    assert "the test reached for 192.0.2.1, which is not this machine" in output
    assert "threads are still running: exchpatch-worker" in output
    assert "unexpected in the log: WARNING exchpatch_gui.engine: queue is full" in output


def test_what_the_rules_allow_passes(guarded: pytest.Pytester):
    counts, output = outcomes(
        guarded,
        """
        import logging, os, socket, threading
        import pytest

        logger = logging.getLogger("exchpatch_gui.engine")

        def test_talks_to_itself():
            with socket.create_server(("127.0.0.1", 0)) as server:
                socket.create_connection(server.getsockname()).close()

        def test_ends_its_thread():
            threading.Thread(target=str).start()

        @pytest.mark.expects_log
        def test_means_to_log():
            logger.warning("expected")

        def test_reads_the_log(caplog):
            logger.warning("read")
            assert caplog.messages == ["read"]

        def test_works_below_the_level():
            logger.info("quiet")

        def test_needs_the_folder_beside(shared):
            assert shared
        """,
    )

    assert counts == {"passed": 5, "skipped": 1}, output


def test_the_shared_folder_is_found_where_the_environment_says(
    guarded: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
):
    guarded.mkdir("facts").joinpath("README.md").touch()
    monkeypatch.setenv("EXCHPATCH_SHARED", str(guarded.path / "facts"))

    counts, _ = outcomes(guarded, "def test_it(shared):\n    assert shared.name == 'facts'")

    assert counts == {"passed": 1}


@pytest.mark.parametrize("name", ["mail.contoso.example", "nowhere.invalid", "host.TEST."])
def test_names_of_no_host_fail_without_asking(name: str, network_guard: NetworkGuard):
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo(name, 443)

    assert network_guard.violations == []


@pytest.mark.parametrize("name", ["localhost", "ex01.localhost", b"127.0.0.1", "::1", None])
def test_names_of_this_machine_resolve(name: str | bytes | None):
    assert socket.getaddrinfo(name, 443, type=socket.SOCK_STREAM)


@pytest.mark.parametrize("name", ["mail.contoso.com", "198.51.100.7", "::ffff:192.0.2.1"])
def test_looking_up_other_names_is_refused(name: str, network_guard: NetworkGuard):
    with pytest.raises(OutsideLoopbackError, match="not this machine"):
        socket.getaddrinfo(name, 443)

    assert len(network_guard.violations) == 1
    network_guard.violations.clear()


def test_datagrams_to_elsewhere_are_refused(network_guard: NetworkGuard):
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender,
        pytest.raises(OutsideLoopbackError),
    ):
        sender.sendto(b"?", ("192.0.2.53", 53))

    network_guard.violations.clear()


def test_each_test_has_a_data_directory_of_its_own(tmp_path: Path):
    folder = Path(os.environ["EXCHPATCH_DATA_DIR"])

    assert not folder.exists()
    assert folder.is_relative_to(tmp_path.parent)
