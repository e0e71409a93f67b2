"""The interview as people hold it: typed at a terminal, or sent through a pipe."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from lumbago.pathway.interview import Finished, next_screen
from lumbago.pathway.visit import appraise
from lumbago.record import Record
from tests.integration.command import LUMBAGO, lumbago
from tests.people import NOON, knowledge

SAID = {"age": 45.0, "sex_at_birth": "female", "pregnant": "no", "duration_days": 2.0, "pain_intensity": 6.0}


def typed(said: dict[str, object]) -> list[str]:
    """Type what somebody types at each question of the interview who says this, and no to the rest."""
    record, lines = Record(setting="self"), []
    while not isinstance(shown := next_screen(appraise(record, knowledge(), NOON), knowledge()), Finished):
        if shown.topic.record.kind == "any_of":
            yes = [str(n) for n, f in enumerate(shown.findings, 1) if said.get(f)]
            lines.append(" ".join(yes) or "0")
        for finding in shown.findings:
            definition = knowledge().vocabulary[finding]
            value = said.get(finding, False if definition.kind == "yes_no" else None)
            record = record.with_answer(finding, value)  # type: ignore[arg-type]
            if shown.topic.record.kind != "any_of":
                lines.append({None: "d", True: "y", False: "n"}.get(value, str(value)))  # type: ignore[call-overload]
    return lines


def piped(*lines: str) -> subprocess.CompletedProcess[str]:
    return lumbago("ask", given="".join(f"{line}\n" for line in lines))


def test_a_whole_interview_through_a_pipe_ends_with_the_report_of_assess() -> None:
    done = piped(*typed(SAID), "")
    assert (done.returncode, done.stderr) == (0, "")
    assert "That is all: " in done.stdout
    assert "you: AT HOME" in done.stdout
    assert "What it may be:" in done.stdout


def test_an_emergency_is_named_and_nothing_more_is_asked() -> None:
    lines = typed({**SAID, "saddle_numbness": True})
    done = piped(*lines, "")
    assert len(lines) < len(typed(SAID))
    assert "That is all: you need help now" in done.stdout
    assert "you: NOW" in done.stdout


def test_why_is_answered_and_the_question_stays() -> None:
    done = piped("?", "45", "why", "1")
    first, second = done.stdout.split("> ")[1:3]
    assert "- " in first
    assert "What sex was recorded" in second
    assert "2. Pregnancy" in done.stdout


def test_back_asks_the_page_before_again_and_on_the_first_says_so() -> None:
    done = piped("b", "45", "2", "b", "46", "1")
    assert "This is the first page." in done.stdout
    assert done.stdout.count("1. About you") == 3
    assert "2. Pregnancy" in done.stdout


def test_an_answer_is_changed_at_the_end_and_the_advice_with_it() -> None:
    lines = typed(SAID)
    page = next(n for n, title in enumerate(titles(lines), 1) if title.startswith("Bladder"))
    done = piped(*lines, "c", str(page), "1", "")
    assert "you: NOW" in done.stdout
    assert f"{page} Bladder, bowel and the area you sit on (none of these)" in done.stdout


def titles(lines: list[str]) -> list[str]:
    text = piped(*lines, "").stdout
    found = [
        before for before, line in zip(text.splitlines(), text.splitlines()[1:], strict=False) if set(line) == {"-"}
    ]
    return [title.partition(". ")[2] for title in found]


@pytest.mark.parametrize("lines", [[], ["45"], ["45", "1", "q"], ["stop"]])
def test_whoever_stops_early_is_not_told_to_stay_at_home(lines: list[str]) -> None:
    done = piped(*lines)
    assert (done.returncode, done.stderr) == (0, "")
    assert "IT IS TOO EARLY TO SAY" in done.stdout
    assert "AT HOME" not in done.stdout
    assert ("The input has ended." in done.stdout) is (not lines or lines[-1] not in ("q", "stop"))


@pytest.mark.parametrize("strange", [b"\xff\xfe\x00", b"9" * 1_000_000, b"\x1b[31m", "٤٥".encode()])
def test_strange_lines_are_refused_in_words(strange: bytes) -> None:
    done = lumbago("ask", given=strange + b"\n45\n1\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Type a number of years or months, or d for don't know." in done.stdout
    assert "2. Pregnancy" in done.stdout


@contextmanager
def at_a_terminal() -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Run `lumbago ask` at a terminal of its own; it never outlives its test.

    It heeds Ctrl+C as at any terminal, also where a shell runs the tests in the background, with that signal ignored.
    """
    ours, theirs = pty.openpty()
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen([LUMBAGO, "ask"], stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
    signal.signal(signal.SIGINT, before)
    os.close(theirs)
    try:
        yield ours, process
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def test_at_a_terminal_each_question_waits_for_its_answer_and_the_end_of_input_is_taken() -> None:
    with at_a_terminal() as (terminal, process):
        shown = _until(terminal, "How old are you?")
        assert "What sex" not in shown
        os.write(terminal, b"45\n")
        assert "What sex" in _until(terminal, "d I don't know")
        os.write(terminal, b"\x04")  # Ctrl+D
        assert "The input has ended." in _until(terminal, "call your emergency")
        assert process.wait(10) == 0


def _until(terminal: int, words: str) -> str:
    """Read what a terminal shows, until it shows these words and waits."""
    shown, ends = "", time.monotonic() + 20
    while words not in " ".join(shown.split()) or not shown.rstrip().endswith((">", "number.")):
        assert time.monotonic() < ends, shown
        if select.select([terminal], [], [], 0.5)[0]:
            shown += os.read(terminal, 4096).decode()
    return shown


def test_ctrl_c_ends_it_quietly() -> None:
    with at_a_terminal() as (terminal, process):
        _until(terminal, "How old are you?")
        # Python looks for signals, then waits for input: one that comes between waits as well, and people press again.
        for _ in range(10):
            process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                process.wait(3)
                break
        assert process.returncode == 130
        assert "Traceback" not in _rest(terminal)


def _rest(terminal: int) -> str:
    """Read what was shown before a terminal was left."""
    shown = b""
    with suppress(OSError):
        while select.select([terminal], [], [], 0)[0] and (more := os.read(terminal, 4096)):
            shown += more
    return shown.decode()
