# SPDX-License-Identifier: MIT
"""The PDF report: tagged, for archives (PDF/A-2a) and for everybody (PDF/UA-1)."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import fontpkg_inter
import msgspec
import typst

from exchpatch_gui import resources
from exchpatch_gui.reporting.glyphs import showable
from exchpatch_gui.reporting.logo import as_input
from exchpatch_gui.reporting.model import ReportModel

_FONTS = Path(fontpkg_inter.ROOT) / "files"
_UPRIGHT = _FONTS / "Inter[opsz,wght].ttf"
_STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]


def render_pdf(model: ReportModel) -> bytes:
    """Typeset a report; the same model always gives the same bytes.

    The typesetter sees the report's own folder only, and the model as data, never as markup.
    """
    template = resources.path("reports/report.typ")
    return typst.compile(
        template,
        root=template.parent,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=_inputs(model),
        pdf_standards=_STANDARDS,
        timestamp=model.timestamp,
    )


def _inputs(model: ReportModel) -> dict[str, str]:
    text = msgspec.json.encode(replace(model, logo=None)).decode("utf-8")
    inputs = {"report": showable(text, _UPRIGHT)}
    if model.logo is not None:
        inputs["logo"] = as_input(model.logo)
    return inputs


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[_FONTS]
    )
