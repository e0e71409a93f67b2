"""What a page says when a request cannot be followed: in words, with a way on."""

from __future__ import annotations

from lumbago.errors import InputError, Problem

FROM_ANOTHER_DEVICE = (("/sign-in", "Sign in"), ("/recover", "Open my diary by its code"))
"""For whoever answered on another device."""


class RefusedError(InputError):
    """A request that cannot be followed; shown as a page with this status, title, reason and way on."""

    def __init__(
        self,
        status: int,
        title: str,
        reason: str,
        way_on: tuple[str, str] = ("/", "Go to the start"),
        others: tuple[tuple[str, str], ...] = (),
    ) -> None:
        self.status = status
        self.title = title
        self.reason = reason
        self.way_on = way_on
        self.others = others
        super().__init__(Problem(f"{title}. {reason}"))


def no_visit(method: str = "GET") -> RefusedError:
    """Say that nothing is stored for this browser, and where something was sent, that it was not kept either."""
    reason = "You have not started here, or your answers have been erased. Begin again whenever you are ready."
    if method == "POST":
        reason = f"What you just sent was not kept. {reason}"
    return RefusedError(404, "There are no answers from this browser", reason, others=FROM_ANOTHER_DEVICE)


def not_yours() -> RefusedError:
    """Say that there is no such page: nobody is told whether it is somebody else's."""
    return RefusedError(404, "There is no such page", "The address is wrong or old.")


def no_such_link() -> RefusedError:
    """Say that a shared link opens nothing, be it over, revoked or never made."""
    reason = "It was taken back, its time is over, or the address is wrong. Ask the person who sent it for a new one."
    return RefusedError(404, "This link opens nothing", reason)


def sign_in_first() -> RefusedError:
    """Ask for an account."""
    reason = "This page belongs to an account. Sign in, and open it again."
    return RefusedError(404, "You are not signed in", reason, ("/sign-in", "Sign in"))


def stale_form() -> RefusedError:
    """Say that the page was filled in under another key, or by another site."""
    reason = (
        "Your answer was not saved. This happens when a page was left open for long, when answers were erased in "
        "another tab, or when the browser keeps no cookies. Open the questions again, and answer once more."
    )
    return RefusedError(403, "This page is out of date", reason, ("/questions", "Open the questions"))


def too_long() -> RefusedError:
    """Say that more was sent than any page here asks for."""
    reason = "More text arrived than any question here asks for. Nothing of it was saved. Go back and write less."
    return RefusedError(413, "That is too much text", reason, ("/questions", "Back to the questions"))


def unreadable_form() -> RefusedError:
    """Say that the request is no form of ours."""
    reason = "What arrived is not one of our forms, or only a part of it came through. Nothing was saved."
    return RefusedError(400, "The form could not be read", reason, ("/questions", "Open the questions"))
