# SPDX-License-Identifier: MIT
"""What probes bring back: observations with their source, and why a probe could not look."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from exchpatch_gui.domain.messages import Params
from exchpatch_gui.domain.values import dataclass, field

FACTS_ID = "collected"
"""The probe that stands for facts collected on the server; its observations' ids begin with it."""

SIGN_IN_PROBE = "winrm"
"""The probe that signs in to a server and collects its facts."""


class Confidence(StrEnum):
    """How sure a statement is."""

    CERTAIN = "certain"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NONE = "none"


class Kind(StrEnum):
    """What an observation is about, and the form of its value."""

    BUILD = "build"
    """A four-part build as a header said it, spelling kept: ``15.2.1748.26``."""
    PATH_BUILD = "path-build"
    """Three or four parts from the paths of the sign-in page."""
    MANIFEST_BUILD = "manifest-build"
    """Four parts from the export tool's manifest; only the first three say anything certain."""
    FILE_BUILD = "file-build"
    """The true build of ExSetup.exe, read on the server itself."""
    ACCOUNT = "account"
    """Who collected facts on the server, as ``DOMAIN\\user``."""
    FRONT_END = "front-end"
    """The machine name in X-FEServer."""
    MARKER = "marker"
    """A sign of on-premises Exchange other than a name or build, such as ``owa-page``."""
    CLOUD = "cloud"
    """A sign of Exchange Online, such as a header name."""
    OTHER_SOFTWARE = "other-software"
    """The name of software that is not Exchange, or that imitates it: ``Z-Push``, ``gromox``."""
    SUSPICION = "suspicion"
    """A sign that does not fit genuine Exchange; the id of the contradiction."""
    GATEWAY = "gateway"
    """The name of what stands in front: ``Cloudflare``, ``AD FS``, ``Forefront TMG``."""
    WEB_SERVER = "web-server"
    """The Server header."""
    RUNTIME = "runtime"
    """The X-AspNet-Version header."""
    ANSWER = "answer"
    """Status of a request, with the target of a redirect: ``302 /owa/auth/logon.aspx``."""
    PRODUCT_HINT = "product-hint"
    """Products that fit a sign, oldest first, with commas: ``2010`` or ``2016,2019,SE``."""
    WINDOWS = "windows"
    """Windows version in three parts from an NTLM challenge: ``10.0.20348``."""
    HOST_NAME = "host-name"
    """A name the server gives itself in a banner, a challenge or a certificate."""
    MAIL_SERVICE = "mail-service"
    """``smtp``, ``imap`` or ``pop3`` with the cleaned first line: ``smtp 220 mail ...``."""
    ADDRESS = "address"
    """The address the connection went to, or an alias the name resolved through."""
    TLS_PROTOCOL = "tls-protocol"
    """``TLSv1.3`` … ``TLSv1``: what the two sides agreed on."""
    TLS_CIPHER = "tls-cipher"
    """The agreed cipher suite in OpenSSL's spelling."""
    CERT_TRUST = "certificate-trust"
    """``trusted``, ``self-signed``, ``untrusted-issuer``, ``expired``, ``not-yet-valid``,
    ``name-mismatch``, ``weak``, ``incomplete-chain`` or ``other``, by the system's store."""
    CERT_SUBJECT = "certificate-subject"
    """RFC 4514 text."""
    CERT_ISSUER = "certificate-issuer"
    """RFC 4514 text."""
    CERT_NAMES = "certificate-names"
    """Subject alternative names, with commas."""
    CERT_STARTS = "certificate-starts"
    """ISO 8601 date and time in UTC."""
    CERT_ENDS = "certificate-ends"
    """ISO 8601 date and time in UTC."""
    CERT_KEY = "certificate-key"
    """Algorithm and bits: ``RSA 2048``, ``EC 256``."""
    CERT_SIGNATURE = "certificate-signature"
    """Hash of the signature: ``sha256``, ``sha1``."""
    CERT_FINGERPRINT = "certificate-fingerprint"
    """SHA-256 of the certificate in hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing that was seen.

    Attributes:
        id: Unique within one server's result, such as ``obs-3``.
        value: In the form its kind describes; already cut and free of control characters.
        source: Where: a request, a banner, a cmdlet.
        method: Which part of the answer carried it.
        at: When it was seen, UTC.
        confidence: How much this sign alone says.
        node: The server behind the name that gave it, empty if unknown.
    """

    id: str
    kind: Kind
    value: str
    source: str
    method: str
    at: datetime
    confidence: Confidence = Confidence.HIGH
    node: str = ""


class FailureKind(StrEnum):
    """Why a probe brought nothing; the words of the result document."""

    DNS = "dns"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    TLS_UNTRUSTED = "tls-untrusted"
    TLS = "tls"
    AUTH = "auth"
    FORBIDDEN = "forbidden"
    BLOCKED = "blocked"
    PROTOCOL = "protocol"
    TOO_LARGE = "too-large"
    CANCELLED = "cancelled"
    BUG = "bug"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a probe could not look, or not to the end.

    Attributes:
        probe: The probe's id.
        reason: Selects the sentence ``failure.<kind>[.<reason>]``, such as ``connect``.
        params: What its placeholders stand for.
    """

    probe: str
    kind: FailureKind
    reason: str = ""
    params: Params = field(default_factory=dict)


class ProbeStatus(StrEnum):
    """How far a probe came."""

    OK = "ok"
    NOT_APPLICABLE = "not-applicable"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class ProbeOutcome:
    """All that one probe brought back from one server.

    Attributes:
        failures: Several where a probe went on after a fault; with ``OK`` they are partial.
        seconds: How long it took.
    """

    probe: str
    status: ProbeStatus
    observations: tuple[Observation, ...] = ()
    failures: tuple[Failure, ...] = ()
    seconds: float = 0.0
