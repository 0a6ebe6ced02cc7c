# SPDX-License-Identifier: MIT
"""The accepting side of NTLM for users that live in memory.

pyspnego's own acceptor takes users from a file that an environment variable names, one for the
whole process. Here each server has its own. [MS-NLMP] 3.2.5.1.2 and 3.3.2 are the rules; NTLMv1
is not accepted.
"""

from __future__ import annotations

from collections.abc import Mapping

from spnego import NegotiateOptions
from spnego._context import ContextProxy, GSSMech
from spnego._negotiate import NegotiateProxy
from spnego._ntlm import NTLMProxy
from spnego._ntlm_raw.crypto import compute_response_v2, md5, ntowfv1, ntowfv2, rc4k
from spnego._ntlm_raw.messages import (
    Authenticate,
    AvFlags,
    AvId,
    NegotiateFlags,
    NTClientChallengeV2,
    TargetInfo,
)
from spnego.channel_bindings import GssChannelBindings
from spnego.exceptions import BadBindingsError, InvalidTokenError

_PROOF_LENGTH = 16
_NO_BINDINGS = b"\x00" * 16
_NO_MIC = b"\x00" * 16


def accepting_context(
    users: Mapping[str, str], bindings: GssChannelBindings | None
) -> ContextProxy:
    r"""Give a context for one connection that knows these users.

    Args:
        users: Password by ``DOMAIN\user`` or ``user@domain``, in lower case.
        bindings: What a sign-in over this TLS connection has to name, if it names something.
    """
    return NegotiateProxy(
        hostname="demo",
        service="http",
        channel_bindings=bindings,
        usage="accept",
        options=NegotiateOptions.wrapping_winrm,
        _negotiate_contexts={GSSMech.ntlm: _Acceptor(users, bindings)},
    )


class _Acceptor(NTLMProxy):
    """NTLM as a server speaks it; all but the look-up of the user is pyspnego's."""

    def __init__(self, users: Mapping[str, str], bindings: GssChannelBindings | None) -> None:
        # As an initiator it asks for no file; the only difference is in what ``usage`` selects.
        super().__init__("nobody", "", channel_bindings=bindings, usage="initiate")
        self.usage = "accept"
        self._users = users

    @property
    def client_principal(self) -> str | None:
        """Who has signed in."""
        return self._principal if self.complete else None

    def _step_accept_authenticate(
        self, token: bytes, channel_bindings: GssChannelBindings | None
    ) -> None:
        sent = Authenticate.unpack(token)
        negotiate, challenge = self._temp_negotiate, self._temp_challenge
        response = sent.nt_challenge_response or b""
        if negotiate is None or challenge is None or len(response) <= 24:
            raise InvalidTokenError(context_msg="not an NTLMv2 response")
        client = NTClientChallengeV2.unpack(response[_PROOF_LENGTH:])
        expected, _, key = compute_response_v2(
            self._hash_of(sent),
            challenge.server_challenge,
            client.challenge_from_client,
            client.time_stamp,
            client.av_pairs,
        )
        if response != expected:
            raise InvalidTokenError(context_msg="wrong password")
        _check_bindings(client.av_pairs, channel_bindings)
        if sent.flags & NegotiateFlags.key_exch:
            key = rc4k(key, sent.encrypted_random_session_key or b"")
        self._session_key = key
        if client.av_pairs.get(AvId.flags, 0) & AvFlags.mic:
            mic, sent.mic = sent.mic, _NO_MIC
            if mic != self._calculate_mic(key, negotiate.pack(), challenge.pack(), sent.pack()):
                raise InvalidTokenError(context_msg="the messages were tampered with")
        self._context_attr = sent.flags
        self._complete = True

    def _hash_of(self, sent: Authenticate) -> bytes:
        user, domain = sent.user_name or "", sent.domain_name or ""
        self._principal = f"{domain}\\{user}" if domain else user
        password = self._users.get(self._principal.lower())
        if password is None:
            raise InvalidTokenError(context_msg="unknown user")
        return ntowfv2(user, ntowfv1(password), domain)


def _check_bindings(pairs: TargetInfo, bindings: GssChannelBindings | None) -> None:
    """Refuse a sign-in that was made on another connection, as Windows does by default."""
    named = pairs.get(AvId.channel_bindings, _NO_BINDINGS)
    if bindings is not None and named not in {_NO_BINDINGS, md5(bindings.pack())}:
        raise BadBindingsError(context_msg="made on another connection")
