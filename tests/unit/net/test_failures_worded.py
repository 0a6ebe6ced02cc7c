# SPDX-License-Identifier: MIT
"""Each way the network can fail has a sentence that says what to do, and none is left over."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from exchpatch_gui import net, resources
from exchpatch_gui.domain.evidence import FailureKind
from exchpatch_gui.net.settings import NetError
from exchpatch_gui.wording import load
from tests.helpers.rude_servers import Behaviour, answers, greets, hangs_up, says_nothing
from tests.unit.net.conftest import Opener, Server

# The proxy is blamed for these; see ``proxy.blamed``.
_OF_THE_PROXY = {"dns.proxy", "refused.proxy", "timeout.proxy", "protocol.proxy"}
# What a tunnel waits for is always told as the proxy's.
_NEVER_TOLD = {"timeout.tunnel"}


def _kind(node: ast.expr) -> str | None:
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return FailureKind[node.attr].value if node.value.id == "FailureKind" else None
    return None


def _pairs(tree: ast.AST) -> Iterator[str]:
    """Find ``FailureKind.X, "reason"`` beside each other, and reasons of waits."""
    for node in ast.walk(tree):
        parts = node.args if isinstance(node, ast.Call) else getattr(node, "elts", [])
        for first, second in pairwise(parts):
            if (kind := _kind(first)) and isinstance(second, ast.Constant):
                yield f"{kind}.{second.value}"
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "narrowed":
            assert isinstance(node.args[0], ast.Constant)
            yield f"timeout.{node.args[0].value}"


def _raised() -> set[str]:
    folder = Path(net.__file__).parent
    found = {
        pair
        for file in folder.glob("*.py")
        for pair in _pairs(ast.parse(file.read_text(encoding="utf-8")))
    }
    too_large = {"too-large.headers", "too-large.header-bytes"}  # by way of one function
    return (found | _OF_THE_PROXY | too_large) - _NEVER_TOLD


def _worded() -> set[str]:
    table = json.loads(resources.path("locale/en/network.json").read_text(encoding="utf-8"))
    keys = (key for key in table if key.startswith("failure.") and key.endswith(".message"))
    return {key.removeprefix("failure.").removesuffix(".message") for key in keys}


def test_every_failure_is_worded_with_cause_and_next_step():
    wording = load("en")

    missing = [
        f"failure.{name}.{part}"
        for name in sorted(_raised())
        for part in ("message", "hint")
        if not wording.has(f"failure.{name}.{part}")
    ]

    assert missing == []


def test_no_wording_of_a_failure_is_left_over():
    left_over = {name for name in _worded() - _raised() if "." in name}

    assert left_over == set()


def test_every_kind_of_the_result_document_has_a_sentence():
    worded = {key.split(".")[1] for key in load("en").keys() if key.startswith("failure.")}  # noqa: SIM118 (a method, not a mapping's)

    assert worded >= {kind.value for kind in FailureKind}


@pytest.mark.parametrize(
    "behaviour",
    [
        hangs_up,
        says_nothing,
        answers(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200),
        answers(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000),
        answers(b"\x00\x01\x02"),
        answers(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"),
        answers(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
        greets(b"HTTP/1.1 200 {0} {where.__class__} %s\r\n\r\n"),
    ],
)
def test_what_really_happens_can_be_said(serve: Server, session: Opener, behaviour: Behaviour):
    server = serve(behaviour)

    with pytest.raises(NetError) as caught:
        session(server.target, timeout=0.3).get("/")

    key = f"failure.{caught.value.kind}.{caught.value.reason}"
    message = load("en").text(f"{key}.message", caught.value.params)
    hint = load("en").text(f"{key}.hint", caught.value.params)
    assert f"127.0.0.1:{server.port}" in message
    assert not re.search(r"[{}\x00-\x1f]", message + hint)
