# SPDX-License-Identifier: MIT
"""Many equal Exchange servers on loopback, in a process of their own.

``python -m tests.bench.servers COUNT LATENCY`` prints one line of JSON when all of them listen
and ends when its standard input does.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from exchpatch_gui.demo.certificates import Authority
from exchpatch_gui.demo.endpoints import Endpoints
from exchpatch_gui.demo.exchange import ExchangeSite, FrontEnd
from exchpatch_gui.demo.scripts import ScriptedServer
from exchpatch_gui.domain.builds import BuildNumber
from tests.bench.child import python

_BUILD = BuildNumber(15, 2, 2562, 56)


@dataclass(frozen=True, slots=True)
class Listening:
    """Servers that answer.

    Attributes:
        targets: ``address:port`` of each.
        ca_file: Whom their certificates make trusted.
    """

    targets: tuple[str, ...]
    ca_file: str


@contextlib.contextmanager
def listening(count: int, latency: float) -> Iterator[Listening]:
    """Start the process and end it with the block."""
    command = python("-m", "tests.bench.servers", str(count), str(latency))
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        yield Listening(tuple(told["targets"]), told["ca_file"])
        process.stdin.close()


def _allow_many_sockets() -> None:
    with contextlib.suppress(ImportError):  # Windows has no such limit
        import resource  # noqa: PLC0415 (absent on Windows)

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _serve(count: int, latency: float) -> None:
    _allow_many_sockets()
    scripts = [
        ScriptedServer(
            f"mail{number}.contoso.example",
            "Contoso GmbH",
            ExchangeSite((FrontEnd(f"EX{number:04}", _BUILD),)),
        )
        for number in range(count)
    ]
    authority = Authority.create(datetime.now(UTC))
    with tempfile.TemporaryDirectory(prefix="exchpatch-bench-") as folder:
        ca_file = Path(folder, "authority.pem")
        ca_file.write_bytes(authority.pem)
        with contextlib.closing(Endpoints.open(scripts, authority, Path(folder), latency)) as open_:
            told = {"ca_file": str(ca_file), "targets": [str(one) for one in open_.targets]}
            sys.stdout.write(json.dumps(told) + "\n")
            sys.stdout.flush()
            sys.stdin.read()


if __name__ == "__main__":
    _serve(int(sys.argv[1]), float(sys.argv[2]))
