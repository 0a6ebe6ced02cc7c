# SPDX-License-Identifier: MIT
"""The PDF report: tagged, for archives (PDF/A-2a) and for everybody (PDF/UA-1)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import fontpkg_inter
import msgspec
import typst

from exchpatch_gui import resources
from exchpatch_gui.reporting.glyphs import showable
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
        sys_inputs={"report": showable(_encoded(model), _UPRIGHT)},
        pdf_standards=_STANDARDS,
        timestamp=model.timestamp,
    )


def _encoded(model: ReportModel) -> str:
    return msgspec.json.encode(model).decode("utf-8")


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[_FONTS]
    )
