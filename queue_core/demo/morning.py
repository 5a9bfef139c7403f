"""Plays a morning through the real programs and balances its books at the end: 'kerak demo'."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

from rich.progress import BarColumn, Progress, TaskID, TextColumn

from queue_core.access.rules import Role
from queue_core.access.service import administration
from queue_core.access.wire import Login, PasswordChange
from queue_core.admin.office import open_door
from queue_core.client.api import CoreApi
from queue_core.demo.books import balance, balance_cards
from queue_core.demo.cards import PACKET, Supplies, card_kinds
from queue_core.demo.children import told
from queue_core.demo.people import Stage, families_come, officer_works
from queue_core.demo.script import Script
from queue_core.demo.tally import Tally
from queue_core.foundation.identifiers import one_time_password
from queue_core.foundation.profile import Profile, read_profile
from queue_core.foundation.settings import Settings
from queue_core.up.first_start import prepare
from queue_core.up.layout import Layout
from queue_core.up.office import Say, children, running

OPENING = time(8, 0)
LOOK_SECONDS = 0.2
ROLES = (Role.OFFICER, Role.SIAK_OPERATOR)
"""Of each officer: whoever serves a family makes its card, too."""


@dataclass(frozen=True)
class Morning:
    """How many families come, how fast time runs, and which chance."""

    families: int
    speed: float
    seed: int


def play(folder: Path, morning: Morning, port_base: int, say: Say) -> None:
    """Plays the morning in a folder of its own. Raises ProgramFailed or BooksDoNotBalance."""
    layout = Layout(folder)
    plain = layout.defaults(port_base, "kembaran")
    opening = next_opening(datetime.now(read_profile(plain.core.profile).office.zone))
    settings = _played(plain, opening, morning.speed)
    layout.write(settings)
    prepare(settings, new=True)
    profile = read_profile(settings.core.profile)
    officers = [f"petugas{counter.number}" for counter in profile.counters]
    passwords = _accounts(settings, officers)
    say("A demonstration: a played morning in a database of its own, its children made up.")
    say("Whoever comes for a child's card goes home with it: file, blank, print, scan, receipt.")
    with running(children(layout, settings), say):
        say(f"Watch it on the board   http://{settings.board.host}:{settings.board.port}")
        say(f"Take a ticket yourself  http://{settings.kiosk.host}:{settings.kiosk.port}")
        say(f"See the cards come out  {folder / 'cards'}")
        apis = [_signed_in(settings, name, password) for name, password in passwords.items()]
        stage = _run(settings, profile, morning, apis, opening.date())
        balance(apis[0], stage.tally, say)
        balance_cards(apis[0], stage.tally, say)


def next_opening(now: datetime) -> datetime:
    """The opening that comes next: the accounts are of now, and a played clock begins behind nothing."""
    opening = datetime.combine(now.date(), OPENING, now.tzinfo)
    return opening if now < opening else opening + timedelta(days=1)


def _played(plain: Settings, opening: datetime, speed: float) -> Settings:
    played = {"demonstration_start": opening.astimezone(UTC), "demonstration_speed": speed}
    return plain.model_copy(update={"core": plain.core.model_copy(update=played)})


def _accounts(settings: Settings, names: list[str]) -> dict[str, str]:
    with open_door(settings.core) as door:
        return {name: administration.add_account(door, name, ROLES) for name in names}


def _signed_in(settings: Settings, name: str, password: str) -> CoreApi:
    api = CoreApi(settings.officer.core)
    api.sign_in(Login(username=name, password=password))
    api.change_password(PasswordChange(present=password, new=one_time_password()))
    return api


def _run(settings: Settings, profile: Profile, morning: Morning, apis: list[CoreApi], today: date) -> Stage:
    random = Random(morning.seed)  # noqa: S311  a played morning, not a secret
    script = Script(profile, random)
    families = script.families(morning.families)
    supplies = Supplies(lambda number: script.child(number, today), told()["other_child"], script.is_spoiled)
    apis[0].receive_blanks(PACKET)
    flags = (threading.Event(), threading.Event())
    stage = Stage(morning.speed, script, card_kinds(profile), supplies, Tally(), *flags)
    kiosk = f"http://{settings.kiosk.host}:{settings.kiosk.port}"
    failures: list[BaseException] = []
    people = [_Person(lambda: families_come(stage, kiosk, families), stage, failures)]
    for counter, api in zip(profile.counters, apis, strict=True):
        people.append(_Person(_work(stage, api, counter.number), stage, failures))
    for person in people:
        person.start()
    try:
        _show(people, stage, len(families))
    finally:
        stage.stopped.set()
    if failures:
        raise failures[0]
    return stage


def _work(stage: Stage, api: CoreApi, counter: int) -> Callable[[], None]:
    return lambda: officer_works(stage, api, counter)


class _Person(threading.Thread):
    def __init__(self, acts: Callable[[], None], stage: Stage, failures: list[BaseException]) -> None:
        super().__init__(daemon=True)
        self._acts = acts
        self._stage = stage
        self._failures = failures

    def run(self) -> None:
        """Acts; a failure breaks the morning off and is told at its end."""
        try:
            self._acts()
        except Exception as error:  # noqa: BLE001  the outermost loop of this thread; raised again at the end
            self._failures.append(error)
            self._stage.stopped.set()


def _show(people: list[_Person], stage: Stage, families: int) -> None:
    columns = (BarColumn(), TextColumn("{task.completed}/{task.total} families  {task.description}"))
    with Progress(*columns) as progress:
        task = progress.add_task("", total=families)
        while any(person.is_alive() for person in people) and not stage.stopped.is_set():
            _tick(progress, task, stage.tally)
            people[0].join(LOOK_SECONDS)
            stage.stopped.wait(LOOK_SECONDS)
        _tick(progress, task, stage.tally)


def _tick(progress: Progress, task: TaskID, tally: Tally) -> None:
    served, no_shows = len(tally.served), len(tally.no_shows)
    gone = (tally.served | tally.no_shows) & tally.issued
    here = len(tally.issued - gone)
    words = f"served {served}, did not come {no_shows}, in the office {here}, cards {tally.cards}"
    progress.update(task, completed=len(gone), description=words)
