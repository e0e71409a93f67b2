"""The conversation: one page after the other, back, changed, or stopped; then the advice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeAlias

from lumbago.cli.ask import words
from lumbago.cli.ask.replies import Command, command_in, read_list, read_one
from lumbago.cli.ask.terminal import InputEnded, hear, say
from lumbago.cli.for_people import report
from lumbago.cli.signed import load_signed
from lumbago.cli.wrapping import wrapped
from lumbago.errors import InputError
from lumbago.knowledge import Knowledge
from lumbago.pathway.interview import Finished, Next, Screen, next_screen
from lumbago.pathway.triage import rank
from lumbago.pathway.visit import Visit, appraise, conduct
from lumbago.record import Record, Value

Answers: TypeAlias = Mapping[str, Value | None]


def ask() -> int:
    """Hold the interview, and print the advice."""
    knowledge = load_signed()
    now = datetime.now().astimezone()
    for line in words.WELCOME:
        say(wrapped(line))
    talk = Conversation(knowledge, now)
    try:
        talk.hold()
    except InputEnded:
        say("The input has ended. This is what can be said so far.")
    visit = conduct(talk.record, knowledge, now)
    say(advice(visit, talk.next(), knowledge))
    return 0


def advice(visit: Visit, left: Next, knowledge: Knowledge) -> str:
    """Write the report; "at home" is held back while questions are left and a doctor today is not ruled out."""
    open_ended = rank(visit.not_ruled_out) >= rank("same_day")
    if not isinstance(left, Finished) and visit.urgency == "self_care" and open_ended:
        head, text = words.TOO_EARLY
        return f"\n{head}\n{'=' * len(head)}\n{wrapped(text)}\n"
    return report(visit, knowledge, "person").rstrip()


class Conversation:
    """One person at one terminal."""

    def __init__(self, knowledge: Knowledge, now: datetime) -> None:
        self._knowledge = knowledge
        self._now = now
        self.record = Record(id="you", setting="self")
        self._asked: list[Screen] = []

    def next(self) -> Next:
        """Choose what to ask next."""
        return next_screen(appraise(self.record, self._knowledge, self._now), self._knowledge)

    def hold(self) -> None:
        """Ask until there is nothing left to ask, or the person stops.

        Raises: InputEnded.
        """
        while True:
            shown = self.next()
            came = self._page(shown, len(self._asked) + 1) if isinstance(shown, Screen) else self._end(shown)
            if came == "stop":
                return
            self._follow(came, shown)

    def _follow(self, came: Answers | Command, shown: Next) -> None:
        if came == "back":
            self._back()
        elif came == "change":
            self._change()
        elif isinstance(came, Mapping) and isinstance(shown, Screen):
            self._keep(came)
            self._asked.append(shown)

    def _keep(self, answers: Answers) -> None:
        for finding, value in answers.items():
            self.record = self.record.with_answer(finding, value)

    def _back(self) -> None:
        if not self._asked:
            say("This is the first page.")
            return
        for finding in self._asked.pop().findings:
            self.record = self.record.without(finding)

    def _change(self) -> None:
        """Ask an answered page again; whatever else is typed leaves everything as it was."""
        if not self._asked:
            say("Nothing is answered yet.")
            return
        for number, screen in enumerate(self._asked, 1):
            say(wrapped(words.answers_of(screen, self.record, self._knowledge), f"{number:3} "))
        say("Which one? Its number, or Enter to leave all as it is.")
        reply = hear()
        if reply.isdecimal() and 1 <= int(reply[:4]) <= len(self._asked):
            number = int(reply)
            came = self._page(self._asked[number - 1], number)
            if isinstance(came, Mapping):
                self._keep(came)

    def _end(self, finished: Finished) -> Command:
        """Say why no more is asked, and wait: for Enter, or for second thoughts."""
        say(words.stopped(finished))
        say("Enter shows the advice; b goes back, c changes an answer.")
        came = command_in(hear())
        return came if came in ("back", "change") else "stop"

    def _page(self, screen: Screen, number: int) -> Answers | Command:
        say(words.heading(screen, number))
        if screen.topic.record.kind == "any_of":
            say(words.listed(screen, self._knowledge))
            return self._reply(screen, screen.findings, lambda reply: read_list(reply, screen.findings))
        answers: dict[str, Value | None] = {}
        for finding in screen.findings:
            say(words.question(finding, self._knowledge))
            came = self._reply(screen, (finding,), self._reading(finding))
            if not isinstance(came, Mapping):
                return came
            answers.update(came)
        return answers

    def _reading(self, finding: str) -> Callable[[str], Answers]:
        definition = self._knowledge.vocabulary[finding]
        return lambda reply: {finding: read_one(reply, definition)}

    def _reply(self, screen: Screen, findings: tuple[str, ...], read: Callable[[str], Answers]) -> Answers | Command:
        """Wait until something was typed that is an answer, or that leads elsewhere."""
        while True:
            reply = hear()
            command = command_in(reply)
            if command == "why":
                say(words.why(screen, findings, self._knowledge))
            elif command is not None:
                return command
            else:
                try:
                    return read(reply)
                except InputError as error:
                    say(str(error))
