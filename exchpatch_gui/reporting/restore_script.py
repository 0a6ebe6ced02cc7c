# SPDX-License-Identifier: MIT
"""The commands that put a server back as it was before an update, as one text to read and paste.

What has to be put back stands there ready; what somebody has to decide about is commented out. A
comment is one line of harmless text, so nothing foreign can become a command by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exchpatch_gui.domain.text import clean
from exchpatch_gui.reporting.sentences import SENTENCE_LIMIT
from exchpatch_gui.upkeep.differences import Comparison, Difference, Judged
from exchpatch_gui.wording import Wording

# These exist in Exchange's own shell only, which needs the services and the web server.
_OF_EXCHANGE = (
    "Set-ServerComponentState",
    "Set-MailboxServer",
    "Set-OwaVirtualDirectory",
    "Set-WebServicesVirtualDirectory",
)


def restore_script(comparison: Comparison, wording: Wording) -> str:
    """Write it; empty if nothing is to be put back or decided."""
    restore = [one for one in comparison.differences if one.judged is Judged.RESTORE]
    look = [one for one in comparison.differences if one.judged is Judged.LOOK and one.commands]
    if not restore and not look:
        return ""
    lines = [
        _comment("upkeep.script.head", wording, computer=comparison.computer),
        _comment("upkeep.script.read", wording),
    ]
    settings = [one for one in restore if not _is_of_exchange(one)]
    lines += _block("upkeep.script.windows", settings, wording)
    lines += _starts(restore, wording)
    lines += _block("upkeep.script.exchange", filter(_is_of_exchange, restore), wording)
    if look:
        lines += ["", _comment("upkeep.script.decide", wording)]
        lines += [line for one in look for line in _undecided(one, wording)]
    return "\n".join(lines) + "\n"


def _block(heading: str, differences: Iterable[Difference], wording: Wording) -> Iterator[str]:
    listed = list(differences)
    if listed:
        yield ""
        yield _comment(heading, wording)
    for one in listed:
        yield _sentence(one, wording)
        yield from one.commands
        if not one.commands and not one.starts:
            yield _comment("upkeep.script.none", wording)


def _starts(differences: Iterable[Difference], wording: Wording) -> Iterator[str]:
    lines = [line for one in differences for line in one.starts]
    if lines:
        yield ""
        yield _comment("upkeep.script.start", wording)
        yield from lines


def _undecided(difference: Difference, wording: Wording) -> Iterator[str]:
    yield _sentence(difference, wording)
    for line in (*difference.commands, *difference.starts):
        yield f"#     {line}"


def _is_of_exchange(difference: Difference) -> bool:
    return any(line.startswith(_OF_EXCHANGE) for line in difference.commands)


def _sentence(difference: Difference, wording: Wording) -> str:
    return f"# {clean(wording.say(difference.message), SENTENCE_LIMIT)}"


def _comment(key: str, wording: Wording, **params: str) -> str:
    return f"# {clean(wording.text(key, params), SENTENCE_LIMIT)}"
