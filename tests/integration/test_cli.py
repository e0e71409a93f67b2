"""The command as people run it: a real process, its output, its errors and its exit status."""

from __future__ import annotations

import json
import os
import pty
import resource
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from lumbago.knowledge import load
from tests.integration.command import LUMBAGO, lumbago

MARIA = {"id": "maria", "setting": "primary_care", "answers": {"age": 45, "saddle_numbness": "yes"}}
JON = {"id": "jon", "answers": {"age": 30, "muscle_spasm": "yes", "saddle_numbness": "no"}}
MANY = 10_000


def lines(*cases: dict[str, Any]) -> str:
    return "".join(json.dumps(case) + "\n" for case in cases)


FORMS = {
    "an object": (json.dumps(MARIA), ["maria"]),
    "an object over several lines": (json.dumps(MARIA, indent=2), ["maria"]),
    "an array": (json.dumps([MARIA, JON], indent=2), ["maria", "jon"]),
    "JSON Lines": (lines(MARIA, JON), ["maria", "jon"]),
    "an empty array": ("[]", []),
}


@pytest.mark.parametrize("form", FORMS)
def test_assess_takes_every_form_from_a_file_and_from_standard_input(tmp_path: Path, form: str) -> None:
    text, ids = FORMS[form]
    file = tmp_path / "a name with spaces.txt"
    file.write_text(text)
    for done in (lumbago("assess", str(file), "--json"), lumbago("assess", "-", "--json", given=text)):
        assert (done.returncode, done.stderr) == (0, "")
        assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ids


def test_json_keeps_to_the_schema_the_command_prints() -> None:
    schema = json.loads(lumbago("schema").stdout)
    done = lumbago("assess", "-", "--json", given=lines(MARIA, JON))
    for line in done.stdout.splitlines():
        Draft202012Validator(schema).validate(json.loads(line))
    assert [json.loads(line)["urgency"] for line in done.stdout.splitlines()] == ["emergency", "self_care"]


def test_both_readers_get_a_report() -> None:
    person = lumbago("assess", "-", given=lines(MARIA))
    clinician = lumbago("assess", "-", "--clinician", given=lines(MARIA))
    for done in (person, clinician):
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("maria: NOW")
    assert person.stdout != clinician.stdout


def test_json_is_utf_8_wherever_it_goes() -> None:
    zoe = lines({**MARIA, "id": "Zoë"})
    assert json.loads(lumbago("assess", "-", "--json", given=zoe, PYTHONIOENCODING="ascii").stdout)["id"] == "Zoë"
    assert lumbago("assess", "-", given=zoe, PYTHONIOENCODING="ascii").stdout.startswith("Zo\\xeb: NOW")


BAD = {  # what is given, and how each line of standard error starts
    "unknown finding": (
        lines({"answers": {"sadle_numbness": "yes"}}),
        ["standard input:1 answers.sadle_numbness: there is no such finding. Did you mean saddle_numbness"],
    ),
    "wrong type": (lines({"answers": {"age": "45"}}), ['standard input:1 answers.age: "45" is not a number.']),
    "wrong answer": (
        lines({"answers": {"saddle_numbness": "maybe"}}),
        ['standard input:1 answers.saddle_numbness: "maybe" is not an answer here.'],
    ),
    "wrong choice": (
        lines({"answers": {"sex_at_birth": "f"}}),
        ['standard input:1 answers.sex_at_birth: "f" is not an answer here.'],
    ),
    "wrong unit": (
        lines({"answers": {"temperature_c": {"value": 310, "unit": "K"}}}),
        ['standard input:1 answers.temperature_c.unit: "K" is not a unit of temperature_c. Use degC or degF.'],
    ),
    "out of range": (
        lines({"answers": {"age": 121}}),
        ["standard input:1 answers.age: 121 is outside the range from 0 to 120 years."],
    ),
    "unknown setting": (lines({"setting": "gp", "answers": {}}), ['standard input:1 setting: "gp" is not a setting.']),
    "unknown key": (
        lines({"settings": "self", "answers": {}}),
        ["standard input:1 settings: a case has no such key. Did you mean setting?"],
    ),
    "key twice": ('{"answers": {"age": 1, "age": 2}}', ["standard input:1 answers.age: the key appears twice."]),
    "NaN": ('{"answers": {"age": NaN}}', ["standard input:1 answers.age: NaN is not a number in JSON."]),
    "huge number": ('{"answers": {"age": 1e999}}', ["standard input:1 answers.age: the number is too large"]),
    "empty": ("", ["standard input: there is nothing in it."]),
    "not JSON": ("age: 45", ["standard input:1: this is not JSON: expecting value at column 1."]),
    "binary": (b"\x7fELF\0\0", ["standard input: this is not text"]),
    "not UTF-8": (b'{"id": "\xe9"}', ["standard input:1: this is not UTF-8"]),
    "deep": ("[" * 100_000, ["standard input:1: brackets are nested too deeply."]),
    "half a sign": ('{"id": "\\ud800", "answers": {}}', ['standard input:1 id: "\\ud800" cannot be an id.']),
    "a megabyte": (
        lines({"id": "x" * 10**6, "answers": {"y" * 10**6: "z" * 10**6}}),
        ["standard input:1 id: ", "standard input:1 answers.yyy"],
    ),
    "all at once": (
        lines({"setting": "gp", "answers": {"age": -1}}, MARIA, {"answers": []}),
        ["standard input:1 setting:", "standard input:1 answers.age:", "standard input:3 answers:"],
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_ends_with_2_and_prints_nothing_but_every_problem(case: str) -> None:
    given, starts = BAD[case]
    done = lumbago("assess", "-", "--json", given=given)
    assert (done.returncode, done.stdout) == (2, "")
    told = done.stderr.splitlines()
    assert len(told) == len(starts)
    for line, start in zip(told, starts, strict=True):
        assert line.startswith(start)
        assert len(line) < 500


FILES = [  # a file's name, and its problem
    (".", "this is a folder. Name a file in it."),
    ("none.jsonl", 'there is no such file. Check the path; "-" is standard input.'),
]


@pytest.mark.parametrize(("name", "problem"), FILES)
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str, problem: str) -> None:
    file = str(tmp_path / name)
    done = lumbago("assess", file)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{Path(file)}: {problem}\n".replace("/.:", ":"))


ARGUMENTS = [  # what is typed, and what stands on standard error
    ([], 'lumbago: the following arguments are required: COMMAND. See "lumbago --help".'),
    (
        ["knowledge"],
        'lumbago knowledge: the following arguments are required: COMMAND. See "lumbago knowledge --help".',
    ),
    (["assess"], 'lumbago assess: the following arguments are required: FILE. See "lumbago assess --help".'),
    (["assess", "-", "--jsn"], 'lumbago: unrecognized arguments: --jsn. See "lumbago --help".'),
    (["assess", "-", "--js"], 'lumbago: unrecognized arguments: --js. See "lumbago --help".'),
]


@pytest.mark.parametrize(("arguments", "problem"), ARGUMENTS)
def test_bad_arguments_end_with_2(arguments: list[str], problem: str) -> None:
    done = lumbago(*arguments)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", problem + "\n")


def test_an_unknown_command_lists_the_known_ones() -> None:
    done = lumbago("asess")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("lumbago: ")
    assert all(command in done.stderr for command in ("assess", "schema", "knowledge"))


def many() -> list[str]:
    return [json.dumps({**JON, "id": str(number)}) for number in range(1, MANY + 1)]


def test_line_3_of_10000_is_broken(tmp_path: Path) -> None:
    cases = many()
    cases[2] = '{"id": "3", "answers": {"age": 45}'
    file = tmp_path / "cases.jsonl"
    file.write_text("\n".join(cases))
    done = lumbago("assess", str(file), "--json")
    assert (done.returncode, done.stdout) == (2, "")
    (problem,) = done.stderr.splitlines()
    assert problem.startswith(f"{file}:3: this is not JSON: expecting ',' delimiter at column")


def test_keep_going_reports_the_bad_and_answers_the_good() -> None:
    given = lines(MARIA) + "{oops\n" + lines({"id": "x", "answers": {"age": 999}}, JON)
    done = lumbago("assess", "-", "--json", "--keep-going", given=given)
    assert done.returncode == 2
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["maria", "jon"]
    assert [line.partition(": ")[0] for line in done.stderr.splitlines()] == [
        "standard input:2",
        "standard input:3 answers.age",
    ]


def test_keep_going_ends_with_0_when_all_are_good() -> None:
    done = lumbago("assess", "-", "--json", "--keep-going", given=lines(MARIA, JON))
    assert (done.returncode, done.stderr) == (0, "")


def test_keep_going_changes_no_answer() -> None:
    given = lines(MARIA, JON)
    assert (
        lumbago("assess", "-", "--json", given=given).stdout
        == lumbago("assess", "-", "--json", "--keep-going", given=given).stdout
    )


def test_of_very_many_problems_the_first_are_shown_and_all_are_counted() -> None:
    done = lumbago("assess", "-", given=lines(*[{"answers": {"age": 999}}] * 1234))
    told = done.stderr.splitlines()
    assert (done.returncode, len(told)) == (2, 51)
    assert told[-1] == "... and 1,184 more problems; 1,234 in all."


def test_a_reader_who_has_seen_enough_ends_it_quietly(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text("\n".join(many()[:300]))
    command = f"'{LUMBAGO}' assess '{file}' --json | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["id"] == "1"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("command", [["schema"], ["assess", "-", "--json"]])
def test_a_full_disk_is_told_and_ends_with_2(command: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [LUMBAGO, *command], check=False, input=lines(MARIA).encode(), stdout=full, stderr=subprocess.PIPE
        )
    assert (done.returncode, done.stderr) == (
        2,
        b"standard output: it cannot be written: No space left on device. Make room.\n",
    )


def test_a_bug_keeps_its_traceback_and_ends_with_1(tmp_path: Path) -> None:
    """A broken installation stands for a bug: there is none to be had on demand."""
    (tmp_path / "msgspec.py").write_text("raise RuntimeError('broken')")
    done = lumbago("schema", PYTHONPATH=str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" in done.stderr
    assert "RuntimeError: broken" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("This is a bug in Lumbago, not in what you gave it.")


def on_a_terminal(cases: list[str], file: Path) -> str:
    """Run with standard error on a terminal, and give what it shows."""
    file.write_text("\n".join(cases))
    ours, theirs = pty.openpty()
    command = [LUMBAGO, "assess", str(file), "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=theirs, env={**os.environ, "TERM": "xterm"}
    ) as process:
        os.close(theirs)
        shown = b""
        try:
            while part := os.read(ours, 4096):
                shown += part
        except OSError:  # Linux says so when the other end is closed
            pass
    os.close(ours)
    assert process.returncode == 0
    return shown.decode()


@pytest.mark.parametrize(("count", "bar"), [(200, False), (201, True)])
def test_a_bar_shows_how_far_many_cases_are(tmp_path: Path, count: int, bar: bool) -> None:
    assert ("Assessing" in on_a_terminal(many()[:count], tmp_path / "cases")) is bar


def test_no_bar_is_shown_where_nobody_watches() -> None:
    assert lumbago("assess", "-", "--json", given="\n".join(many()[:250])).stderr == ""


def test_the_version_is_the_package_s() -> None:
    done = lumbago("--version")
    assert (done.returncode, done.stdout) == (0, "lumbago 0.1.0\n")


@pytest.mark.parametrize("command", [[], ["assess"], ["schema"], ["knowledge"], ["knowledge", "diff"]])
def test_every_command_has_help(command: list[str]) -> None:
    done = lumbago(*command, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("usage: lumbago")


def test_python_m_is_the_same_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "lumbago.cli", "--version"], check=False, capture_output=True, text=True
    )
    assert done.stdout == lumbago("--version").stdout


START = 0.3
"""Seconds of processor time from start to first output."""

RUNS = 12

NUMPY_THEN = 0.111
"""Seconds that `import numpy` took where START was agreed (decision 0005): a slower machine is given as much more."""


def test_the_start_takes_little_cpu(tmp_path: Path) -> None:
    """Compiled, as after the first start; the least of some runs, because what else runs only ever adds to it."""
    load()
    settings = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(tmp_path)}
    spent: dict[str, list[float]] = {"start": [], "numpy": []}
    as_measured = {**os.environ, **settings, "OPENBLAS_NUM_THREADS": "1"}  # as `assess` itself asks for
    for _ in range(RUNS):
        with processor_time(spent["start"]):
            assert lumbago("assess", "-", "--json", given=lines(MARIA), **settings).returncode == 0
        with processor_time(spent["numpy"]):
            subprocess.run([sys.executable, "-c", "import numpy"], env=as_measured, check=True)
        allowed = START * max(1, min(spent["numpy"]) / NUMPY_THEN)
        if min(spent["start"]) < allowed:
            return
    raise AssertionError(f"{min(spent['start']):.3f} s from start to first output; {allowed:.3f} s are allowed")


@contextmanager
def processor_time(spent: list[float]) -> Iterator[None]:
    """Add what the children inside take."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    yield
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


HEAVY = ("numpy", "rich", "msgspec", "tomllib")


@pytest.mark.parametrize("heavy", HEAVY)
def test_the_command_line_alone_imports_nothing_heavy(heavy: str) -> None:
    code = f"import sys, lumbago.cli; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_pages_and_the_diary_load_nothing_that_compiles_loops() -> None:
    code = "import sys, lumbago.web.app, lumbago.pathway.course; sys.exit('numba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_port_that_is_taken_is_refused_and_not_shared() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = lumbago("serve", "--port", port)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"127.0.0.1:{port}: Address already in use. Name another:")
