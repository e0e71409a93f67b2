"""Reports of letters that came back."""

from __future__ import annotations

import pytest

from lumbago.mail import Address, Bounce, message_id, read_bounce

SENT = message_id("digest 1", Address("lumbago@example.org"))
REPORT = """From: MAILER-DAEMON@example.net
To: lumbago@example.org
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

Sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; ada@example.net
Action: {action}
Status: {status}

--b
Content-Type: {kind}

From: lumbago@example.org
Message-ID: {sent}
Subject: A letter

--b--
"""


def report(action: str = "failed", status: str = "5.1.1", sent: str = SENT, kind: str = "message/rfc822") -> bytes:
    return REPORT.format(action=action, status=status, sent=sent, kind=kind).encode()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (report(), Bounce(SENT, True, "5.1.1")),
        (report(kind="text/rfc822-headers"), Bounce(SENT, True, "5.1.1")),
        (report(status="4.4.7"), Bounce(SENT, False, "4.4.7")),
        (report(action="delayed"), None),
        (report(sent="<hello@example.org>"), None),
        (b"", None),
        (b"Subject: Out of office\n\nBack on Monday.", None),
        (b"\xff\xfe\x00", None),
    ],
)
def test_a_report_is_read(content: bytes, expected: Bounce | None) -> None:
    assert read_bounce(content) == expected
