# SPDX-License-Identifier: MIT
"""However an answer is cut into packets and whatever it holds, reading it comes to an end."""

from __future__ import annotations

import threading
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from exchpatch_gui.net.body import decompress, read_body
from exchpatch_gui.net.head import Head, Incoming, read_head
from exchpatch_gui.net.patience import Patience
from exchpatch_gui.net.settings import BODY_LIMIT, HEADER_COUNT_LIMIT, Deadline, NetError

ANSWER = (
    b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 302 Found\r\nLocation: /owa/\r\nX-Fold: a\r\n b\r\n"
    b"bad\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\nA\r\n0123456789\r\n0\r\n\r\n"
)


class _Packets:
    """Stands in for a connection that delivers given packets and ends."""

    def __init__(self, packets: list[bytes]) -> None:
        self._packets = packets

    def receive(self, most: int, _: Patience) -> bytes:
        if not self._packets:
            return b""
        head, rest = self._packets[0][:most], self._packets[0][most:]
        self._packets[:1] = [rest] if rest else []
        return head


def _read(packets: list[bytes]) -> tuple[Head, bytes] | NetError:
    incoming = Incoming(_Packets([one for one in packets if one]))  # type: ignore[arg-type]
    patience = Patience("mail.contoso.example:443", Deadline(5), threading.Event())
    try:
        head = read_head(incoming, patience)
    except NetError as error:
        return error
    body = read_body(incoming, head, patience)
    return head, bytes(body.raw)


@given(st.sets(st.integers(1, len(ANSWER) - 1)))
def test_packet_borders_make_no_difference(cuts: set[int]):
    borders = [0, *sorted(cuts), len(ANSWER)]
    packets = [ANSWER[start:end] for start, end in pairwise(borders)]

    result = _read(packets)

    assert isinstance(result, tuple)
    head, body = result
    assert (head.status, head.values("location"), head.values("x-fold")) == (
        302,
        ["/owa/"],
        ["a b"],
    )
    assert body == b"abcd0123456789"


@given(
    st.lists(
        st.one_of(
            st.binary(max_size=300),
            st.sampled_from(
                [
                    b"HTTP/1.1 200 OK\r\n",
                    b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
                    b"Transfer-Encoding: chunked\r\n\r\n",
                    b"\r\n",
                    b"\n",
                    b"ff\r\n",
                    b"X: y\r\n" * 60,
                ]
            ),
        ),
        max_size=8,
    )
)
def test_any_bytes_end_in_a_bounded_answer_or_a_failure(packets: list[bytes]):
    result = _read(packets)

    if isinstance(result, tuple):
        head, body = result
        assert len(head.headers) <= HEADER_COUNT_LIMIT
        assert len(body) <= BODY_LIMIT
    else:
        assert result.reason


@given(st.binary(max_size=500), st.sampled_from(["gzip", "deflate", "br", "", "x-gzip"]))
def test_any_bytes_decompress_within_the_cap(raw: bytes, encoding: str):
    plain, _ = decompress(raw, encoding)

    assert len(plain) <= BODY_LIMIT
