# SPDX-License-Identifier: MIT
"""Log records: a rotating file in the data directory, the terminal when asked for."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from exchpatch_gui.domain.text import clean

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_MEGABYTE = 1024 * 1024


class _OneLineFormatter(logging.Formatter):
    """Keeps foreign text from forging lines or driving the terminal."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (logging's name)
        record.message = clean(record.message, 2000)
        return super().formatMessage(record)


def configure(file: Path | None, *, verbose: bool) -> None:
    """Send the program's records to a file and, if ``verbose``, to standard error.

    A log that can't be written is no reason to stop: the program then works without one.
    """
    root = logging.getLogger("exchpatch_gui")
    root.propagate = False
    for handler in tuple(root.handlers):
        root.removeHandler(handler)
        handler.close()
    if verbose:
        _attach(root, logging.StreamHandler(sys.stderr))
    if file is not None:
        from logging.handlers import RotatingFileHandler  # noqa: PLC0415 (loads sockets, pickle)

        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            _attach(
                root,
                RotatingFileHandler(
                    file, maxBytes=_MEGABYTE, backupCount=3, encoding="utf-8", delay=True
                ),
            )
        except OSError as error:
            root.warning("no log is kept: %s", error)
    # What nobody reads isn't worth making: of a thousand servers it would take a tenth of a second.
    usual = logging.INFO if root.handlers else logging.WARNING
    root.setLevel(logging.DEBUG if verbose else usual)


def _attach(logger: logging.Logger, handler: logging.Handler) -> None:
    handler.setFormatter(_OneLineFormatter(_FORMAT))
    logger.addHandler(handler)
