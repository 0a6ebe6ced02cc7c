# SPDX-License-Identifier: MIT
"""Many equal WinRM services on loopback, in a process of their own.

``python -m tests.bench.remote_servers COUNT SECONDS`` prints one line of JSON when all of them
listen and ends when its standard input does.
"""

from __future__ import annotations

import contextlib
import json
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from exchpatch_gui.demo.certificates import Authority
from exchpatch_gui.demo.inside import Computer
from exchpatch_gui.demo.remoting.server import RemoteServer
from exchpatch_gui.demo.remoting.shells import Run
from exchpatch_gui.domain.builds import BuildNumber
from tests.bench.child import python

USER = "CONTOSO\\exchpatch"
_BUILD = BuildNumber(15, 2, 2562, 56)


@dataclass(frozen=True, slots=True)
class Listening:
    """Services that answer on this computer.

    Attributes:
        ports: Of each.
        password: Of the one account they know.
    """

    ports: tuple[int, ...]
    password: str


@contextlib.contextmanager
def listening(count: int, seconds: float) -> Iterator[Listening]:
    """Start the process and end it with the block.

    Args:
        count: How many services.
        seconds: How long a script takes on each.
    """
    command = python("-m", "tests.bench.remote_servers", str(count), str(seconds))
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        yield Listening(tuple(told["ports"]), told["password"])
        process.stdin.close()


def _serve(count: int, seconds: float) -> None:
    now = datetime.now(UTC)
    computer = Computer("CONTOSO-EX01", "mail.contoso.example", _BUILD)
    document = computer.document(Authority.create(now), now.date())
    password = secrets.token_urlsafe(12)

    def play(run: Run) -> None:
        run.progress("Get-ExchangeState", "services", 50)
        run.wait(seconds)
        run.write(document)

    with contextlib.ExitStack() as stack:
        ports = []
        for _ in range(count):
            listener = socket.create_server(("127.0.0.1", 0))
            stack.enter_context(RemoteServer(play, {USER.lower(): password}, listener))
            ports.append(listener.getsockname()[1])
        sys.stdout.write(json.dumps({"ports": ports, "password": password}) + "\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    _serve(int(sys.argv[1]), float(sys.argv[2]))
