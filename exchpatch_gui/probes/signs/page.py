# SPDX-License-Identifier: MIT
"""The sign-in and error pages of Outlook on the web, from 2007 to SE."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from exchpatch_gui.domain.evidence import Confidence, Kind
from exchpatch_gui.net.http import Answer
from exchpatch_gui.probes.signs.hosts import same_owner
from exchpatch_gui.probes.signs.sign import Sign
from exchpatch_gui.probes.signs.software import page_title

_THEME = re.compile(
    r"""(?:["'(=\s](?:https?:)?(?://([^/"'\s]{1,253}))?)"""
    r"/owa/(?:auth/)?(\d{1,2}\.\d{1,2}\.\d{1,5}(?:\.\d{1,5})?)/(?:themes|scripts)/",
    re.IGNORECASE | re.ASCII,
)
_PAGE_NAME = re.compile(
    r"<!--\s*OwaPage\s*=\s*ASP\.auth_(?:logon|errorfe)_aspx\s*-->", re.IGNORECASE
)
_PAGE_ID = "{57A118C6-2DA9-419d-BE9A-F92B0F9A418B}"
_SCRIPT = re.compile(
    r"""<script[^>]{1,500}?src\s*=\s*["']?(?:https?:)?//([^/"'\s>]{1,253})""", re.IGNORECASE
)
_FONTS_OF_2013 = "Segoe UI WPC"
_TITLES_BEFORE_2016 = {
    "Microsoft Exchange - Outlook Web Access": "2007",
    "Outlook Web App": "2010,2013",
}
_IIS = "microsoft-iis/"


@dataclass(frozen=True, slots=True)
class OwaPage:
    """What a page shows of being Outlook on the web.

    Attributes:
        builds: The builds in the paths of its own files, without repeats.
        marked: It carries the comments that the real page begins with.
    """

    builds: tuple[str, ...]
    marked: bool
    foreign_scripts: tuple[str, ...]
    fonts_of_2013: bool
    title: str

    @property
    def is_owa(self) -> bool:
        """Whether anything in it is Outlook on the web's own."""
        return bool(self.builds) or self.marked

    @property
    def build(self) -> str:
        """The build, if all paths agree on one."""
        return self.builds[0] if len(self.builds) == 1 else ""


def read_page(answer: Answer) -> OwaPage:
    """Read a page whatever its status: some servers of 2007 send theirs with 400."""
    text = answer.text()
    own_host = urlsplit(answer.url).hostname or ""
    paths = (
        match[2] for match in _THEME.finditer(text) if not match[1] or _is_own(match[1], own_host)
    )
    scripts = (match[1] for match in _SCRIPT.finditer(text))
    return OwaPage(
        builds=tuple(dict.fromkeys(paths)),
        marked=_PAGE_NAME.search(text) is not None and _PAGE_ID.lower() in text.lower(),
        foreign_scripts=tuple(
            dict.fromkeys(host for host in scripts if not _is_related(host, own_host))
        ),
        fonts_of_2013=_FONTS_OF_2013 in text,
        title=page_title(answer),
    )


def page_signs(page: OwaPage, answer: Answer) -> Iterator[Sign]:
    """Give what a page says of build, product and of being a copy."""
    if page.build:
        yield Sign(Kind.PATH_BUILD, page.build, "paths in the sign-in page")
    if len(page.builds) > 1:
        yield Sign(Kind.SUSPICION, "page-builds-differ", "paths in the sign-in page")
    if page.marked:
        server = (answer.header("Server") or "").lower()
        marker, confidence = (
            ("owa-page", Confidence.HIGH)
            if server.startswith(_IIS)
            else ("owa-page-elsewhere", Confidence.LOW)
        )
        yield Sign(Kind.MARKER, marker, "comments of the sign-in page", confidence)
    elif not page.builds and page.title in _TITLES_BEFORE_2016:
        yield Sign(Kind.MARKER, "owa-title", "page title", Confidence.LOW)
    if page.is_owa and page.foreign_scripts:
        method = f"script from {page.foreign_scripts[0]}"
        yield Sign(Kind.SUSPICION, "foreign-scripts", method)
    yield from _product_signs(page)


def _product_signs(page: OwaPage) -> Iterator[Sign]:
    if page.fonts_of_2013 and page.is_owa:
        yield Sign(Kind.PRODUCT_HINT, "2013", "fonts of the sign-in page", Confidence.LOW)
    elif page.title in _TITLES_BEFORE_2016:
        products = _TITLES_BEFORE_2016[page.title]
        yield Sign(Kind.PRODUCT_HINT, products, "page title", Confidence.LOW)


def _is_own(netloc: str, own_host: str) -> bool:
    return netloc.rpartition("@")[2].split(":")[0].lower() == own_host


def _is_related(netloc: str, own_host: str) -> bool:
    return same_owner(netloc.split(":", maxsplit=1)[0], own_host)
