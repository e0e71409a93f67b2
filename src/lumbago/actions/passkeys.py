"""Passkeys: a device proves who is there without a password. The ceremonies are WebAuthn's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from lumbago.actions.accounts import Account
from lumbago.errors import InputError, NotFoundError, Problem
from lumbago.storage import accounts as stored
from lumbago.storage import sessions
from lumbago.storage.accounts import Passkey
from lumbago.storage.database import Database
from lumbago.storage.digests import digest
from lumbago.storage.sessions import Arrival

CHALLENGE_LASTS = timedelta(minutes=5)
NAME = "Lumbago"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the pages are: what a passkey is bound to."""

    host: str
    origin: str


def offer_passkey(database: Database, account: Account | None, key: str, place: Place, now: datetime) -> str:
    """Set a challenge for making a passkey; give what the browser needs, as JSON.

    Without an account the passkey makes one: its name is fixed by the browser's key, so that it cannot be chosen.
    """
    have = stored.passkeys_of(database, account.id) if account else ()
    options = generate_registration_options(
        rp_id=place.host,
        rp_name=NAME,
        user_id=_name(account, key).encode(),
        user_name=(account.email if account else None) or "My back",
        exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(one.id)) for one in have],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.PREFERRED
        ),
    )
    sessions.keep_challenge(database, key, options.challenge, now + CHALLENGE_LASTS)
    return options_to_json(options)


def keep_passkey(database: Database, account: Account | None, answer: str, place: Place, arrival: Arrival) -> None:
    """Keep the passkey a browser made, and sign it in where it was not.

    Raises: InputError when the answer does not fit the challenge.
    """
    challenge = _challenge(database, arrival)
    try:
        made = verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=place.host,
            expected_origin=place.origin,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise _does_not_fit() from error
    name = bytes_to_base64url(made.credential_id)
    if stored.passkey_of(database, name) is not None:
        raise _does_not_fit()
    owner = _name(account, arrival.old_key)
    if account is None:
        sessions.sign_in(database, owner, None, arrival)
    kept = Passkey(name, owner, made.credential_public_key, made.sign_count, arrival.device, arrival.now)
    stored.keep_passkey(database, kept)


def ask_for_passkey(database: Database, key: str, place: Place, now: datetime) -> str:
    """Set a challenge for signing in; give what the browser needs, as JSON."""
    options = generate_authentication_options(rp_id=place.host, user_verification=UserVerificationRequirement.PREFERRED)
    sessions.keep_challenge(database, key, options.challenge, now + CHALLENGE_LASTS)
    return options_to_json(options)


def sign_in_by_passkey(database: Database, answer: str, place: Place, arrival: Arrival) -> None:
    """Sign a browser in by its passkey.

    Raises: InputError when the answer does not fit the challenge, or no account has this passkey.
    """
    challenge = _challenge(database, arrival)
    try:
        kept = stored.passkey_of(database, parse_authentication_credential_json(answer).id)
        if kept is None:
            raise _does_not_fit()
        proved = verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=place.host,
            expected_origin=place.origin,
            credential_public_key=kept.public_key,
            credential_current_sign_count=kept.sign_count,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise _does_not_fit() from error
    stored.count_passkey(database, kept.id, proved.new_sign_count)
    sessions.sign_in(database, kept.account, None, arrival)


def passkeys(database: Database, account: Account) -> tuple[Passkey, ...]:
    """List the passkeys of an account."""
    return stored.passkeys_of(database, account.id)


def forget_passkey(database: Database, account: Account, name: str) -> None:
    """Forget a passkey, unless it is the only way into the account.

    Raises: NotFoundError when the account has no such passkey; InputError when nothing else would open it.
    """
    if account.email is None and len(passkeys(database, account)) < 2:
        mend = "Add another one or an e-mail address first."
        raise InputError(Problem("this passkey is the only way into your account.", mend=mend))
    if not stored.drop_passkey(database, name, account.id):
        raise NotFoundError(Problem("there is no such passkey."))


def _challenge(database: Database, arrival: Arrival) -> bytes:
    found = sessions.use_challenge(database, arrival.old_key, arrival.now)
    if found is None:
        raise _does_not_fit()
    return found


def _name(account: Account | None, key: str) -> str:
    return account.id if account else digest(f"account of {key}")[:32]


def _does_not_fit() -> InputError:
    return InputError(Problem("this passkey could not be used here.", mend="Try again, or sign in by e-mail."))
