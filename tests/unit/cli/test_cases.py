from __future__ import annotations

import io
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lumbago.cli.cases import read_cases, read_records
from lumbago.cli.values import Case
from lumbago.errors import InputError
from tests.unit.record.vocabulary import VOCABULARY

ONE = {"id": "a", "answers": {"age": 45}}
TWO = {"id": "b", "answers": {}}


NOBODY = 65534
"""Owns nothing."""


def file_of(folder: Path, content: str | bytes) -> str:
    path = folder / "cases"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def found(file: str) -> list[tuple[int | None, object]]:
    """List line and case, or line and problem, of everything in a file."""
    listed: list[tuple[int | None, object]] = []
    for case in read_cases(file):
        if isinstance(case, Case):
            listed.append((case.place.line, case.given))
        else:
            listed.extend((problem.line, f"{problem.message} {problem.mend}".strip()) for problem in case.problems)
    return listed


def pretty(*cases: Any) -> str:
    return "\n".join(json.dumps(case, indent=2) for case in cases)


FORMS = [  # a text, and the line of each of its cases
    ("an object", json.dumps(ONE), [(1, ONE)]),
    ("an object over several lines", pretty(ONE), [(1, ONE)]),
    ("an object below empty lines", f"\n\n{pretty(ONE)}\n\n", [(3, ONE)]),
    ("objects over several lines", pretty(ONE, TWO), [(1, ONE), (7, TWO)]),
    ("an array on one line", json.dumps([ONE, TWO]), [(1, ONE), (1, TWO)]),
    ("an array over several lines", f"[\n{json.dumps(ONE)},\n{json.dumps(TWO)}\n]\n", [(2, ONE), (3, TWO)]),
    ("a pretty array", pretty([ONE, TWO]), [(2, ONE), (8, TWO)]),
    ("an empty array", "[]", []),
    ("JSON Lines", f"{json.dumps(ONE)}\n{json.dumps(TWO)}\n", [(1, ONE), (2, TWO)]),
    ("JSON Lines of Windows", f"{json.dumps(ONE)}\r\n{json.dumps(TWO)}\r\n", [(1, ONE), (2, TWO)]),
    ("JSON Lines with gaps", f"\n{json.dumps(ONE)}\n \n{json.dumps(TWO)}", [(2, ONE), (4, TWO)]),
    ("a byte order mark", "\ufeff" + json.dumps(ONE), [(1, ONE)]),
    ("a line separator inside a text", '{"id": "a\u2028b", "answers": {}}', [(1, {"id": "a\u2028b", "answers": {}})]),
]


@pytest.mark.parametrize(("text", "cases"), [form[1:] for form in FORMS], ids=[form[0] for form in FORMS])
def test_the_form_is_told_by_its_content(tmp_path: Path, text: str, cases: list[tuple[int, object]]) -> None:
    assert found(file_of(tmp_path, text)) == cases


LINE = json.dumps(ONE)
BROKEN = [  # a text, and what is found of it, problems by how they start
    ("line 3 of 4", f"{LINE}\n{LINE}\n{{oops\n{LINE}\n", [(1, ONE), (2, ONE), (3, "this is not JSON"), (4, ONE)]),
    ("the first line", f"{{oops\n{LINE}\n{LINE}\n", [(1, "this is not JSON"), (2, ONE), (3, ONE)]),
    ("no JSON at all above", f"hello\n{LINE}\n", [(1, "this is not JSON"), (2, ONE)]),
    ("two objects on a line", f"{LINE}\n{LINE} {LINE}\n", [(1, ONE), (2, "more follows after the value")]),
    ("a key twice", f'{{"id": "a", "id": "b"}}\n{LINE}\n', [(1, "the key appears twice. Keep one"), (2, ONE)]),
    ("a key twice in an array", f'[{{"id": "a", "id": "b"}},\n{LINE}]', [(1, "the key appears twice."), (2, ONE)]),
    ("NaN", f'{LINE}\n{{"id": "b", "answers": {{"age": NaN}}}}', [(1, ONE), (2, "NaN is not a number in JSON")]),
    ("an array with a broken item", f"[{LINE},\n{LINE},\n{{oops}},\n{LINE}]", [(1, ONE), (2, ONE), (3, "this is not")]),
    (
        "an array without comma",
        f"[{LINE}\n{LINE}]",
        [(1, ONE), (2, "this is not JSON: expecting ',' or ']' at column 1")],
    ),
    ("an array without end", f"[{LINE},\n", [(1, ONE), (2, "this is not JSON: expecting value")]),
    ("a comma after the last", f"[{LINE},\n]", [(1, ONE), (2, "this is not JSON: expecting value at column 1.")]),
    (
        "an object without end",
        pretty(ONE)[:-2],
        [(5, "this is not JSON: expecting ',' delimiter at column 4. It ends")],
    ),
    ("not JSON", "age,45\n", [(1, "this is not JSON: expecting value at column 1.")]),
    ("deep", "[" * 99_999, [(1, "brackets are nested too deeply.")]),
    (
        "a line that is not UTF-8",
        LINE.encode() + b'\n{"id": "\xff"}\n',
        [(1, ONE), (2, "this is not UTF-8: there is a byte 0xff.")],
    ),
    ("a text that is not UTF-8", b"\n\x89PNG\r\n", [(2, "this is not UTF-8: there is a byte 0x89.")]),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_what_is_broken_is_reported_in_its_place(
    tmp_path: Path, text: str | bytes, expected: list[tuple[int, object]]
) -> None:
    listed = found(file_of(tmp_path, text))
    assert [line for line, _ in listed] == [line for line, _ in expected]
    for (_, told), (_, start) in zip(listed, expected, strict=True):
        assert told == start or str(told).startswith(str(start))


NOTHING = [  # what a file holds, and its problem
    (b"", "there is nothing in it."),
    (b" \n\t\r\n", "there is nothing in it."),
    (b"\xef\xbb\xbf", "there is nothing in it."),
    (b"GIF89a\0\0", "this is not text: it holds a zero byte."),
    ("{}".encode("utf-16"), "this is UTF-16. Save it as UTF-8."),
]


@pytest.mark.parametrize(("content", "problem"), NOTHING)
def test_a_file_that_holds_no_cases_is_refused(tmp_path: Path, content: bytes, problem: str) -> None:
    file = file_of(tmp_path, content)
    with pytest.raises(InputError) as caught:
        read_cases(file)
    assert str(caught.value).startswith(f"{file}: {problem}")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="this is a folder"):
        read_cases(str(tmp_path))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        read_cases(str(tmp_path / "none"))


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_a_name_no_file_can_have_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="it cannot be read"):
        read_cases(name)


@contextmanager
def as_somebody() -> Iterator[None]:
    """Go on without root's right to read every file, where this is root."""
    before = os.geteuid()
    if before != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(before)


def test_a_file_that_may_not_be_read_is_refused() -> None:
    with as_somebody(), tempfile.TemporaryDirectory() as folder:
        file = file_of(Path(folder), LINE)
        assert isinstance(next(iter(read_cases(file))), Case)
        Path(file).chmod(0)
        with pytest.raises(InputError, match="you may not read this file"):
            read_cases(file)


def test_standard_input_is_named_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"{oops")))
    (error,) = read_cases("-")
    assert isinstance(error, InputError)
    assert str(error).startswith("standard input:1: this is not JSON")


def test_all_records_and_all_problems_are_collected(tmp_path: Path) -> None:
    bad = {"id": "c", "answers": {"age": 200, "sadle_numbness": "yes"}}
    file = file_of(tmp_path, "\n".join(["{oops", LINE, json.dumps(bad), json.dumps({"answers": {}})]))
    records, problems = read_records(file, VOCABULARY)
    assert [record.id for record in records] == ["a", "4"]
    assert [(problem.line, problem.path) for problem in problems] == [
        (1, ""),
        (3, "answers.age"),
        (3, "answers.sadle_numbness"),
    ]


NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=4)
CASES = st.lists(
    st.fixed_dictionaries({"id": NAMES, "answers": st.dictionaries(NAMES, st.integers() | NAMES)}), min_size=1
)


@given(CASES, st.sampled_from([None, 1]), st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_all_forms_of_the_same_cases_read_the_same(
    tmp_path: Path, cases: list[dict[str, Any]], indent: int | None, ascii_only: bool
) -> None:
    texts = [
        "\n".join(json.dumps(case, ensure_ascii=ascii_only) for case in cases),
        "\n".join(json.dumps(case, indent=indent, ensure_ascii=ascii_only) for case in cases),
        json.dumps(cases, indent=indent, ensure_ascii=ascii_only),
    ]
    for text in texts:
        assert [case for _, case in found(file_of(tmp_path, text))] == cases


@given(st.lists(st.sampled_from([LINE, "{oops", "", '{"id": 1, "id": 2}', "[1", "3"]), min_size=1))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_good_line_is_found_whatever_the_others_are(tmp_path: Path, lines: list[str]) -> None:
    """A line that opens an array starts one document, so it does not come first here."""
    file = file_of(tmp_path, "\n".join([LINE, *lines]))
    assert [line for line, told in found(file) if told == ONE] == [
        number for number, line in enumerate([LINE, *lines], start=1) if line == LINE
    ]
