"""The letters that a person asked for: a link to sign in, a reminder of the diary."""

from __future__ import annotations

from datetime import datetime

from lumbago.mail import Letter, MailSettings, OneClick, read_address, send

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


REMINDER = """\
Your diary is waiting. It takes 20 seconds:

{today}

You asked for these letters. To get no more of them, open:

{stop}

In danger now? Do not write. Call your emergency number.
"""

SILENCE = """\
Your pain was strong when you last wrote, and we have not heard from you since. How are you?

One tap tells us whether you are better or worse:

{today}

If you are worse, do not wait: speak with a doctor or a nurse today. If a leg grows weak, if you are numb where you sit,
or if you cannot pass water, call your emergency number now.

You asked for these letters. To get no more of them, open:

{stop}
"""


def reminder_letter(email: str, today: str, stop: OneClick, identity: str) -> Letter:
    """Write the letter that reminds somebody of the diary; nothing in it tells what is written there."""
    return _letter(email, "Your diary of today", REMINDER.format(today=today, stop=stop.address), stop, identity)


def silence_letter(email: str, today: str, stop: OneClick, identity: str) -> Letter:
    """Write the one letter to somebody who fell silent while the pain was strong."""
    return _letter(email, "How are you?", SILENCE.format(today=today, stop=stop.address), stop, identity)


def _letter(email: str, subject: str, text: str, stop: OneClick, identity: str) -> Letter:
    return Letter(read_address(email), subject, text, identity, one_click=stop)
