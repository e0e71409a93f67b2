"""Records of the course that could not be followed are refused, each with its file and how to mend it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import pytest
from msgspec.structs import replace
from msgspec.structs import replace as put

from lumbago.knowledge import Knowledge
from lumbago.knowledge.check.course import course, course_names, course_sources
from lumbago.knowledge.course_records import Course
from lumbago.knowledge.files import PACKAGED, Records, contents
from lumbago.knowledge.reading import read
from tests.people import knowledge


@lru_cache(maxsize=1)
def records() -> Records:
    return read(contents(PACKAGED))


def known() -> Course:
    found = records().course
    assert found is not None
    return found


def test_the_packaged_course_holds_together() -> None:
    assert list(course(records())) == []


def with_prior(**change: object) -> Course:
    priors = known().priors
    return replace(known(), priors={**priors, "to_2012": replace(priors["to_2012"], **change)})


def with_factor(**change: object) -> Course:
    factors = known().factors
    return replace(known(), factors={**factors, "age": replace(factors["age"], **change)})


def with_rule(**change: object) -> Course:
    rules = known().escalations
    return replace(known(), escalations={**rules, "day_42": replace(rules["day_42"], **change)})


def with_instrument(name: str, **change: object) -> Course:
    instruments = known().instruments
    return replace(known(), instruments={**instruments, name: replace(instruments[name], **change)})


def with_point(mean: float) -> Course:
    pooled = known().pooled["acute_2012"]
    points = (replace(pooled.points[0], mean=mean), *pooled.points[1:])
    return replace(known(), pooled={**known().pooled, "acute_2012": replace(pooled, points=points)})


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (lambda: with_point(60), "course/pooled.toml acute_2012.points[0]: the interval does not hold its mean."),
        (lambda: with_prior(share={"rapid": 1.0}), "it does not give each class its share."),
        (lambda: with_prior(share=dict.fromkeys(known().classes, 0.3)), "the shares are not parts of 1."),
        (lambda: with_prior(standard=True), "one prior is shown first."),
        (lambda: with_factor(low=1.2), "the interval does not hold its ratio."),
        (lambda: with_factor(unused="No effect."), "it is weighed by a finding, or says why it is not."),
        (lambda: with_rule(until_day=42), "it ends before it begins."),
        (lambda: with_rule(whom=None), "it says not to whom."),
        (lambda: with_rule(person=replace(known().escalations["day_42"].person, do=" ")), "it has no words."),
        (lambda: with_instrument("odi", texts=("a",) * 10), "its licence does not let the items stand here."),
        (lambda: with_instrument("phq2", texts=("a",)), "there is not a text for each item."),
        (lambda: with_instrument("nrs", lowest=10), "the range is empty."),
        (lambda: with_instrument("odi", bands=known().instruments["odi"].bands[::-1]), "the bands do not rise."),
    ],
)
def test_what_could_not_be_followed_is_refused(broken: Callable[[], Course], said: str) -> None:
    problems = [str(problem) for problem in course(replace(records(), course=broken()))]
    assert any(said in problem for problem in problems), problems


def test_an_edition_without_a_course_has_nothing_to_check_and_says_so() -> None:
    bare = replace(records(), course=None)
    assert list(course(bare)) == []
    assert list(course_names(bare, (), (), ())) == []
    assert list(course_sources(bare)) == []
    old: Knowledge = put(knowledge(), told_course=None)
    with pytest.raises(LookupError, match="knows nothing of the course"):
        _ = old.course


def test_every_name_of_the_course_is_looked_up() -> None:
    named = {(name, what) for name, _, what, _, _ in course_names(records(), (), (), ())}
    assert {
        ("acute_2012", "pooled course"),
        ("age", "finding"),
        ("saddle_numbness", "finding"),
        ("phq2", "instrument"),
        ("ref_gp_2w", "referral"),
        ("heat_superficial", "treatment"),
    } <= named


def test_a_recalled_interval_is_marked_as_such() -> None:
    recalled = {n for n, pooled in known().pooled.items() for p in pooled.points if p.interval_verified == "memory"}
    assert recalled == {"acute_2024", "subacute_2024", "persistent_2024"}
