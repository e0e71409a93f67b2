"""The letters that a person asked for: a link to sign in, a reminder of the diary."""

from __future__ import annotations

from datetime import datetime

from lumbago.mail import Letter, MailSettings, read_address, send

SIGN_IN = """\
Somebody, probably you, asked to sign in to Lumbago with this address.

Open this link on the device you want to use:

{link}

It works once, for 15 minutes. If it was not you, do nothing: without the link nobody gets in.
"""


def mail_sign_in_link(settings: MailSettings, email: str, link: str, now: datetime) -> None:
    """Mail a link to sign in.

    Raises: MailError when it could not be sent.
    """
    letter = Letter(read_address(email), "Your link to sign in to Lumbago", SIGN_IN.format(link=link), identity=link)
    send(settings, letter, now)
