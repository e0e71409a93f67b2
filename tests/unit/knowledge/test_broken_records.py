"""A broken record names its file, its field and how to mend it, and nothing is loaded."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from lumbago.errors import KnowledgeError
from lumbago.knowledge import load
from lumbago.knowledge.files import PACKAGED

# file, what to replace, by what, words the error must have
BROKEN = [
    (
        "red_flags/rf_ces_pvr.toml",
        r'sources = \["katzouraki2020"',
        'sources = ["katzouraky2020"',
        "no source katzouraky2020.*katzouraki2020",
    ),
    (
        "red_flags/rf_ces_pvr.toml",
        r"suspects = \[.*\]",
        'suspects = ["cauda_equina"]',
        "no condition cauda_equina.*cauda_equina_syndrome",
    ),
    ("red_flags/rf_ces_pvr.toml", "post_void_residual_200", "post_void_residual", "post_void_residual_200"),
    ("red_flags/rf_ces_pvr.toml", 'urgency = "emergency"', 'urgency = "urgent"', "rf_ces_pvr.toml urgency.*urgent"),
    ("red_flags/rf_ces_pvr.toml", 'urgency = "emergency"', 'urgency = "emergency"\nurgent = true', "unknown field"),
    ("red_flags/rf_ces_pvr.toml", 'urgency = "emergency"', "", "missing required field `urgency`"),
    ("red_flags/rf_ces_pvr.toml", 'urgency = "emergency"', 'urgency = "emergency', "not TOML"),
    ("red_flags/rf_ces_pvr.toml", r'(?m)^do = ".*"$', 'do = ""', "rf_ces_pvr.toml person: do has no words"),
    (
        "red_flags/rf_ces_pvr.toml",
        'urgency = "emergency"',
        'urgency = "emergency"\nunknown_is_soon = false',
        "says not why",
    ),
    ("conditions/acute_pancreatitis.toml", "central = 0.0003", "central = 0.3", "0.3.*does not hold"),
    (
        "conditions/acute_pancreatitis.toml",
        'harm_class = "abdominal_emergency"',
        'harm_class = "abdominal"',
        "no class of harm abdominal",
    ),
    (
        "conditions/lumbar_disc_radiculopathy.toml",
        r'finding = "crossed_slr_positive"',
        'finding = "crossed_slr"',
        "no finding crossed_slr",
    ),
    ("conditions/lumbar_disc_radiculopathy.toml", 'id = "lk001"', 'id = "lk002"', "lk002.*too"),
    ("conditions/lumbar_disc_radiculopathy.toml", 'tier = "published"', 'tier = "proven"', "tier.*proven|proven.*tier"),
    ("findings/neurological.toml", r"\[saddle_numbness\]", "[saddle_numbnes]", "saddle_numbness"),
    ("findings/dependence/aortic.toml", '"tearing_pain"', '"tearing"', "no finding tearing.*tearing_pain"),
    (
        "criteria/named.toml",
        "diabetes or injection_drug_use",
        "diabetes and or injection_drug_use",
        "sea_any_risk_factor",
    ),
]


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LUMBAGO_CACHE_DIR", str(tmp_path / "cache"))
    return Path(shutil.copytree(PACKAGED, tmp_path / "data"))


@pytest.mark.parametrize(("file", "old", "new", "said"), BROKEN)
def test_a_broken_record_stops_loading(copied: Path, file: str, old: str, new: str, said: str) -> None:
    record = copied / file
    text = record.read_text()
    broken = re.sub(old, new.replace("\\", "\\\\"), text, count=1)
    assert broken != text, "the example no longer fits the record"
    record.write_text(broken)
    with pytest.raises(KnowledgeError) as error:
        load(copied)
    assert re.search(said, str(error.value), re.DOTALL | re.IGNORECASE), str(error.value)
    assert not list((copied.parent / "cache").glob("*")), "nothing of a broken edition is kept"


def test_all_problems_are_told_at_once(copied: Path) -> None:
    for rule in ("rf_ces_pvr", "rf_zoster", "rf_dvt"):
        file = copied / "red_flags" / f"{rule}.toml"
        file.write_text(re.sub(r"suspects = \[.*\]", 'suspects = ["nothing_of_the_kind"]', file.read_text()))
    with pytest.raises(KnowledgeError) as error:
        load(copied)
    assert len(error.value.problems) == 3


def test_a_file_in_a_place_for_no_kind_of_record_stops_loading(copied: Path) -> None:
    (copied / "notes.toml").write_text("note = 1\n")
    with pytest.raises(KnowledgeError, match=r"notes\.toml"):
        load(copied)


def test_a_retired_rule_never_speaks(copied: Path) -> None:
    file = copied / "red_flags" / "rf_urinary_soon.toml"
    file.write_text(file.read_text().replace('status = "draft"', 'status = "retired"'))
    assert "rf_urinary_soon" not in load(copied).rules


def test_an_empty_folder_is_no_knowledge_base(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="no knowledge base"):
        load(tmp_path)
