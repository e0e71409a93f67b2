"""What can be typed after `lumbago`, and what its exit status means.

0: done. 1: a bug in Lumbago. 2: what was given is wrong, in part or as a whole. 130: interrupted.

Whatever a command needs is imported when it runs, so that the others start at once.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from lumbago.cli.cohort.commands import add_cohort, add_simulate
from lumbago.cli.printing import abandon_output, finish_output, print_bug, print_problems, put
from lumbago.errors import InputError, Problem, UserError

if TYPE_CHECKING:
    Commands: TypeAlias = argparse._SubParsersAction["CommandLine"]

GARBAGE = 100_000
"""Objects made before Python looks for garbage: more than the knowledge base has."""

WRONG_INPUT = 2
INTERRUPTED = 130

ABOUT = "Takes answers about back pain, and says how urgent it is, why, and what is likely."
WHAT_IT_IS_NOT = (
    "Lumbago is decision support for adults, and not a medical device. Every answer says whether a clinician has "
    "signed off what it rests on. In danger now? Call your emergency number."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status; a bug escapes, with its traceback, and ends with 1."""
    sys.excepthook = print_bug
    try:
        given = command_line().parse_args(arguments)
        status: int = given.run(given)
        finish_output()
    except UserError as error:
        print_problems(error.problems)
        return WRONG_INPUT
    except BrokenPipeError:  # whoever reads the output has seen enough
        abandon_output()
        return 0
    except KeyboardInterrupt:
        abandon_output()
        return INTERRUPTED
    return status


class CommandLine(argparse.ArgumentParser):
    """A parser that reports its errors as all others are reported."""

    def error(self, message: str) -> NoReturn:
        raise InputError(Problem(f"{message}.", file=self.prog, mend=f'See "{self.prog} --help".'))


class Version(argparse.Action):
    """Prints the version, which is looked up only when asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_others: object) -> None:
        from importlib.metadata import version

        put(f"lumbago {version('lumbago')}\n")
        parser.exit()


def command_line() -> CommandLine:
    """Describe every command."""
    top = CommandLine("lumbago", description=ABOUT, epilog=WHAT_IT_IS_NOT, allow_abbrev=False)
    top.add_argument("--version", action=Version, nargs=0, help="print the version")
    commands = _commands_of(top)
    _add_assess(commands)
    _add_medicines(commands)
    _add(commands, "ask", "ask the questions in this terminal, and give the advice").set_defaults(run=_ask)
    add_cohort(commands, _add)
    add_simulate(commands, _add)
    _add_serve(commands)
    _add_replay(commands)
    _add_role(commands)
    _add(commands, "remind", "send the diary's reminders that are due; for cron").set_defaults(run=_remind)
    _add(commands, "forget", "erase the visits that nobody has written in for long; for cron").set_defaults(run=_forget)
    _add_check_article(commands)
    _add(commands, "send-digest", "send the digests that are due; for cron").set_defaults(run=_send_digest)
    bounce = _add(commands, "note-bounce", "read a report of a digest that came back, on standard input")
    bounce.set_defaults(run=_note_bounce)
    schema = _add(commands, "schema", "print the JSON Schema of what `assess --json` prints")
    schema.add_argument("--medicines", action="store_true", help="of what `medicines --json` prints instead")
    schema.set_defaults(run=_schema)
    _add_knowledge(_commands_of(_add(commands, "knowledge", "look into the knowledge base")))
    return top


def _commands_of(parser: CommandLine) -> Commands:
    return parser.add_subparsers(title="commands", metavar="COMMAND", dest="command", required=True)


def _add(commands: Commands, name: str, does: str) -> CommandLine:
    sentence = f"{does[0].upper()}{does[1:]}."
    return commands.add_parser(name, help=does, description=sentence, allow_abbrev=False)


def _add_assess(commands: Commands) -> None:
    command = _add(commands, "assess", "say how urgent each case is, why, and what is likely")
    _add_cases(command)
    command.set_defaults(run=_assess)


def _add_medicines(commands: Commands) -> None:
    command = _add(commands, "medicines", "say for each case which medicines suit, which do not, and why")
    _add_cases(command)
    command.set_defaults(run=_medicines)


def _add_cases(command: CommandLine) -> None:
    """Describe what a command takes that answers cases."""
    command.add_argument(
        "file", metavar="FILE", help='a JSON object, a JSON array or JSON Lines; "-" for standard input'
    )
    command.add_argument("--json", action="store_true", help="print one JSON object a line, for machines")
    command.add_argument("--clinician", action="store_true", help="use a clinician's words")
    command.add_argument(
        "--keep-going",
        action="store_true",
        help="report bad cases and answer the others; the exit status is 2 all the same",
    )


def _add_serve(commands: Commands) -> None:
    command = _add(commands, "serve", "serve the pages to a browser on this machine")
    command.add_argument("--host", default="127.0.0.1", help="the address to listen on (%(default)s)")
    command.add_argument("--port", type=int, default=8000, help="the port to listen on (%(default)s)")
    command.add_argument("--workers", type=int, help="how many processes answer (one for each processor, at most 4)")
    command.set_defaults(run=_serve)


def _add_replay(commands: Commands) -> None:
    command = _add(commands, "replay", "say what a concluded visit was told, and what an edition says of it now")
    command.add_argument("visit", metavar="VISIT", help="the key of a visit")
    command.add_argument("--edition", metavar="E", help="another edition that is kept; the visit's own without it")
    command.set_defaults(run=_replay)


def _add_role(commands: Commands) -> None:
    roles = _commands_of(_add(commands, "role", "say who moderates, edits or operates the pages"))
    for do, does in (("give", "give a role to whoever signs in by an address"), ("take", "take a role away")):
        command = _add(roles, do, does)
        command.add_argument("role", choices=("moderator", "editor", "operator"), help="the role")
        command.add_argument("email", metavar="EMAIL", help="the address they sign in by")
        command.set_defaults(run=_role, do=do)
    _add(roles, "list", "list who has which role").set_defaults(run=_roles)


def _add_check_article(commands: Commands) -> None:
    command = _add(commands, "check-article", "read a text against the claims: what stands, what does not, and why")
    command.add_argument("file", metavar="FILE", help='Markdown or plain text; "-" for standard input')
    command.add_argument("--json", action="store_true", help="print one JSON object, for machines")
    command.set_defaults(run=_check_article)


def _add_knowledge(commands: Commands) -> None:
    check = _add(commands, "check", "check that every record holds together with all others")
    check.set_defaults(run=_knowledge_check)
    show = _add(commands, "show", "print one record and where it is used")
    show.add_argument("id", metavar="ID", help="the id of a record")
    show.set_defaults(run=_knowledge_show)
    diff = _add(commands, "diff", "list what differs between two knowledge bases")
    diff.add_argument("before", metavar="A", help='a folder of records, or "packaged" for those Lumbago came with')
    diff.add_argument("after", metavar="B", help="another")
    diff.add_argument("--cases", metavar="FILE", help="also list the cases whose answer differs")
    diff.set_defaults(run=_knowledge_diff)
    stale = _add(commands, "stale", "list what rests on figures nobody has read where they stand")
    stale.set_defaults(run=_knowledge_stale)


def _assess(given: argparse.Namespace) -> int:
    # NumPy's threads cost a third of the start-up and have nothing to share in sums as small as one person's.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # What is loaded stays; to look through it for garbage again and again while it grows costs a tenth.
    gc.set_threshold(GARBAGE)
    from lumbago.cli.assess import assess

    return assess(given.file, as_json=given.json, clinician=given.clinician, keep_going=given.keep_going)


def _ask(_given: argparse.Namespace) -> int:
    from lumbago.cli.ask import ask

    return ask()


def _medicines(given: argparse.Namespace) -> int:
    from lumbago.cli.medicines import medicines

    return medicines(given.file, as_json=given.json, clinician=given.clinician, keep_going=given.keep_going)


def _serve(given: argparse.Namespace) -> int:
    from lumbago.web.serve import serve

    return serve(given.host, given.port, given.workers)


def _replay(given: argparse.Namespace) -> int:
    from lumbago.cli.replay import replay

    return replay(given.visit, given.edition)


def _role(given: argparse.Namespace) -> int:
    from lumbago.cli.roles import role

    return role(given.do, given.role, given.email)


def _roles(_given: argparse.Namespace) -> int:
    from lumbago.cli.roles import list_roles

    return list_roles()


def _send_digest(_given: argparse.Namespace) -> int:
    from lumbago.cli.digest import send_digest

    return send_digest()


def _note_bounce(_given: argparse.Namespace) -> int:
    from lumbago.cli.digest import note_bounce

    return note_bounce()


def _remind(_given: argparse.Namespace) -> int:
    from lumbago.cli.remind import remind

    return remind()


def _forget(_given: argparse.Namespace) -> int:
    from lumbago.cli.forget import forget

    return forget()


def _schema(given: argparse.Namespace) -> int:
    from lumbago.cli.output import schema_text

    if given.medicines:
        from lumbago.cli.medicine_answers import schema

        put(schema_text(schema()))
    else:
        put(schema_text())
    return 0


def _check_article(given: argparse.Namespace) -> int:
    from lumbago.cli.check_article import check_article

    return check_article(given.file, as_json=given.json)


def _knowledge_check(_given: argparse.Namespace) -> int:
    from lumbago.cli.knowledge import check

    return check()


def _knowledge_show(given: argparse.Namespace) -> int:
    from lumbago.cli.knowledge import show

    return show(given.id)


def _knowledge_diff(given: argparse.Namespace) -> int:
    from lumbago.cli.knowledge import diff

    return diff(given.before, given.after, given.cases)


def _knowledge_stale(_given: argparse.Namespace) -> int:
    from lumbago.cli.knowledge import stale

    return stale()
