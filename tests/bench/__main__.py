# SPDX-License-Identifier: MIT
"""``python -m tests.bench [NAME…]``: the benchmarks named, or all of them.

With several names each runs in a process of its own, so that none measures another's memory.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

from tests.bench import child

NAMES = ("check", "catalogue", "lookup", "pdf", "hc", "judge", "remote", "window", "flow")


def main(names: Sequence[str]) -> int:
    """Run them and give an exit code: figures over their limit are no failure."""
    if unknown := [name for name in names if name not in NAMES]:
        sys.stderr.write(f"There is no benchmark {unknown[0]!r}: choose from {', '.join(NAMES)}.\n")
        return 64
    if len(names) == 1:
        importlib.import_module(f"tests.bench.{names[0]}").main()
        return 0
    return max(_alone(name) for name in names or NAMES)


def _alone(name: str) -> int:
    ended = child.run(child.python("-m", "tests.bench", name))
    sys.stdout.write(ended.output.decode("utf-8"))
    sys.stdout.flush()
    return ended.code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
