# SPDX-License-Identifier: MIT
"""Which catalogue judges, and bringing a newer one by hand."""

from __future__ import annotations

from pathlib import Path

from exchpatch_gui import resources
from exchpatch_gui.catalogue.catalogue import Catalogue
from exchpatch_gui.catalogue.loader import load, load_shipped
from exchpatch_gui.config.paths import AppPaths
from exchpatch_gui.errors import InputError

SHIPPED = "catalogue/exchange.json"


class Catalogues:
    """The shipped catalogue and the one that was imported into the data directory."""

    def __init__(self, paths: AppPaths) -> None:
        self._paths = paths

    def choose(self, file: str | None = None) -> Catalogue:
        """Give the named file's catalogue, else the newer of the shipped and the imported one.

        Raises:
            InputError: It is unreadable or doesn't validate; it is never half used.
            MissingError: The named file isn't there.
        """
        if file:
            return load(Path(file), "file")
        shipped = load_shipped()
        if not self._paths.imported_catalogue.is_file():
            return shipped
        imported = load(self._paths.imported_catalogue, "imported")
        return imported if imported.date > shipped.date else shipped

    def import_file(self, file: Path) -> Catalogue:
        """Check a catalogue and keep it in the data directory.

        Raises:
            InputError: It is invalid, or not newer than the one in use.
        """
        offered = load(file, "imported")
        current = self.choose()
        if offered.date <= current.date:
            raise InputError(
                "catalogue.not-newer",
                file=file.name,
                offered=offered.date.isoformat(),
                current=current.date.isoformat(),
            )
        self._paths.make()
        _write(self._paths.imported_catalogue, file.read_bytes())
        return offered

    def export(self, file: Path) -> Catalogue:
        """Write the catalogue in use to a file, to be imported elsewhere."""
        catalogue = self.choose()
        source = (
            self._paths.imported_catalogue
            if catalogue.source == "imported"
            else resources.path(SHIPPED)
        )
        _write(file, source.read_bytes())
        return catalogue


def _write(file: Path, data: bytes) -> None:
    # Every command chooses a catalogue, few write one: loading this takes 3 ms.
    from exchpatch_gui.files import write_whole  # noqa: PLC0415 (start-up)

    write_whole(file, data)
