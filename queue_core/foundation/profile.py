"""The office profile: every figure and name of one office's source documents, from one TOML file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import time
from importlib.resources import as_file, files
from pathlib import Path
from typing import Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, model_validator

from queue_core.foundation.appointments import Appointments
from queue_core.foundation.durations import StartEvent
from queue_core.foundation.errors import SettingsInvalid
from queue_core.foundation.files import Files
from queue_core.foundation.messages import DEFAULT_LANGUAGE
from queue_core.foundation.profile_words import Key, Letter, Text
from queue_core.foundation.queueing import Counter, Lane, Queue, Quota
from queue_core.foundation.standards import ServiceStandard, Standard
from queue_core.foundation.stock import Stock
from queue_core.foundation.toml_model import Frozen, read_model


class Office(Frozen):
    """Who the office is and how it is reached."""

    key: Key
    name: str
    region_code: str = Field(
        pattern=r"^\d{2}\.\d{2}(\.\d{2})?$", description="of a sub-district, or of a regency for its Dinas"
    )
    address: str
    phone: str
    whatsapp: str
    email: str
    instagram: str
    timezone: str
    public_address: str
    languages: tuple[str, ...] = Field(min_length=1)
    page_languages: tuple[str, ...] = Field(
        (), description="of a ticket's page; a name without a text in one stands in the first language"
    )

    @property
    def zone(self) -> ZoneInfo:
        """The office's own time zone."""
        return ZoneInfo(self.timezone)

    @model_validator(mode="after")
    def _zone_exists(self) -> Self:
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError(f"unknown time zone {self.timezone}") from None
        return self


class Village(Frozen):
    """One village of the sub-district, by its region code."""

    code: str = Field(pattern=r"^\d{2}\.\d{2}\.\d{2}\.\d{4}$")
    name: str


class Hours(Frozen):
    """When the office is open on one day of the week."""

    days: tuple[int, ...] = Field(description="1 is Monday, 7 is Sunday (ISO 8601)")
    opens: time
    closes: time

    @model_validator(mode="after")
    def _within_one_day(self) -> Self:
        if self.opens >= self.closes:
            raise ValueError(f"{self.opens} to {self.closes}: hours end on the day on which they begin")
        return self


class Step(Frozen):
    """One step of a service and the time it may take; `declares_complete`: it ends with complete papers."""

    key: Key
    name: Text
    standard: Standard
    declares_complete: bool = False


class Reason(Frozen):
    """One reason of a closed list: for the priority lane, for parking a ticket, for making one void."""

    key: Key
    name: Text


class HelpKind(Frozen):
    """One kind of help that a family may ask for. `icon` names its picture at the kiosk."""

    key: Key
    name: Text
    icon: Key


class Help(Frozen):
    """Which help a family may ask for; an office that offers none leaves it out."""

    most_per_ticket: int = Field(0, ge=0, le=99, description="requests in a ticket's whole life")
    kinds: tuple[HelpKind, ...] = ()


class ParkReason(Reason):
    """Why a ticket is set aside, and whether the clocks of its steps stand still meanwhile."""

    pauses_clocks: bool = False


class PapersByAge(Frozen):
    """The papers that a child of `from_age` up to, not including, `below_age` completed years needs."""

    from_age: int = Field(ge=0)
    below_age: int = Field(gt=0)
    name: Text
    papers: tuple[Text, ...]


class Service(Frozen):
    """One service of the office. `name` is public and never tells why somebody has priority."""

    key: Key
    name: Text
    lane: Letter
    icon: Key
    steps: tuple[Key, ...] = Field(min_length=1)
    step_standards: dict[Key, Standard] = Field(default_factory=dict)
    """Where this service has another time for a step than the others."""
    standard: ServiceStandard
    timed_by: Literal["ticket", "file"] = Field(
        "ticket", description="whether its clock ends with the visit or with the file that came of it"
    )
    fee: int = Field(ge=0, description="rupiah")
    papers: tuple[Text, ...] = ()
    papers_by_age: tuple[PapersByAge, ...] = ()
    hours: tuple[Hours, ...] = Field(default=(), description="its own; without them those of the office")
    quota: Quota | None = None
    appointments: Appointments | None = None
    asks_children: bool = Field(default=False, description="the kiosk may be told for how many children")


class Profile(Frozen):
    """One office as its documents describe it."""

    office: Office
    queue: Queue
    villages: tuple[Village, ...]
    hours: tuple[Hours, ...]
    lanes: tuple[Lane, ...] = Field(min_length=1)
    steps: tuple[Step, ...] = Field(min_length=1)
    reasons: tuple[Reason, ...]
    park_reasons: tuple[ParkReason, ...] = Field(min_length=1)
    void_reasons: tuple[Reason, ...] = Field(min_length=1)
    services: tuple[Service, ...] = Field(min_length=1)
    counters: tuple[Counter, ...] = Field(min_length=1)
    help: Help = Help()
    files: Files = Files()
    stock: Stock = Stock()

    @model_validator(mode="after")
    def _names_agree(self) -> Self:
        if mistakes := [
            *_unknown_names(self),
            *_repeated_names(self),
            *_gaps(self),
            *_wrong_rates(self),
            *_clocks(self),
            *self.files.mistakes([service.key for service in self.services]),
        ]:
            raise ValueError("; ".join(mistakes))
        return self

    @property
    def priority_lane(self) -> Lane:
        """The one lane that every priority reason leads to."""
        return next(lane for lane in self.lanes if lane.priority)

    def service(self, key: str) -> Service | None:
        """The service with this key, if there is one."""
        return next((service for service in self.services if service.key == key), None)

    def lane(self, letter: str) -> Lane:
        """The lane whose numbers carry this letter. Raises StopIteration for a letter of none."""
        return next(lane for lane in self.lanes if letter in lane.letters)

    def counter(self, number: int) -> Counter | None:
        """The counter with this number, if there is one."""
        return next((counter for counter in self.counters if counter.number == number), None)

    def standard(self, service: Service) -> tuple[Step, ...]:
        """The steps of a service in order, each with the time that it may take in this service."""
        by_key = {step.key: step for step in self.steps}
        own = service.step_standards
        return tuple(
            by_key[key].model_copy(update={"standard": own.get(key, by_key[key].standard)})
            for key in service.steps
        )


def _unknown_names(profile: Profile) -> Iterator[str]:
    letters = {lane.letter for lane in profile.lanes}
    steps = {step.key for step in profile.steps}
    for service in profile.services:
        if service.lane not in letters:
            yield f"service {service.key} names the unknown lane {service.lane}"
        if unknown := set(service.steps) - steps:
            yield f"service {service.key} names unknown steps {sorted(unknown)}"
    for counter in profile.counters:
        if unknown := set(counter.lanes) - letters:
            yield f"counter {counter.number} names unknown lanes {sorted(unknown)}"
        if unknown := set(counter.services) - {service.key for service in profile.services}:
            yield f"counter {counter.number} names unknown services {sorted(unknown)}"


def _repeated_names(profile: Profile) -> Iterator[str]:
    named: dict[str, Sequence[object]]
    letters = [letter for lane in profile.lanes for letter in lane.letters]
    named = {f"steps of service {service.key}": service.steps for service in profile.services}
    named |= {
        "lanes or offline_letters": [*letters, *profile.queue.offline_letters],
        "steps": [step.key for step in profile.steps],
        "reasons": [reason.key for reason in profile.reasons],
        "park_reasons": [reason.key for reason in profile.park_reasons],
        "void_reasons": [reason.key for reason in profile.void_reasons],
        "services": [service.key for service in profile.services],
        "counters": [counter.number for counter in profile.counters],
        "kinds of help": [kind.key for kind in profile.help.kinds],
        "kinds of file": [kind.key for kind in profile.files.kinds],
    }
    for what, names in named.items():
        if len(set(names)) != len(names):
            yield f"two {what} have the same name"


def _gaps(profile: Profile) -> Iterator[str]:
    if sum(lane.priority for lane in profile.lanes) != 1:
        yield "exactly one lane has priority = true"
    for lane in profile.lanes:
        if not any(lane.letter in counter.lanes for counter in profile.counters):
            yield f"no counter serves lane {lane.letter}"
    yield from _unserved(profile)
    lanes_and_steps = [lane.name for lane in profile.lanes] + [step.name for step in profile.steps]
    reasons = (*profile.reasons, *profile.park_reasons, *profile.void_reasons)
    others = [reason.name for reason in reasons] + [service.name for service in profile.services]
    others += [kind.name for kind in profile.help.kinds]
    others += [kind.name for kind in profile.files.kinds]
    others += [paper for service in profile.services for paper in _papers(service)]
    if DEFAULT_LANGUAGE not in profile.office.languages:
        yield f"languages lack '{DEFAULT_LANGUAGE}', in which every text must be there"
    for language in profile.office.languages:
        if missing := [name for name in lanes_and_steps + others if language not in name]:
            yield f"no '{language}' in {missing[0]}"


def _wrong_rates(profile: Profile) -> Iterator[str]:
    rates = profile.queue.lane_rates
    if rates is None:
        return
    letters = {lane.letter for lane in profile.lanes}
    if set(rates) != letters:
        yield f"lane_rates must name the lanes {', '.join(sorted(letters))} and no other"
    elif any(lane.priority and rates[lane.letter] < max(rates.values()) for lane in profile.lanes):
        yield "in lane_rates no lane may have a higher rate than the priority lane"


def _clocks(profile: Profile) -> Iterator[str]:
    declaring = {step.key for step in profile.steps if step.declares_complete}
    for service in profile.services:
        if unknown := set(service.step_standards) - set(service.steps):
            yield f"service {service.key} has a time for steps that it does not have: {sorted(unknown)}"
        if service.standard.starts is StartEvent.DECLARED_COMPLETE and not declaring & set(service.steps):
            yield f"service {service.key} starts at declared_complete, but no step of it declares_complete"
    standards: list[Standard] = [step.standard for step in profile.steps]
    for service in profile.services:
        standards += [service.standard, *service.step_standards.values()]
    if not profile.hours and any(standard.counts_office_time for standard in standards):
        yield "a standard counts office hours, but there are no hours"
    for service in profile.services:
        if service.appointments and not (service.hours or profile.hours):
            yield f"service {service.key} takes appointments, but there are no hours for its slots"


def _unserved(profile: Profile) -> Iterator[str]:
    """Services that no counter takes, in their own lane or in the priority lane."""
    priority = [lane.letter for lane in profile.lanes if lane.priority]
    for service in profile.services:
        for letter in dict.fromkeys([service.lane, *priority]):
            if not any(counter.serves(letter, service.key) for counter in profile.counters):
                yield f"no counter serves {service.key} in lane {letter}"


def _papers(service: Service) -> list[Text]:
    by_age = [text for ages in service.papers_by_age for text in (ages.name, *ages.papers)]
    return [*service.papers, *by_age]


def profile_names() -> list[str]:
    """The profiles that come with the program."""
    folder = files("queue_core").joinpath("profiles")
    return sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml"))


def read_profile(name_or_path: str) -> Profile:
    """A profile by its name or by a path. Raises SettingsInvalid when it is unknown or wrong."""
    if name_or_path in profile_names():
        with as_file(files("queue_core").joinpath("profiles", f"{name_or_path}.toml")) as path:
            return read_model(path, Profile)
    path = Path(name_or_path)
    if path.suffix != ".toml":
        known = ", ".join(profile_names())
        raise SettingsInvalid(
            f"There is no office profile named {name_or_path}.",
            remedy=f"Known profiles: {known}; or give a path.",
        )
    return read_model(path, Profile)
