# SPDX-License-Identifier: MIT
"""Configuration files whose text stands in an export, read without trusting them.

A document type is refused: expat would expand its entities.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, XMLParser

from exchpatch_gui.collected.local_iis import RewriteRule

_DOCTYPE = "<!DOCTYPE"
# The main file of a web server with hundreds of sites has one MiB.
_LONGEST = 4 * 1024**2


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """A file as far as it can be read.

    Attributes:
        root: None if it isn't well-formed.
        fault: Why it isn't, or None.
    """

    root: Element | None
    fault: str | None = None

    def find(self, path: str, attribute: str) -> str | None:
        """Give an attribute of the first element on a path; nothing is null."""
        if self.root is None:
            return None
        return attribute_of(self.root.find(path), attribute)


def parse(text: str) -> ConfigFile:
    """Read a file's text."""
    if len(text) > _LONGEST:
        return ConfigFile(None, "It is too long to be read.")
    if _DOCTYPE in text.upper():
        return ConfigFile(None, "It has a document type, which is not read.")
    parser = XMLParser()  # noqa: S314 (nothing to expand without a document type)
    try:
        # As text it can't be what the first line says: the encoding is behind it.
        parser.feed(_without_declaration(text).encode("utf-8", "replace"))
        return ConfigFile(parser.close())
    except (ParseError, ValueError) as error:
        return ConfigFile(None, str(error))


def attribute_of(element: Element | None, name: str) -> str | None:
    """Give an attribute; an empty one is null."""
    return None if element is None else (element.get(name) or "").strip() or None


def local_name(element: Element) -> str:
    """Give an element's name without its name space."""
    return element.tag.rpartition("}")[2]


def rewrite_rules(element: Element, path: str = ".//") -> tuple[RewriteRule, ...]:
    """Give the rules of the URL Rewrite module within an element."""
    return tuple(
        RewriteRule(
            name=attribute_of(rule, "name"),
            enabled=(rule.get("enabled") or "true").strip().lower() == "true",
            match_url=attribute_of(rule.find("match"), "url"),
        )
        for rule in element.findall(f"{path}system.webServer/rewrite/rules/rule")
    )


def named(root: Element, name: str) -> Iterator[Element]:
    """Give the elements of a name, whatever their name space."""
    return (one for one in root.iter() if local_name(one) == name)


def _without_declaration(text: str) -> str:
    text = text.lstrip("\ufeff \t\r\n")
    return text.partition("?>")[2] if text.startswith("<?xml") else text
