# SPDX-License-Identifier: MIT
"""What ExchPatch is built on, with versions and licences."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import metadata


@dataclass(frozen=True, slots=True)
class Library:
    """One library.

    Attributes:
        name: As its project writes it.
        does: The id of what it is for, below ``around.library``.
        licence: SPDX expression.
        distribution: Its name among the installed packages.
    """

    name: str
    does: str
    licence: str
    distribution: str


LIBRARIES = (
    Library("Qt for Python", "window", "LGPL-3.0-only", "PySide6-Essentials"),
    Library("typst", "pdf", "Apache-2.0", "typst"),
    Library("Inter", "typeface", "OFL-1.1", "fontpkg-inter"),
    Library("Jinja", "html", "BSD-3-Clause", "Jinja2"),
    Library("cryptography", "certificates", "Apache-2.0 OR BSD-3-Clause", "cryptography"),
    Library("truststore", "trust", "MIT", "truststore"),
    Library("Requests", "proxies", "Apache-2.0", "requests"),
    Library("dnspython", "dns", "ISC", "dnspython"),
    Library("idna", "names", "BSD-3-Clause", "idna"),
    Library("pypsrp", "remoting", "MIT", "pypsrp"),
    Library("psrpcore", "demonstration", "MIT", "psrpcore"),
    Library("keyring", "passwords", "MIT", "keyring"),
    Library("msgspec", "documents", "BSD-3-Clause", "msgspec"),
    Library("platformdirs", "folders", "MIT", "platformdirs"),
)
"""Those that the project names itself; each brings its own notices along."""


def version_of(library: Library) -> str:
    """Give the installed version, empty where the package leaves no trace of it."""
    try:
        return metadata.version(library.distribution)
    except metadata.PackageNotFoundError:
        return ""
