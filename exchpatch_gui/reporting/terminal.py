# SPDX-License-Identifier: MIT
"""What ``exchpatch check`` says on a terminal, and the one line for a monitoring system."""

from __future__ import annotations

from collections.abc import Iterator

from exchpatch_gui.domain.identity_words import IdentityVerdict
from exchpatch_gui.domain.lights import TrafficLight
from exchpatch_gui.domain.messages import Message, Params
from exchpatch_gui.domain.runs import CheckRun, ServerResult
from exchpatch_gui.domain.text import clean
from exchpatch_gui.domain.verdicts import Finding
from exchpatch_gui.reporting import facts, unmade
from exchpatch_gui.reporting.sentences import Sentences
from exchpatch_gui.wording import Wording

WIDTH = 79
_BELOW = 7
_NAMED_HOLES = 6
_COLOURS = {
    TrafficLight.RED: "31",
    TrafficLight.YELLOW: "33",
    TrafficLight.GREY: "90",
    TrafficLight.GREEN: "32",
    TrafficLight.INFO: "34",
}
# Signs that every code page has: the word beside them says the same.
_SIGNS = {
    TrafficLight.RED: "[!]",
    TrafficLight.YELLOW: "[~]",
    TrafficLight.GREY: "[?]",
    TrafficLight.GREEN: "[+]",
    TrafficLight.INFO: "[i]",
}
_TO_DO = frozenset({TrafficLight.RED, TrafficLight.YELLOW})
# The words of monitoring plug-ins; they are a format, not a language.
_PLUGIN_WORDS = {
    TrafficLight.RED: "CRITICAL",
    TrafficLight.YELLOW: "WARNING",
    TrafficLight.GREY: "UNKNOWN",
    TrafficLight.GREEN: "OK",
}
_PLUGIN_TEXTS = {
    TrafficLight.RED: "{count} of {total} servers need action",
    TrafficLight.YELLOW: "{count} of {total} servers need planning",
    TrafficLight.GREY: "{count} of {total} servers are unknown",
    TrafficLight.GREEN: "{count} of {total} servers are up to date",
}


def render_terminal(
    run: CheckRun, wording: Wording, *, colour: bool = False, verbose: bool = False
) -> str:
    """Write a run for people, the worst server first, the summary last.

    Args:
        run: Any run.
        wording: The language.
        colour: Whether the terminal understands colours.
        verbose: Whether how to check each setting, findings that are in order and observations
            are shown too.
    """
    writer = _Writer(Sentences(wording), colour=colour, verbose=verbose)
    blocks = ["\n".join(writer.server(one)) for one in facts.worst_first(run.results)]
    blocks.append("\n".join(writer.summary(run)))
    return "\n\n".join(blocks) + "\n"


def plugin_line(run: CheckRun) -> str:
    """Give the line of a monitoring plug-in: state, sentence, performance data."""
    summary = run.summary
    worst = next((light for light, count in summary.items() if count), TrafficLight.GREY)
    text = _PLUGIN_TEXTS[worst].format(count=summary[worst], total=len(run.results))
    data = " ".join(f"{light}={count}" for light, count in summary.items())
    return f"{_PLUGIN_WORDS[worst]} - {text} | {data}"


class _Writer:
    def __init__(self, sentences: Sentences, *, colour: bool, verbose: bool) -> None:
        self._sentences = sentences
        self._colour = colour
        self._verbose = verbose

    def server(self, result: ServerResult) -> Iterator[str]:
        say = self._sentences
        yield f"{self._light(result.light)}  {clean(facts.name(result))}"
        yield from _wrapped(say.say(result.headline))
        yield from self._builds(result)
        yield from self._holes(result)
        for told in facts.way(result):
            yield from self._step(told)
        yield from self._settings(result)
        yield from self._findings(result)
        yield from self._not_checked(result)
        if self._verbose:
            for seen in result.observations:
                what = say.word("kind", seen.kind)
                value = f"{clean(seen.value)} ({clean(seen.source)})"
                yield from _wrapped(say.labelled(what, value))

    def summary(self, run: CheckRun) -> Iterator[str]:
        counts = "  ".join(f"{self._light(light)} {count}" for light, count in run.summary.items())
        params: Params = {"count": len(run.results), "date": run.catalogue.date, "day": run.day}
        key = "judged" if run.day == run.started.date() else "judged_on"
        yield counts
        yield self._sentences.text(f"report.terminal.{key}", params)

    def _light(self, light: TrafficLight) -> str:
        text = f"{_SIGNS[light]} {self._sentences.word('light', light)}"
        return f"\x1b[1;{_COLOURS[light]}m{text}\x1b[0m" if self._colour else text

    def _builds(self, result: ServerResult) -> Iterator[str]:
        say = self._sentences
        installed = facts.dotted(facts.installed(result, say), result.identity.build)
        yield from self._line("installed", clean(installed))
        if result.advice.target_build and not result.advice.reached:
            yield from self._line("needed", str(result.advice.target_build))

    def _holes(self, result: ServerResult) -> Iterator[str]:
        exploited = [cve.id for cve in facts.exploited_open(result)]
        if exploited:
            yield from self._line("exploited", self._some(exploited))
        others = len(facts.open_cves(result)) - len(exploited)
        if others:
            yield from self._line("open", str(others))

    def _some(self, ids: list[str]) -> str:
        listed = ", ".join(clean(one) for one in ids[:_NAMED_HOLES])
        more = len(ids) - _NAMED_HOLES
        if more <= 0:
            return listed
        return self._sentences.text("report.and_more", {"listed": listed, "count": more})

    def _step(self, told: facts.WayStep) -> Iterator[str]:
        step = told.step
        about = facts.step_facts(step, self._sentences)
        title = f"{told.order}. {self._sentences.say(step.title)}"
        yield from _wrapped(f"{title} ({about})" if about else title, hanging=3)
        yield from self._explained(told.note)
        article = step.article if self._verbose or not told.url else ""
        for url in dict.fromkeys((told.url, article)):
            yield from _address(url)

    def _explained(self, note: Message | None) -> Iterator[str]:
        if note:
            yield from _wrapped(self._sentences.say(note), indent=_BELOW)

    def _settings(self, result: ServerResult) -> Iterator[str]:
        """Name the settings nobody sees from outside; how to check them takes --verbose."""
        settings = facts.settings(result)
        if not settings:
            return
        if self._verbose:
            for step in settings:
                yield from _wrapped(f"- {self._sentences.say(step.title)}", hanging=3)
                yield from self._explained(step.note)
                yield from _address(step.url)
            return
        params: Params = {
            "count": len(settings),
            "settings": " · ".join(facts.setting_name(one, self._sentences) for one in settings),
            "build": clean(result.identity.build),
        }
        told = "settings" if result.advice.reached else "settings_named"
        where = "here" if result.server is None or not result.identity.build else "elsewhere"
        yield from _wrapped(self._sentences.text(f"report.terminal.{told}.{where}", params))

    def _findings(self, result: ServerResult) -> Iterator[str]:
        """Tell each finding once, though several may read the same."""
        told = {
            f"{_SIGNS[finding.light]} {said}": None
            for finding in facts.told_findings(result)
            if (said := self._said(finding, result))
        }
        for line in told:
            yield from _wrapped(line, hanging=4)

    def _said(self, finding: Finding, result: ServerResult) -> str:
        if finding.light in _TO_DO:
            return self._bad(finding, result)
        shown = self._verbose and finding.light is not TrafficLight.GREY
        return self._sentences.finding(finding).title if shown else ""

    def _bad(self, finding: Finding, result: ServerResult) -> str:
        """Say what was found, if the headline doesn't, and what helps, if no step does."""
        say = self._sentences
        text = say.finding(finding)
        is_told = not self._verbose and (
            facts.is_in_headline(finding, result)
            or text.title == say.say(result.headline).rstrip(".")
        )
        parts = [] if is_told else [text.title.rstrip(".")]
        if finding.accepted is not None:
            parts.append(facts.accepted(finding.accepted, say))
        elif not facts.is_mended_by_steps(finding, result):
            parts.append(text.remedy)
        return ". ".join(parts)

    def _not_checked(self, result: ServerResult) -> Iterator[str]:
        sign = _SIGNS[TrafficLight.GREY]
        for failure in result.failures:
            text = self._sentences.failure(failure)
            yield from _wrapped(f"{sign} {text.message} {text.hint}", hanging=4)
        for group in unmade.grouped(result.findings):
            about = unmade.told(group, self._sentences)
            parts = (about.title, about.detail if self._verbose else "", about.remedy)
            yield from _wrapped(
                f"{sign} {'. '.join(one.rstrip('.') for one in parts if one)}.", hanging=4
            )
        unknown = [
            one
            for one in facts.told_findings(result)
            if one.light is TrafficLight.GREY and not unmade.is_unmade(one)
        ]
        titles = [
            self._sentences.finding(one).title
            for one in unknown
            if self._verbose or not _is_said(one, result)
        ]
        # Where a failure is told, it says better what helps.
        helps = [
            self._sentences.finding(one).remedy
            for one in unknown
            if one.id.startswith("identity.") and not result.failures
        ]
        if said := ". ".join(one for one in (facts.dotted(*titles), " ".join(helps)) if one):
            yield from _wrapped(f"{sign} {said}", hanging=4)

    def _line(self, label: str, text: str) -> Iterator[str]:
        say = self._sentences
        yield from _wrapped(say.labelled(say.text(f"report.terminal.{label}"), text))


def _is_said(finding: Finding, result: ServerResult) -> bool:
    """Tell whether headline or failures say already what stands at the address."""
    undetermined = result.identity.verdict is IdentityVerdict.UNDETERMINED
    return finding.id == "identity.verdict" and not undetermined


def _address(url: str) -> Iterator[str]:
    """Write an address on a line of its own: it is whole or useless, a long one starts earlier."""
    if facts.web_address(url):
        address = clean(url)
        yield " " * max(0, min(_BELOW, WIDTH - len(address))) + address


def _wrapped(text: str, *, indent: int = 4, hanging: int = 0) -> list[str]:
    """Break a line at words; addresses and host names stay whole."""
    lines: list[str] = []
    for word in text.split():  # as textwrap does, which takes 2 ms to load
        if lines and len(lines[-1]) + 1 + len(word) <= WIDTH:
            lines[-1] += f" {word}"
        else:
            lines.append(" " * (indent + hanging if lines else indent) + word)
    return lines
