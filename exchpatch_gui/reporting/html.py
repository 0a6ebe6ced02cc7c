# SPDX-License-Identifier: MIT
"""The HTML report: one file without scripts, for which nothing else is fetched."""

from __future__ import annotations

import base64
import hashlib
import re

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from exchpatch_gui import resources
from exchpatch_gui.reporting.model import ReportModel
from exchpatch_gui.reporting.options import Logo

_LIGHTS = ("red", "yellow", "grey", "green", "info")
_DRAWING = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


def render_html(model: ReportModel) -> str:
    """Fill the page with a report; everything in the report is escaped.

    The page's policy allows its own style sheet by its hash and pictures in the page, no more.
    """
    folder = resources.path("reports")
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    style = (folder / "report.css").read_text(encoding="utf-8")
    return environment.get_template("report.html.j2").render(
        r=model,
        l=model.labels,
        style=Markup(style),  # noqa: S704 (our own style sheet, without foreign text)
        style_hash=_hash(style),
        signs=[(light, _drawing(light)) for light in _LIGHTS],
        logo=_data_address(model.logo) if model.logo else "",
    )


def _hash(style: str) -> str:
    digest = hashlib.sha256(style.encode("utf-8")).digest()
    return "sha256-" + base64.b64encode(digest).decode("ascii")


def _drawing(light: str) -> Markup:
    """Give the inside of a light's drawing, the same that the PDF shows."""
    picture = resources.path(f"reports/light-{light}.svg").read_text(encoding="utf-8")
    match = _DRAWING.search(picture)
    assert match is not None
    return Markup(match[1])  # noqa: S704 (our own drawing)


def _data_address(logo: Logo) -> str:
    return f"data:image/{logo.format};base64,{base64.b64encode(logo.content).decode('ascii')}"
