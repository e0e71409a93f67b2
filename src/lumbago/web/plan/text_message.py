"""The safety net as a text message: what to watch for, and what to do then, short enough to be sent."""

from __future__ import annotations

from urllib.parse import quote

from lumbago.web.safety_net import SafetyNet


def text_message(net: SafetyNet, number: str, made: str, urgency: str) -> str:
    """Write the safety net in plain words, without any answer of the person."""
    parts = [f"Back pain, {made}. If something changes:"]
    for watch in net.watches:
        what = f"Call {number} at once for" if watch.urgency == "emergency" else "See a doctor the same day for"
        parts.append(f"{what}: {'; '.join(watch.signs)}.")
    if urgency == "self_care":
        parts.append(f"Not clearly better by {net.better_by}? See a doctor or a physiotherapist.")
    else:
        parts.append("Keep your appointment even if it eases.")
    return " ".join(parts)


def as_link(text: str) -> str:
    """Make the address that opens a text message on a phone."""
    return f"sms:?&body={quote(text)}"
