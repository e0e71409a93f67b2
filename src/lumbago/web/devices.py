"""What a device is called in a list of devices, from what its browser says of itself."""

from __future__ import annotations

BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    *(("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android")),
    *(("Windows", "Windows"), ("Mac OS", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux")),
)


def device_name(says: str) -> str:
    """Name a device: "Firefox on Android"."""
    browser = next((name for part, name in BROWSERS if part in says), "A browser")
    system = next((name for part, name in SYSTEMS if part in says), "")
    return f"{browser} on {system}" if system else browser
