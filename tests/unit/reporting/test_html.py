# SPDX-License-Identifier: MIT
"""The HTML report: complete, self-contained, deaf to what servers send."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from html.parser import HTMLParser

import pytest

from exchpatch_gui.domain.text import clean
from exchpatch_gui.reporting.html import render_html
from exchpatch_gui.reporting.options import Logo, Template
from tests.helpers.results import behind, run_of
from tests.unit.reporting.reports import HOSTILE, model, poisoned, with_settings

_EMPTY = {"meta", "img", "use", "path", "circle", "br"}


class _Page(HTMLParser):
    """Reads a page strictly: every element is closed in its place."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in _EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)

    def attributes(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def test_every_server_and_every_finding_is_in_it() -> None:
    page = _Page(render_html(model()))

    assert page.open == []
    for server in model().servers:
        assert server.name in page.text
        assert all(one.title in page.text for one in server.findings)


def test_nothing_but_its_own_style_and_pictures_is_allowed() -> None:
    text = render_html(model())

    page = _Page(text)
    policy = page.attributes("meta")[1]["content"]
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def test_it_has_no_script_no_inline_style_and_fetches_nothing() -> None:
    page = _Page(render_html(model(logo=Logo(b"\x89PNG", "png"))))

    tags = {tag for tag, _ in page.elements}
    names = {name for _, attributes in page.elements for name in attributes}
    assert not tags & {"script", "link", "iframe", "object", "embed", "form"}
    assert not {name for name in names if name == "style" or name.startswith("on")}
    (logo,) = page.attributes("img")
    assert logo == {"class": "logo", "src": "data:image/png;base64,iVBORw==", "alt": "Logo"}


def test_links_lead_to_the_web_or_within_the_page() -> None:
    page = _Page(render_html(model(run_of(poisoned("x")))))

    targets = [attributes["href"] or "" for attributes in page.attributes("a")]
    assert targets
    assert all(target.startswith(("https://", "#")) for target in targets)
    ids = {attributes.get("id") for _, attributes in page.elements}
    assert {target[1:] for target in targets if target.startswith("#")} <= ids


def test_it_is_built_for_screen_readers() -> None:
    page = _Page(render_html(model()))

    assert page.attributes("html")[0]["lang"] == "en"
    assert len(page.attributes("main")) == len(page.attributes("h1")) == 1
    assert {one.get("scope") for one in page.attributes("th")} == {"col", "row"}
    ids = {attributes.get("id") for _, attributes in page.elements}
    labels = {one["aria-labelledby"] for one in page.attributes("section")}
    assert labels <= ids


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_appears_as_it_is_and_is_never_markup(hostile: str) -> None:
    report = model(run_of(poisoned(hostile)), title=hostile, customer=hostile)

    text = render_html(report)

    page = _Page(text)
    assert page.open == []
    assert clean(hostile) in page.text
    assert html.escape(clean(hostile)).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in text
    assert not page.attributes("script")
    assert "\u202e" not in text


def test_owner_report_has_no_server_sections() -> None:
    page = _Page(render_html(model(run_of(behind()), template=Template.OWNER)))

    assert not page.attributes("article")
    assert "mail.contoso.example" in page.text


def test_settings_to_check_are_told_once_with_their_servers() -> None:
    results = [with_settings(behind(f"{name}.example"), "Protection") for name in "ab"]

    page = _Page(render_html(model(run_of(*results))))

    assert page.text.count("A script of Microsoft’s tells.") == 1
    assert page.text.count("Also check, nobody outside can see it: Protection is on") == 2
    assert "a.example, b.example" in page.text
