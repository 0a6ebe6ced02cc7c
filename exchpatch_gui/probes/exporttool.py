# SPDX-License-Identifier: MIT
"""The export tool's manifest: confirms the cumulative update, at the price of being noticed."""

from __future__ import annotations

from exchpatch_gui.domain.evidence import Confidence, Kind, ProbeOutcome, ProbeStatus
from exchpatch_gui.probes.base import ProbeContext, probe
from exchpatch_gui.probes.exchange_http import MOST_REQUESTS
from exchpatch_gui.probes.recording import CancelledError, Recorder, may_ask_more
from exchpatch_gui.probes.signs.headers import STRICT_BUILD
from exchpatch_gui.probes.signs.manifest import read_manifest

PROBE_ID = "exporttool"
MANIFEST = "/ecp/Current/exporttool/microsoft.exchange.ediscovery.exporttool.application"


@probe(PROBE_ID, order=20)
def exporttool(context: ProbeContext) -> ProbeOutcome:
    """Ask for the manifest once, only while the update level is unknown and a request is left."""
    recorder = Recorder(context, PROBE_ID)
    if not _is_needed(context):
        return recorder.outcome(ProbeStatus.NOT_APPLICABLE)
    try:
        answer = recorder.get(MANIFEST)
    except CancelledError:
        return recorder.outcome(ProbeStatus.CANCELLED)
    if answer is None:
        return recorder.outcome()
    source = f"GET {MANIFEST}"
    recorder.note(Kind.ANSWER, str(answer.status), source=source, method="status line")
    manifest = read_manifest(answer.body) if answer.status == 200 else None
    if manifest is not None:
        recorder.note(
            Kind.MANIFEST_BUILD,
            manifest.version,
            source=source,
            method="identity in the manifest",
            confidence=Confidence.MEDIUM,
        )
        if manifest.is_bait:
            method = "key token in the manifest"
            recorder.note(Kind.SUSPICION, "bait-manifest", source=source, method=method)
    return recorder.outcome()


def _is_needed(context: ProbeContext) -> bool:
    seen = [one for outcome in context.earlier for one in outcome.observations]
    requests = sum(one.kind is Kind.ANSWER for one in seen)
    exact = any(one.kind is Kind.BUILD and STRICT_BUILD.fullmatch(one.value) for one in seen)
    return may_ask_more(context) and requests < MOST_REQUESTS and not exact
