# SPDX-License-Identifier: MIT
"""What the collector writes on a server of the demonstration."""

from __future__ import annotations

import base64
import hashlib
import json
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from string import Template
from typing import Any

from exchpatch_gui import resources
from exchpatch_gui.collected.document import SCHEMA
from exchpatch_gui.demo.certificates import Authority, CertificatePlan
from exchpatch_gui.demo.conditions import Condition
from exchpatch_gui.domain.builds import BuildNumber

_HEALTHY = "demo/inside.json"
_AUTH_NAME = "Microsoft Exchange Server Auth Certificate"
_VALID = timedelta(days=1826)
_ELAPSED = 40


@dataclass(frozen=True, slots=True)
class Computer:
    """One server from inside.

    Attributes:
        machine: The name it has in its domain.
        host: The name its customer knows.
        build: Of its ExSetup.exe.
        conditions: What is the matter with it.
    """

    machine: str
    host: str
    build: BuildNumber
    conditions: Sequence[Condition] = ()

    @property
    def domain(self) -> str:
        """The domain it belongs to."""
        return self.host.partition(".")[2]

    def document(self, authority: Authority, day: date) -> str:
        """Give the collected document of a day."""
        collected = datetime.combine(day, time(8), UTC)
        values = self._values(collected) | _certificates(self.host, authority, collected)
        text = resources.path(_HEALTHY).read_text(encoding="utf-8")
        facts: dict[str, Any] = json.loads(Template(text).substitute(values))
        sections = {
            name: {"status": "ok", "error": None, "elapsed_ms": _ELAPSED, "data": data}
            for name, data in facts.items()
        }
        for condition in self.conditions:
            condition(sections)
        document = {
            "schema": SCHEMA,
            "collector_version": "1.0.0",
            "collected_at": _written(collected),
            "computer": self.machine,
            "sections": sections,
        }
        return json.dumps(document)

    def _values(self, collected: datetime) -> dict[str, str]:
        build = self.build
        shown = f"Version {build.major}.{build.minor} (Build {build.build}.{build.revision})"
        return {
            "build": build.padded,
            "minor": str(build.minor),
            "build_major": str(build.build),
            "build_minor": str(build.revision),
            "display_version": shown,
            "machine": self.machine,
            "host": self.host,
            "domain": self.domain,
            "domain_dn": ",".join(f"DC={label}" for label in self.domain.split(".")),
            "netbios": self.domain.partition(".")[0].upper(),
            "organization": self.domain.partition(".")[0].title(),
            "collected": _written(collected),
            "booted": _written(collected - timedelta(days=6)),
            "backed_up": _written(collected - timedelta(hours=9)),
            "logged": _written(collected - timedelta(days=45)),
            "installed": _written(collected - timedelta(days=500)),
            "patched": (collected - timedelta(days=6)).date().isoformat(),
        }


def _certificates(host: str, authority: Authority, collected: datetime) -> dict[str, str]:
    """Give the certificates of sign-ins between servers and of the web server."""
    ends_in = collected + timedelta(days=700) - authority.now
    found = {}
    for name, subject in (("auth", _AUTH_NAME), ("web", host)):
        plan = CertificatePlan(ends_in=ends_in, runs=_VALID, self_signed=name == "auth")
        pem = authority.issue(plan, [subject]).certificate.decode()
        der = ssl.PEM_cert_to_DER_cert(pem)
        found[f"{name}_certificate"] = base64.b64encode(der).decode()
        thumbprint = hashlib.sha1(der, usedforsecurity=False).hexdigest()
        found[f"{name}_thumbprint"] = thumbprint.upper()
    return found


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
