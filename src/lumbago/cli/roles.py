"""`lumbago role`: who moderates, edits or operates the pages."""

from __future__ import annotations

from typing import Literal, TypeAlias

from lumbago import actions
from lumbago.actions import Role
from lumbago.cli.printing import put

Do: TypeAlias = Literal["give", "take"]


def role(do: Do, name: Role, email: str) -> int:
    """Give a role, or take it.

    Raises: InputError when it is no address; NotFoundError when nobody signed in by it, or they have not the role.
    """
    database = actions.open_database()
    (actions.give_role if do == "give" else actions.take_role)(database, email, name)
    put(f"{email} is {'now' if do == 'give' else 'no longer'} {name}.\n")
    return 0


def list_roles() -> int:
    """Print who has which role."""
    given = actions.roles_given(actions.open_database())
    put("".join(f"{name}\t{email}\n" for name, email in given) or "Nobody has a role.\n")
    return 0
