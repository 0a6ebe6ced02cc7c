# SPDX-License-Identifier: MIT
"""What Exchange's own files and the list of updates say of the installation.

The build itself needs no check of its own: it is an observation, and the checks of what is seen
from outside judge it as certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from exchpatch_gui.checks.inside.base import CheckContext, check
from exchpatch_gui.collected.local_system import ExchangeSetup, InstalledUpdate
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.verdicts import Finding

_KB = re.compile(r"KB\d{6,8}", re.ASCII | re.IGNORECASE)


@check("build.exsetup_missing", needs=(ExchangeSetup,))
def setup_file(context: CheckContext) -> Iterator[Finding]:
    """See whether ExSetup.exe is where Setup puts it.

    Yellow if it is not: an installation broke off. Green otherwise.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    setup = context.section(ExchangeSetup)
    found = setup.exsetup_file_version is not None
    yield Finding(
        id="build.exsetup_missing",
        light=TrafficLight.GREEN if found else TrafficLight.YELLOW,
        variant="present" if found else "missing",
        value=str(not found),
        details={"path": setup.exsetup_path or setup.msi_install_path},
    )


@check("build.exchange_kbs", needs=(ExchangeSetup,))
def installed_updates(context: CheckContext) -> Iterator[Finding]:
    """List the updates in the server's own list.

    Information only. No more than those of the present level are kept there.

    Source: https://aka.ms/ExchangeHealthChecker
    """
    updates = {_number(one): one for one in context.section(ExchangeSetup).updates}
    for number, update in sorted(updates.items()):
        yield Finding(
            id="build.exchange_kbs",
            light=TrafficLight.INFO,
            variant="installed",
            instance=number,
            value=update.package_name or update.key_name,
            details={"installed": update.installed_date},
        )


def _number(update: InstalledUpdate) -> str:
    for text in (update.key_name, update.package_name or ""):
        if match := _KB.search(text):
            return match[0].upper()
    return update.key_name
