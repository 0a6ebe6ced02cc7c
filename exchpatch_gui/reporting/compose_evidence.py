# SPDX-License-Identifier: MIT
"""How something is known: what several answers said alike, told once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo

from exchpatch_gui.domain.evidence import Confidence, Kind, Observation
from exchpatch_gui.domain.text import clean
from exchpatch_gui.reporting import facts
from exchpatch_gui.reporting.model_server import Sighting
from exchpatch_gui.reporting.sentences import Sentences

_VALUE_LIMIT = 400
_SOURCE_LIMIT = 600
_CONNECTION = (Kind.ADDRESS, Kind.TLS_PROTOCOL, Kind.TLS_CIPHER)
_CERTIFICATE = (
    Kind.CERT_SUBJECT,
    Kind.CERT_ISSUER,
    Kind.CERT_NAMES,
    Kind.CERT_STARTS,
    Kind.CERT_ENDS,
    Kind.CERT_KEY,
    Kind.CERT_SIGNATURE,
    Kind.CERT_TRUST,
    Kind.CERT_FINGERPRINT,
)
CONNECTION_KINDS = frozenset(_CONNECTION + _CERTIFICATE)
"""What the connection itself shows, before anything is asked."""

_DATED = frozenset({Kind.CERT_STARTS, Kind.CERT_ENDS})
# Values that say what they are need no word beside them.
_NAMED = frozenset({Kind.CERT_ISSUER, Kind.CERT_NAMES, *_DATED, Kind.CERT_FINGERPRINT})
_CONFIDENCES = tuple(Confidence)
_Values = Mapping[Kind, list[str]]


class EvidenceComposer:
    """Words the observations of single servers.

    Args:
        sentences: The language.
        timezone: Of the times.
    """

    def __init__(self, sentences: Sentences, timezone: tzinfo) -> None:
        self._sentences = sentences
        self._timezone = timezone

    def sightings(self, seen: Sequence[Observation]) -> tuple[Sighting, ...]:
        """Give one row for each thing that was seen, with all that showed it."""
        groups: dict[tuple[Kind, str], list[Observation]] = {}
        for one in seen:
            if one.kind not in CONNECTION_KINDS:
                groups.setdefault((one.kind, one.value), []).append(one)
        nodes = {one.node for one in seen if one.node}
        return tuple(self._sighting(group, len(nodes)) for group in groups.values())

    def connections(self, seen: Iterable[Observation]) -> tuple[str, ...]:
        """Tell each connection and its certificate in one line."""
        by_source: dict[str, dict[Kind, list[str]]] = {}
        for one in seen:
            if one.kind in CONNECTION_KINDS:
                values = by_source.setdefault(one.source, {}).setdefault(one.kind, [])
                if one.value not in values:
                    values.append(one.value)
        sources: dict[str, list[str]] = {}
        for source, known in by_source.items():
            sources.setdefault(self._connection(known), []).append(source)
        return tuple(
            clean(self._sentences.labelled(", ".join(where), text), _SOURCE_LIMIT)
            for text, where in sources.items()
        )

    def time(self, seen: Sequence[Observation]) -> str:
        """Say when it was seen: once for all of it."""
        if not seen:
            return ""
        times = sorted({self._clock(one.at) for one in (min(seen, key=_at), max(seen, key=_at))})
        return " – ".join(times)

    def _clock(self, at: datetime) -> str:
        return f"{at.astimezone(self._timezone):%H:%M:%S}"

    def _sighting(self, group: Sequence[Observation], nodes: int) -> Sighting:
        """Word one row; which server of a farm it was is told where the others differ."""
        first = group[0]
        own = sorted({one.node for one in group} - {"", first.value})
        farm = ", ".join(own) if len(own) < nodes else ""
        confidence = min((one.confidence for one in group), key=_CONFIDENCES.index)
        return Sighting(
            what=self._sentences.word("kind", first.kind),
            value=clean(facts.dotted(first.value, farm), _VALUE_LIMIT),
            source=clean(_sources(group), _SOURCE_LIMIT),
            confidence=self._sentences.word("confidence", confidence),
        )

    def _connection(self, known: _Values) -> str:
        parts = [self._value(kind, known) for kind in _CONNECTION if kind in known]
        certificate = [self._value(kind, known) for kind in _CERTIFICATE if kind in known]
        if certificate:
            told = facts.dotted(*certificate)
            parts.append(self._sentences.text("report.certificate", {"facts": told}))
        return facts.dotted(*parts)

    def _value(self, kind: Kind, known: _Values) -> str:
        values = known[kind]
        if kind in _DATED:
            values = [self._sentences.value(datetime.fromisoformat(one).date()) for one in values]
        text = ", ".join(values)
        named = kind in _NAMED
        return self._sentences.text(f"report.seen.{kind}", {"value": text}) if named else text


def _at(seen: Observation) -> datetime:
    return seen.at


def _sources(group: Iterable[Observation]) -> str:
    """Name each part of an answer once, with the requests it answered and how often."""
    by_method: dict[str, Counter[str]] = {}
    for one in group:
        by_method.setdefault(one.method, Counter())[one.source] += 1
    return "; ".join(
        facts.dotted(
            method,
            ", ".join(
                f"{source} ×{times}" if times > 1 else source for source, times in counts.items()
            ),
        )
        for method, counts in by_method.items()
    )
