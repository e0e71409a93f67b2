"""A source in words: what it is, who wrote it, what rests on it, and whether it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from lumbago.knowledge import Knowledge
from lumbago.knowledge.records import SourceRecord
from lumbago.web.reference.citing import citing
from lumbago.web.reference.naming import Named, in_groups, named
from lumbago.web.wording import capital

KINDS: Mapping[str, str] = {
    "systematic_review": "Reviews of many trials",
    "guideline": "Guidelines",
    "trial": "Trials",
    "cohort": "Studies that follow people over time",
    "cross_sectional": "Other studies",
    "study": "Other studies",
    "survey": "Surveys",
    "case_series": "Series of cases",
    "review": "Reviews by experts",
    "label": "Official information on medicines",
    "formulary": "Official information on medicines",
    "safety communication": "Official information on medicines",
    "terminology": "Lists of terms",
}
"""What kinds of source are called, in the order they are listed: the strongest first."""

OTHER_KINDS = "Books and other pages"


@dataclass(frozen=True, slots=True)
class Source:
    """A source as a page shows it."""

    id: str
    title: str
    by: str
    short: str
    kind: str
    link: str
    number: str
    was_read: bool

    @property
    def address(self) -> str:
        return f"/sources/{self.id}"


@dataclass(frozen=True, slots=True)
class RestingOn:
    """What rests on a source."""

    groups: list[tuple[str, list[Named]]]
    read: int
    recalled: int


def source(name: str, record: SourceRecord) -> Source:
    """Put a source into words."""
    year = str(record.year) if record.year else ""
    number = f"doi:{record.doi}" if record.doi else f"PubMed {record.pmid}" if record.pmid else ""
    by = ". ".join(dict.fromkeys(part for part in (record.first_author, record.journal, year) if part))
    kind = KINDS.get(record.kind, OTHER_KINDS)
    named = _surname(record.first_author or "") or record.journal or record.title
    short = " ".join(part for part in (named, year) if part) if by else ""
    return Source(name, record.title, by, short, kind, _link(record), number, record.verified == "seen")


def _surname(author: str) -> str:
    """Leave out the initials of a person; the name of a body has none."""
    name, _, last = author.rpartition(" ")
    return name if last.isupper() and len(last) <= 3 and not name.isupper() and name else author


def resting_on(name: str, knowledge: Knowledge) -> RestingOn:
    """Collect what rests on a source."""
    records = citing(knowledge).get(name, ())
    groups = in_groups(named(one.record, knowledge) for one in records)
    return RestingOn(groups, sum(one.read for one in records), sum(one.recalled for one in records))


def by_kind(knowledge: Knowledge) -> list[tuple[str, list[Source]]]:
    """Put all sources under their kinds, by first author."""
    every = [source(name, record) for name, record in knowledge.sources.items()]
    kinds = [*dict.fromkeys(KINDS.values()), OTHER_KINDS]
    listed = [(kind, sorted((s for s in every if s.kind == kind), key=_by_author)) for kind in kinds]
    return [(kind, members) for kind, members in listed if members]


def of_kind(name: str, knowledge: Knowledge) -> tuple[str, list[Source]] | None:
    """Find the sources of a kind by its name in addresses."""
    return next(((kind, members) for kind, members in by_kind(knowledge) if in_address(kind) == name), None)


def in_address(kind: str) -> str:
    """Write the name of a kind as addresses do."""
    return kind.lower().replace(" ", "-")


def saying(typed: str, knowledge: Knowledge) -> list[Source]:
    """Find the sources that hold every word that was typed: in the title, by whom and where, or in the year."""
    words = typed.casefold().split()
    every = (source(name, record) for name, record in knowledge.sources.items())
    found = (one for one in every if all(word in f"{one.title} {one.by} {one.number}".casefold() for word in words))
    return sorted(found, key=_by_author)


def _by_author(one: Source) -> tuple[str, str]:
    return (capital(one.by or one.title).casefold(), one.title)


def _link(record: SourceRecord) -> str:
    """Lead to the source itself, by its number; never to where a copy was read."""
    if record.doi:
        return f"https://doi.org/{quote(record.doi, safe='/:;().-_')}"
    return f"https://pubmed.ncbi.nlm.nih.gov/{record.pmid}/" if record.pmid else ""
