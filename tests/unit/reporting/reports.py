# SPDX-License-Identifier: MIT
"""What the tests of reports share: ready models and texts that want to be code."""

from __future__ import annotations

import io
import re
import struct
import zlib
from dataclasses import replace
from functools import cache

from pypdf import PdfReader

from exchpatch_gui.domain.evidence import Kind, Observation
from exchpatch_gui.domain.identity import Node
from exchpatch_gui.domain.messages import Message
from exchpatch_gui.domain.runs import CheckRun, ServerResult
from exchpatch_gui.domain.servers import Server
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.verdicts import Finding, Step, StepKind, UrlKind
from exchpatch_gui.reporting.compose import build_report
from exchpatch_gui.reporting.model import ReportModel
from exchpatch_gui.reporting.options import Paper, ReportOptions, Template
from exchpatch_gui.reporting.pdf import render_pdf
from tests.helpers.result_parts import NOW
from tests.helpers.result_texts import catalogue, wording
from tests.helpers.results import behind, fleet, run_of

MARKUP = "#set page(width: 1pt) $x^2$ [a] *b* _c_ @ref `raw` // c /* c */ \\ ~ --"
SCRIPT = "<script>alert(1)</script>&amp;\"'{{ 7*7 }}{% if %}"
FORMULA = "=cmd|' /C calc'!A0"
TURNED = "safe\u202eelpmaxe\u200b"
LONG = "A" * 300
HOSTILE = (MARKUP, SCRIPT, FORMULA, TURNED, LONG)
FULL_RUN = run_of(*fleet(8))


def options(
    template: Template = Template.AUDIT, paper: Paper = Paper.A4, **changes: object
) -> ReportOptions:
    base = ReportOptions(
        NOW, customer="Contoso GmbH", catalogue=catalogue(), template=template, paper=paper
    )
    return replace(base, **changes)


def model(run: CheckRun = FULL_RUN, **changes: object) -> ReportModel:
    return build_report(run, options(**changes), wording())


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


@cache
def full_pdf() -> bytes:
    return render_pdf(model())


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(pdf).pages)


def squeezed(text: str) -> str:
    """Drop all blanks: a typesetter breaks lines where it must."""
    return re.sub(r"\s+", "", text)


def with_settings(result: ServerResult, *names: str, reached: bool = False) -> ServerResult:
    """Give a server settings that nobody sees from outside, before its last step."""
    *way, last = result.advice.steps or (Step(1, StepKind.VERIFY, Message("sample.verify")),)
    settings = [
        Step(
            order,
            StepKind.CONFIGURE,
            Message("sample.setting", {"setting": name}),
            note=Message("sample.setting.note"),
            url="https://aka.ms/setting",
            url_kind=UrlKind.GUIDE,
            closes=("CVE-2024-21410",),
        )
        for order, name in enumerate(names, len(way) + 1)
    ]
    steps = (*way, *settings, replace(last, order=len(way) + len(settings) + 1))
    return replace(result, advice=replace(result.advice, steps=steps, reached=reached))


def poisoned(text: str) -> ServerResult:
    """Put a hostile text into every field that holds foreign text."""
    result = behind()
    assert result.server is not None
    return replace(
        result,
        server=_poisoned_server(result.server, text),
        headline=Message("sample.exploited", {"first": text}),
        identity=replace(
            result.identity, update=text, nodes=(Node(text, text), Node(text)), other_software=text
        ),
        observations=tuple(_poisoned_sight(one, text) for one in result.observations),
        findings=tuple(_poisoned_finding(one, text) for one in result.findings),
    )


def _poisoned_server(server: Server, text: str) -> Server:
    return replace(server, name=text, group=text, notes=text, tags=(text,))


def _poisoned_sight(seen: Observation, text: str) -> Observation:
    value = seen.value if seen.kind is Kind.CERT_ENDS else clean(text)
    return replace(seen, value=value, source=clean(text), method=text, node=clean(text))


def _poisoned_finding(finding: Finding, text: str) -> Finding:
    links = (f"javascript:{text}", *finding.links)
    return replace(finding, value=text, instance=text, links=links)


def png() -> bytes:
    """Give a picture of four pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    header = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\x00" + b"\x1f\x5f\xd6" * 2 + b"\x00" + b"\xff" * 6)
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
