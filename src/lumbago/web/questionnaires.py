"""The questionnaires an operator has installed: FHIR R4 files in one folder, each named after its instrument."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from lumbago.errors import InputError, Problem
from lumbago.knowledge import Knowledge
from lumbago.pathway.course import Installed, read_questionnaire


def installed_in(folder: str, knowledge: Knowledge) -> Mapping[str, Installed]:
    """Read every questionnaire of a folder, such as `peg.json`; without a folder there are none.

    Raises: InputError with everything that does not fit, each with its file.
    """
    found: dict[str, Installed] = {}
    problems: list[Problem] = []
    for file in _files(folder):
        try:
            found[file.stem] = read_questionnaire(file.read_bytes(), file.stem, knowledge, str(file))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return found


def _files(folder: str) -> list[Path]:
    if not folder:
        return []
    if not Path(folder).is_dir():
        mend = "Name the folder that holds the files."
        raise InputError(Problem(f"{folder!r} is no folder.", path="LUMBAGO_QUESTIONNAIRES", mend=mend))
    return sorted(Path(folder).glob("*.json"))
