# SPDX-License-Identifier: MIT
"""Nobody is asked more, faster or otherwise than a visitor would."""

from __future__ import annotations

import threading

import pytest

from exchpatch_gui.domain.evidence import FailureKind, Kind, ProbeStatus
from exchpatch_gui.domain.identity_words import IdentityVerdict
from exchpatch_gui.domain.options import ProbeOptions
from exchpatch_gui.domain.servers import Server, Target
from exchpatch_gui.net.http import Answer
from exchpatch_gui.net.settings import NetError
from exchpatch_gui.probes.base import ObservationLog, ProbeContext
from exchpatch_gui.probes.exchange_http import exchange_http
from tests.probes.asking import (
    AUTODISCOVER,
    ERROR_PAGE,
    LOGON,
    MANIFEST,
    NOW,
    WEB_SERVICES,
    NotingEvent,
    Questioner,
    Reply,
    Serve,
)
from tests.probes.pages import challenge, front_end, logon, logon_page, redirect

SE = "15.2.2562.37"
SITES = {
    "nothing at all": {},
    "sign-in page only": {LOGON: logon(None, "15.2.1748")},
    "services only": {WEB_SERVICES: challenge(None)},
    "autodiscover only": {AUTODISCOVER: challenge(SE)},
    "error page only": {ERROR_PAGE: logon(None, "15.2.1748")},
    "endless redirects": {LOGON: redirect(LOGON), WEB_SERVICES: redirect("/EWS/Exchange.asmx")},
    "cookies": {LOGON: Reply(200, [("Set-Cookie", "ClientId=1; path=/"), ("Set-Cookie", "a=b")])},
    "error redirect with a version": {
        LOGON: redirect("/owa/auth/errorFE.aspx?httpCode=500;owaVer=15.2.1.1"),
        WEB_SERVICES: Reply(401),
        ERROR_PAGE: logon("15.2.1748.10", None),
    },
}


@pytest.mark.parametrize("routes", SITES.values(), ids=SITES.keys())
@pytest.mark.parametrize("extra", [(), ("exporttool",)], ids=["plain", "with exporttool"])
def test_at_most_three_plain_requests_reach_a_server(
    routes, extra, serve: Serve, questioner: Questioner
):
    server = serve(routes)

    questioner.ask(server.target, *extra)

    assert 1 <= len(server.requests) <= 3
    assert len(set(server.paths)) == len(server.paths)
    for head in server.requests:
        assert head.startswith("GET /")
        assert "owaver" not in head.lower()
        assert "\r\ncookie:" not in head.lower()
        assert "\r\nauthorization:" not in head.lower()
        assert "\r\nuser-agent: exchpatch/" in head.lower()


def test_one_request_is_enough_where_header_and_page_agree(serve: Serve, questioner: Questioner):
    server = serve({LOGON: logon(SE, "15.2.2562")})

    questioner.ask(server.target, "exporttool")

    assert server.paths == ["/owa/auth/logon.aspx"]


@pytest.mark.parametrize("status", [302, 401])
def test_one_request_is_enough_where_a_refusal_names_the_build(
    status, serve: Serve, questioner: Questioner
):
    server = serve({LOGON: Reply(status, [("Location", "/x"), *front_end(SE)])})

    questioner.ask(server.target)

    assert len(server.requests) == 1


def test_the_first_request_waits_for_nobody_and_each_further_one_for_the_pause(
    serve: Serve, questioner: Questioner
):
    questioner.pause = 1.5
    server = serve({WEB_SERVICES: challenge(None)})

    asked = questioner.ask(server.target)

    assert len(server.requests) == 3
    assert asked.pauses == (0.0, 1.5, 1.5)


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(429), "rate-limit"),
        (Reply(503, [("Retry-After", "120")]), "rate-limit"),
        (Reply(403, [("Server", "cloudflare"), ("CF-Ray", "8f0-FRA")]), "firewall"),
        (Reply(403, [], "<h1>Request Rejected</h1> Your support ID is: 18"), "firewall"),
        (Reply(503, [("X-Iinfo", "10-1")]), "firewall"),
    ],
)
def test_a_request_to_stop_is_obeyed(reply, reason, serve: Serve, questioner: Questioner):
    server = serve({LOGON: reply, WEB_SERVICES: challenge(SE)})

    asked = questioner.ask(server.target, "exporttool")

    assert len(server.requests) == 1
    (failure,) = asked.outcome("exchange-http").failures
    assert (failure.kind, failure.reason) == (FailureKind.BLOCKED, reason)
    assert failure.params == {"status": reply.status}
    assert asked.identity.verdict is IdentityVerdict.UNDETERMINED


def test_a_plain_403_is_no_request_to_stop(serve: Serve, questioner: Questioner):
    server = serve({LOGON: Reply(403), WEB_SERVICES: challenge(SE)})

    asked = questioner.ask(server.target)

    assert asked.identity.build == SE


def test_a_stop_on_the_second_request_ends_the_run(serve: Serve, questioner: Questioner):
    server = serve({WEB_SERVICES: Reply(503, [("Retry-After", "1")])})

    questioner.ask(server.target)

    assert len(server.requests) == 2


def test_the_cloud_is_left_alone_after_the_first_answer(serve: Serve, questioner: Questioner):
    cloud = [("X-FEServer", "AM0PR05CA0071"), ("X-CalculatedFETarget", "AM0P.internal.outlook.com")]
    server = serve({LOGON: redirect("https://login.microsoftonline.com/", cloud)})

    asked = questioner.ask(server.target, "exporttool")

    assert len(server.requests) == 1
    assert asked.outcome("exporttool").status is ProbeStatus.NOT_APPLICABLE
    assert asked.identity.verdict is IdentityVerdict.EXCHANGE_ONLINE


def test_the_error_page_gives_way_to_the_manifest_that_was_asked_for(
    serve: Serve, questioner: Questioner
):
    routes = {LOGON: Reply(401), WEB_SERVICES: challenge(None), ERROR_PAGE: logon(None, "15.2.986")}

    plain, noisy = serve(routes), serve(routes)
    questioner.ask(plain.target)
    questioner.ask(noisy.target, "exporttool")

    assert plain.paths[2].startswith("/owa/auth/errorFE.aspx?httpCode=404")
    assert noisy.paths[2].lower() == MANIFEST


def test_a_version_that_the_error_page_may_echo_is_not_believed(
    serve: Serve, questioner: Questioner
):
    asked = questioner.ask(serve(SITES["error redirect with a version"]).target)

    assert asked.seen(Kind.BUILD) == []
    assert asked.identity.build == ""


def test_a_version_of_the_error_page_without_an_echo_is_believed(
    serve: Serve, questioner: Questioner
):
    page = Reply(200, front_end(SE), logon_page("15.2.2562"))
    server = serve({LOGON: Reply(401), WEB_SERVICES: Reply(401), ERROR_PAGE: page})

    assert questioner.ask(server.target).identity.build == SE


def test_a_cancelled_run_keeps_what_it_saw_and_asks_no_more(serve: Serve, questioner: Questioner):
    server = serve({LOGON: logon(None, "15.2.1748"), WEB_SERVICES: challenge(SE)})

    asked = questioner.ask(server.target, cancel=NotingEvent(set_after=1))

    outcome = asked.outcome("exchange-http")
    assert outcome.status is ProbeStatus.CANCELLED
    assert [one.kind for one in outcome.failures] == [FailureKind.CANCELLED]
    assert asked.seen(Kind.PATH_BUILD) == ["15.2.1748"]
    assert asked.seen(Kind.TLS_PROTOCOL)
    assert len(server.requests) == 1


def test_optional_probes_stay_silent_after_a_cancel(serve: Serve, questioner: Questioner):
    server = serve({})
    cancel = NotingEvent()
    cancel.set()

    asked = questioner.ask(
        server.target, "exporttool", "farm", "imap", "ntlm", "pop3", "smtp", cancel=cancel
    )

    assert server.requests == []
    states = {one.status for one in asked.outcomes}
    assert states == {ProbeStatus.CANCELLED, ProbeStatus.NOT_APPLICABLE}
    assert asked.outcome("smtp").status is ProbeStatus.CANCELLED


@pytest.mark.parametrize("probe", ["exporttool", "farm", "ntlm"])
def test_an_optional_probe_that_is_cancelled_asks_nothing(
    probe, serve: Serve, questioner: Questioner
):
    server = serve({LOGON: Reply(401), WEB_SERVICES: challenge(None)})
    plain = {"exporttool": 2}.get(probe, 3)

    asked = questioner.ask(server.target, probe, cancel=NotingEvent(set_after=plain))

    assert asked.outcome(probe).status is ProbeStatus.CANCELLED
    assert len(server.requests) == plain


class _Aliased:
    """A session whose host resolved through names of Microsoft."""

    tls = None
    address = "192.0.2.1"
    aliases = ("autodiscover.outlook.com",)

    def __init__(self) -> None:
        self.asked: list[str] = []

    def get(self, path: str, **_: object) -> Answer:
        self.asked.append(path)
        return Answer(
            "GET", f"https://mail.contoso.example{path}", path, 404, "", (), b"", False, 0
        )


@pytest.mark.parametrize(
    ("host", "session"),
    [("mail.contoso.example", _Aliased()), ("outlook.office365.com", _Aliased())],
)
def test_a_host_that_is_microsofts_own_is_asked_once(host, session):
    stop, log = threading.Event(), ObservationLog(lambda: NOW)
    server = Server.ad_hoc(Target(host))
    context = ProbeContext(server, ProbeOptions(), session, log, stop)

    outcome = exchange_http(context)

    assert session.asked == ["/owa/auth/logon.aspx"]
    seen = [(one.kind, one.value) for one in outcome.observations]
    assert (Kind.ADDRESS, "autodiscover.outlook.com") in seen
    assert next(value for kind, value in seen if kind is Kind.CLOUD).endswith(".com")


def test_a_cancel_during_a_request_is_no_fault_of_the_server():
    class Cancelling(_Aliased):
        aliases = ()

        def get(self, path: str, **_: object) -> Answer:
            raise NetError(FailureKind.CANCELLED, "user", where=path)

    log, stop = ObservationLog(lambda: NOW), threading.Event()
    server = Server.ad_hoc(Target("mail.contoso.example"))

    outcome = exchange_http(ProbeContext(server, ProbeOptions(), Cancelling(), log, stop))

    assert outcome.status is ProbeStatus.CANCELLED
    assert len(outcome.failures) == 1
