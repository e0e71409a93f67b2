"""The addresses of signing in and of an account."""

from __future__ import annotations

from starlette.routing import Route

from lumbago.web.pages import account, sign_in
from lumbago.web.posted import posted


def account_routes() -> list[Route]:
    """List them."""
    return [
        Route("/sign-in", sign_in.signing_in),
        Route("/sign-in/by-mail", posted(sign_in.mail_link), methods=["POST"]),
        Route("/sign-in/passkey", posted(sign_in.by_passkey), methods=["POST"]),
        Route("/sign-in/new-passkey", sign_in.new_passkey),
        Route("/sign-in/new-passkey", posted(sign_in.keep_passkey), methods=["POST"]),
        Route("/sign-in/{link}", sign_in.link),
        Route("/sign-in/{link}", posted(sign_in.by_link), methods=["POST"]),
        Route("/passkey.js", sign_in.script),
        Route("/account", account.account),
        Route("/account/sign-out", posted(account.sign_out), methods=["POST"]),
        Route("/account/devices", posted(account.sign_out_device), methods=["POST"]),
        Route("/account/passkeys", posted(account.forget_passkey), methods=["POST"]),
        Route("/account/visits", posted(account.show_visit), methods=["POST"]),
        Route("/account/erase", posted(account.erase), methods=["POST"]),
    ]
