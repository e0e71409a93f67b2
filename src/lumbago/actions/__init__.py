"""The only code that changes what is kept: one function for each thing that can happen in a visit."""

from lumbago.actions.accounts import (
    ROLES,
    Account,
    Role,
    account_of,
    devices,
    erase_account,
    give_role,
    make_sign_in_link,
    read_email,
    roles_given,
    session_name,
    sign_in_by_link,
    sign_out,
    sign_out_device,
    take_role,
)
from lumbago.actions.replay import Replay, replay
from lumbago.actions.visits import (
    Concluded,
    VisitState,
    answer,
    conclude_visit,
    erase,
    list_medicines,
    start_visit,
    visit_state,
    withdraw_answer,
)
from lumbago.mail import MailSettings, read_mail_settings
from lumbago.storage import Database, open_database
from lumbago.storage.sessions import Arrival

__all__ = [
    "ROLES",
    "Account",
    "Arrival",
    "Concluded",
    "Database",
    "MailSettings",
    "Replay",
    "Role",
    "VisitState",
    "account_of",
    "answer",
    "conclude_visit",
    "devices",
    "erase",
    "erase_account",
    "give_role",
    "list_medicines",
    "make_sign_in_link",
    "open_database",
    "read_email",
    "read_mail_settings",
    "replay",
    "roles_given",
    "session_name",
    "sign_in_by_link",
    "sign_out",
    "sign_out_device",
    "start_visit",
    "take_role",
    "visit_state",
    "withdraw_answer",
]
