# SPDX-License-Identifier: MIT
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchpatch_gui.domain.servers import Server, Target, TargetError


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [
        ("mail.contoso.example", "mail.contoso.example", 443),
        ("Mail.Contoso.Example.", "mail.contoso.example", 443),
        (" mail.contoso.example:8443 ", "mail.contoso.example", 8443),
        ("https://mail.contoso.example", "mail.contoso.example", 443),
        ("HTTPS://mail.contoso.example:444/owa/", "mail.contoso.example", 444),
        ("mail.contoso.example/", "mail.contoso.example", 443),
        ("[2001:db8::1]:8443", "2001:db8::1", 8443),
        ("[2001:DB8::1]", "2001:db8::1", 443),
        ("2001:db8::1", "2001:db8::1", 443),
        ("192.0.2.1:444", "192.0.2.1", 444),
        ("münchen.example", "münchen.example", 443),
        ("EX01", "ex01", 443),
    ],
)
def test_every_form_of_a_target_is_read(text, host, port):
    assert Target.parse(text) == Target(host, port)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("http://mail.contoso.example", "scheme"),
        ("ftp://x", "scheme"),
        ("mail.contoso.example:0", "port"),
        ("mail.contoso.example:65536", "port"),
        ("mail.contoso.example:0000099999", "port"),
        ("mail.contoso.example:https", "port"),
        ("mail.contoso.example:", "port"),
        ("mail.contoso.example/owa", "path"),
        ("[2001:db8::1", "host"),
        ("[mail.contoso.example]", "host"),
        ("[::1]x", "host"),
        ("1:2:3", "host"),
        ("a..b", "host"),
        ("a b", "host"),
        ("x" * 64 + ".example", "host"),
        ("user@host", "host"),
        ("<script>", "host"),
        ("host\x00", "host"),
    ],
)
def test_what_is_no_target_is_refused_with_the_part_that_is_wrong(text, reason):
    with pytest.raises(TargetError) as caught:
        Target.parse(text)

    assert caught.value.reason == reason


@given(
    st.sampled_from(["mail.contoso.example", "192.0.2.7", "2001:db8::7", "ex01"]),
    st.integers(1, 65535),
)
def test_a_target_reads_back_from_its_text(host, port):
    target = Target(host, port)

    assert Target.parse(str(target)) == target
    assert Target.parse(f"https://{target}") == target


def test_a_server_named_on_the_command_line_is_not_stored():
    server = Server.ad_hoc(Target("mail.contoso.example"))

    assert (server.id, server.name, server.enabled) == (0, "mail.contoso.example", True)


@pytest.mark.parametrize(
    ("text", "port"),
    [("ex01", 5986), ("ex01:443", 443), ("::1", 5986), ("[::1]", 5986), ("[::1]:443", 443)],
)
def test_a_port_that_is_not_typed_is_the_usual_one_of_its_kind(text: str, port: int):
    assert Target.parse(text, 5986).port == port
