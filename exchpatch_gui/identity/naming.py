# SPDX-License-Identifier: MIT
"""The identity of a build that somebody names, without any server."""

from __future__ import annotations

from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.domain.builds import BuildNumber, parse_family
from exchpatch_gui.domain.evidence import Confidence
from exchpatch_gui.domain.identity import Identity
from exchpatch_gui.domain.identity_words import IdentityVerdict
from exchpatch_gui.identity.build import distrust
from exchpatch_gui.identity.level import NamedLevel, name_build, name_family


def identify_build(text: str, catalogue: Catalogue) -> Identity:
    """Name a build in any of its four spellings, or the three parts of a sign-in page's paths.

    Raises:
        ValueError: The text is neither.
    """
    if text.strip().count(".") == 2 and "(" not in text:
        family = parse_family(text)
        shown = ".".join(str(part) for part in family)
        named = name_family(family, catalogue)
        return _identity(shown, BuildNumber(*family, 0), named)
    build = BuildNumber.parse(text)
    return _identity(str(build), build, name_build(build, catalogue))


def _identity(shown: str, build: BuildNumber, named: NamedLevel) -> Identity:
    if distrust(str(build)) == "header-cloud-numbering":
        return Identity(IdentityVerdict.EXCHANGE_ONLINE, confidence=Confidence.HIGH)
    known = bool(named.product)
    return Identity(
        verdict=IdentityVerdict.EXCHANGE if known else IdentityVerdict.UNDETERMINED,
        product=named.product,
        cumulative_update=named.cumulative_update,
        update=named.update,
        build=shown,
        judged=named.judged,
        precision=named.precision,
        relation=named.relation,
        candidates=named.candidates,
        confidence=Confidence.CERTAIN if known else Confidence.NONE,
    )
