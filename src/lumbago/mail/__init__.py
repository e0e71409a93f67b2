"""Sends letters that other layers wrote. Decides nothing about who gets one, and keeps nothing.

smtplib, not an asynchronous library: letters are sent by a command that cron starts, and a few by pages, in a thread.
One connection carries a whole issue, the standard library is reviewed by many, and the order of the dialogue stays
ours: what has to be kept before a letter leaves can be kept at exactly that point.
"""

from lumbago.mail.address import Address, read_address
from lumbago.mail.bounce import Bounce, read_bounce
from lumbago.mail.letter import Letter, OneClick, compose, message_id
from lumbago.mail.send import MailConnection, send
from lumbago.mail.settings import MailSettings, read_mail_settings

__all__ = [
    "Address",
    "Bounce",
    "Letter",
    "MailConnection",
    "MailSettings",
    "OneClick",
    "compose",
    "message_id",
    "read_address",
    "read_bounce",
    "read_mail_settings",
    "send",
]
