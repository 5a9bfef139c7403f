"""What a file lacks, and what speaks against it, by the office's day and the papers of its service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from queue_core.foundation.files import FileKind
from queue_core.foundation.profile import Profile
from queue_core.foundation.profile_words import Text
from queue_core.kia.errors.files import FileIncomplete, NotEligible, NumberDoubtful, NumberImpossible
from queue_core.kia.rules.age import CardKind, LeapBirthday, age_on, card_kind, valid_until
from queue_core.kia.rules.life import Output
from queue_core.kia.rules.needs import Bar, Field, bar_to_card, needed
from queue_core.kia.rules.nik import Verdict, judge_family_card, judge_nik
from queue_core.kia.wire.files import NumberDoubt, NumberFault, PaperView
from queue_core.kia.wire.subject import Child, Draft, Numbered

PAPER_NAME = "id"
"""A paper is known by its Indonesian name: profiles give papers no keys."""


@dataclass(frozen=True)
class Finding:
    """What was found in a draft."""

    missing: tuple[Field, ...]
    papers: tuple[PaperView, ...]
    faults: tuple[NumberFault, ...]
    doubts: tuple[NumberDoubt, ...]
    """Those that nobody has explained."""
    bar: Bar | None
    card: CardKind | None
    valid_until: date | None

    @property
    def missing_papers(self) -> tuple[str, ...]:
        """The papers that are not there, by name."""
        return tuple(paper.name[PAPER_NAME] for paper in self.papers if not paper.there)

    def require_fields(self) -> None:
        """Raises FileIncomplete, NotEligible, NumberImpossible or NumberDoubtful."""
        if self.missing:
            raise FileIncomplete(f"Missing: {', '.join(self.missing)}.")
        if self.bar is not None:
            raise NotEligible(f"The reason is: {self.bar}.")
        if self.faults:
            told = (f"{one.about}: {one.fault}" for one in self.faults)
            raise NumberImpossible(f"Impossible: {'; '.join(told)}.")
        if self.doubts:
            told = (f"{one.about}: {one.doubt}" for one in self.doubts)
            raise NumberDoubtful(f"Doubtful: {'; '.join(told)}.")

    def require_papers(self) -> None:
        """Raises FileIncomplete with the papers that are not there."""
        if self.missing_papers:
            raise FileIncomplete(f"Missing papers: {' / '.join(self.missing_papers)}.")


def examine(
    profile: Profile, kind: FileKind, service_key: str, draft: Draft, today: date, *, registered: bool = False
) -> Finding:
    """Everything that can be found out about a draft; once `registered`, a birth has its numbers, too."""
    output = Output(kind.output)
    leap = LeapBirthday(profile.files.leap_birthday)
    verdicts = _verdicts(draft.child, today)
    card = _card(draft.child, output, today, leap)
    return Finding(
        missing=_missing(draft, needed(output, registers_birth=kind.registers_birth and not registered)),
        papers=tuple(
            PaperView(name=paper, there=paper[PAPER_NAME] in draft.papers)
            for paper in papers_of(profile, service_key, _age(draft.child, today, leap))
        ),
        faults=tuple(NumberFault(about=one, fault=v.fault) for one, v in verdicts.items() if v.fault),
        doubts=_unexplained(draft, verdicts),
        bar=_bar(draft.child, output, today, leap),
        card=card,
        valid_until=valid_until(draft.child.birth_date, card, leap)
        if card and draft.child.birth_date
        else None,
    )


def papers_of(profile: Profile, service_key: str, age: int | None) -> tuple[Text, ...]:
    """The papers of a service; those that go by age only where the age is known."""
    service = profile.service(service_key)
    if service is None:
        return ()
    by_age = (one for one in service.papers_by_age if age is not None and one.from_age <= age < one.below_age)
    return (*service.papers, *(paper for one in by_age for paper in one.papers))


def known_papers(profile: Profile, service_key: str) -> frozenset[str]:
    """The names of every paper that a service may ask for, at whatever age."""
    service = profile.service(service_key)
    if service is None:
        return frozenset()
    all_ages = (paper for one in service.papers_by_age for paper in one.papers)
    return frozenset(paper[PAPER_NAME] for paper in (*service.papers, *all_ages))


def _missing(draft: Draft, fields: tuple[Field, ...]) -> tuple[Field, ...]:
    child = draft.child
    given = {name: value for name, value in child if value not in ("", None)}
    given[Field.CONSENT] = draft.consent
    given[Field.PARENT_OR_GUARDIAN] = child.father or child.mother or child.guardian
    return tuple(field for field in fields if not given.get(field))


def _verdicts(child: Child, today: date) -> dict[Numbered, Verdict]:
    """The verdict on each number that was filled in."""
    found: dict[Numbered, Verdict] = {}
    if child.nik:
        found["nik"] = judge_nik(child.nik, child.birth_date, child.sex)
    if child.family_card:
        found["family_card"] = judge_family_card(child.family_card, today)
    return found


def _unexplained(draft: Draft, verdicts: dict[Numbered, Verdict]) -> tuple[NumberDoubt, ...]:
    explained = {(one.about, one.doubt) for one in draft.doubts}
    return tuple(
        NumberDoubt(about=about, doubt=doubt)
        for about, verdict in verdicts.items()
        for doubt in verdict.doubts
        if (about, doubt) not in explained
    )


def _age(child: Child, today: date, leap: LeapBirthday) -> int | None:
    if child.birth_date is None or child.birth_date > today:
        return None
    return age_on(child.birth_date, today, leap)


def _bar(child: Child, output: Output, today: date, leap: LeapBirthday) -> Bar | None:
    if output is Output.DOCUMENT or child.birth_date is None:
        return None
    return bar_to_card(child.birth_date, today, leap, married=child.married)


def _card(child: Child, output: Output, today: date, leap: LeapBirthday) -> CardKind | None:
    if child.birth_date is None or output is Output.DOCUMENT or _bar(child, output, today, leap):
        return None
    return card_kind(child.birth_date, today, leap)
