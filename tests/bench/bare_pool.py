# SPDX-License-Identifier: MIT
"""The least a Python program can do: a thread pool over ``http.client``, one TLS context.

``python -m tests.bench.bare_pool CA_FILE CONCURRENCY PATH TARGET...` prints how many answered.
"""

from __future__ import annotations

import contextlib
import ssl
import sys
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPSConnection


def _fetch(target: str, path: str, context: ssl.SSLContext) -> bool:
    host, _, port = target.rpartition(":")
    with contextlib.closing(HTTPSConnection(host, int(port), timeout=10, context=context)) as one:
        one.request("GET", path)
        response = one.getresponse()
        return bool(response.read()) and response.status == 200


def _main(ca_file: str, concurrency: str, path: str, targets: list[str]) -> None:
    context = ssl.create_default_context(cafile=ca_file)
    with ThreadPoolExecutor(int(concurrency)) as pool:
        answered = sum(pool.map(lambda target: _fetch(target, path, context), targets))
    sys.stdout.write(f"{answered}\n")


if __name__ == "__main__":
    _main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:])
