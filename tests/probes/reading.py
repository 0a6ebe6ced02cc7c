# SPDX-License-Identifier: MIT
"""Answers put together without a network, and the values read from them."""

from __future__ import annotations

from collections.abc import Iterable

from exchpatch_gui.domain.evidence import Kind
from exchpatch_gui.net.http import Answer
from exchpatch_gui.probes.signs.answer import read_answer
from exchpatch_gui.probes.signs.sign import Sign


def answer(
    status: int = 200,
    headers: Iterable[tuple[str, str]] = (),
    body: str = "",
    *,
    reason: str = "",
    path: str = "/owa/auth/logon.aspx",
) -> Answer:
    return Answer(
        method="GET",
        url=f"https://mail.contoso.example{path}",
        path=path,
        status=status,
        reason=reason,
        headers=tuple(headers),
        body=body.encode(),
        truncated=False,
        seconds=0.0,
    )


def values(signs: Iterable[Sign], kind: Kind) -> list[str]:
    return [one.value for one in signs if one.kind is kind]


def read(kind: Kind, *args, **kwargs) -> list[str]:
    return values(read_answer(answer(*args, **kwargs)).signs, kind)
