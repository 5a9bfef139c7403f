"""The lane policies: whom each calls, how many it counts as ahead, and the reason it gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.foundation.errors import SettingsInvalid
from queue_core.foundation.messages import load_catalogues
from queue_core.foundation.profile import Profile
from queue_core.foundation.toml_model import parse_model
from queue_core.tickets.rules.ahead import Line, ahead, comes_before
from queue_core.tickets.rules.choice import choose_next
from queue_core.tickets.rules.policy import (
    Accumulating,
    Candidate,
    HeadStart,
    Policy,
    Ratio,
    Strict,
    memory,
    order_of_calls,
)
from queue_core.tickets.wire.choice import lane_policy
from tests.core.policies import (
    EIGHT,
    HEAD_START,
    NOON,
    head_starts,
    histories,
    lines,
    minutes,
    policies,
    ratios,
    ticket,
)

RATES = Accumulating({"A": 1, "B": 1, "C": 3})
TWO_TO_ONE = Ratio(priority=2, ordinary=1)


def called_in_order(line: list[Candidate], policy: Policy, latest: Sequence[bool] = ()) -> list[Candidate]:
    """Everybody as one counter calls them, one after another at noon."""
    waiting, past, called = list(line), list(latest), []
    while (choice := choose_next(waiting, policy, NOON, past)) is not None:
        waiting.remove(choice.ticket)
        past.insert(0, choice.ticket.priority)
        called.append(choice.ticket)
    return called


@pytest.mark.parametrize(
    ("policy", "order"),
    [
        (HEAD_START, "A1 C3 A2 C5 B4"),
        (RATES, "C3 A1 A2 B4 C5"),
        (TWO_TO_ONE, "C3 C5 A1 A2 B4"),
        (Ratio(priority=1, ordinary=2), "C3 A1 A2 C5 B4"),
        (Strict(), "C3 C5 A1 A2 B4"),
    ],
)
def test_the_same_line_under_every_policy(policy: Policy, order: str) -> None:
    line = [("A", 0), ("A", 20), ("C", 30), ("B", 45), ("C", 55)]
    waiting = [ticket(place, lane, minute) for place, (lane, minute) in enumerate(line, 1)]
    called = order_of_calls(waiting, policy, EIGHT + minutes(60))
    assert " ".join(f"{one.lane}{one.ticket_id}" for one in called) == order


@given(lines, head_starts)
def test_under_head_start_only_priority_within_it_overtakes(line: list[Candidate], policy: HeadStart) -> None:
    order = called_in_order(line, policy)
    for place, one in enumerate(order):
        later = [other for other in order[:place] if other.rank_at > one.rank_at]
        assert all(other.priority and not one.priority for other in later)
        assert all(other.rank_at - one.rank_at <= policy.head_start for other in later)


@given(lines, policies, histories, st.randoms(use_true_random=False))
def test_who_is_called_does_not_depend_on_how_the_tickets_are_listed(
    line: list[Candidate], policy: Policy, latest: list[bool], chance: Random
) -> None:
    shuffled = list(line)
    chance.shuffle(shuffled)
    assert called_in_order(shuffled, policy, latest) == called_in_order(line, policy, latest)


@given(lines, policies, histories)
def test_the_order_told_is_the_order_of_the_calls(
    line: list[Candidate], policy: Policy, latest: list[bool]
) -> None:
    assert order_of_calls(line, policy, NOON, latest) == called_in_order(line, policy, latest)


@given(lines, policies, histories)
def test_within_a_lane_the_rank_decides(line: list[Candidate], policy: Policy, latest: list[bool]) -> None:
    order = called_in_order(line, policy, latest)
    for lane in "ABC":
        ranks = [(one.rank_at, one.ticket_id) for one in order if one.lane == lane]
        assert ranks == sorted(ranks)


@given(lines, policies, histories)
def test_calls_too_long_ago_decide_nothing(line: list[Candidate], policy: Policy, latest: list[bool]) -> None:
    remembered = latest[: memory(policy)]
    assert choose_next(line, policy, NOON, latest) == choose_next(line, policy, NOON, remembered)


@given(ratios, histories)
def test_while_both_kinds_wait_every_round_holds_the_ratio(policy: Ratio, latest: list[bool]) -> None:
    turn = policy.priority + policy.ordinary
    line = [ticket(place, "AC"[place % 2], place) for place in range(16 * turn)]
    calls = [one.priority for one in called_in_order(line, policy, latest)][: 5 * turn]
    settled = calls[turn:]
    rounds = [sum(settled[start : start + turn]) for start in range(len(settled) - turn)]
    assert set(rounds) == {policy.priority}


def foretold(line: list[Candidate], mine: Candidate, policy: Policy) -> int:
    """How many count as ahead of a ticket at one counter that serves every lane."""
    own = Line(mine.lane, mine.priority)
    count: Counter[Line] = Counter()
    for other in line:
        theirs = Line(other.lane, other.priority)
        until = comes_before(policy, own, theirs, mine.rank_at, NOON)
        count[theirs] += (other.rank_at, other.ticket_id) < (until, mine.ticket_id)
    return ahead(policy, own, count, counters=1)


@given(lines, st.one_of(head_starts, st.just(Strict())))
def test_who_counts_as_ahead_is_who_is_called_before(line: list[Candidate], policy: Policy) -> None:
    order = called_in_order(line, policy)
    assert [foretold(line, one, policy) for one in order] == list(range(len(order)))


@given(lines, policies, histories, st.lists(st.integers(0, 60), min_size=12, max_size=12))
def test_no_more_are_called_before_than_count_as_ahead(
    line: list[Candidate], policy: Policy, latest: list[bool], pauses: list[int]
) -> None:
    """Whatever the turns were before, and however long the services take while points grow."""
    waiting, now = list(line), NOON
    for place, pause in enumerate(pauses[: len(line)]):
        choice = choose_next(waiting, policy, now, latest)
        assert choice is not None
        assert place <= foretold(line, choice.ticket, policy)
        waiting.remove(choice.ticket)
        latest.insert(0, choice.ticket.priority)
        now += minutes(pause)


def test_nobody_waiting_means_nobody_is_chosen() -> None:
    assert choose_next([], HEAD_START, NOON) is None


@pytest.mark.parametrize(
    ("policy", "line", "latest", "key", "figures"),
    [
        (HEAD_START, "A0", [], "choice.alone", {}),
        (HEAD_START, "A0 B1", [], "choice.first", {}),
        (HEAD_START, "C0 B1", [], "choice.first", {}),
        (HEAD_START, "A0 C9", [], "choice.head_start.priority", {"minutes": 15}),
        (HEAD_START, "A0 C16", [], "choice.head_start.ordinary", {"minutes": 15}),
        (RATES, "A0 C180", [], "choice.accumulating", {"points": 240}),
        (TWO_TO_ONE, "A0 C9", [True], "choice.ratio.priority", {"priority": 2, "ordinary": 1}),
        (TWO_TO_ONE, "A0 C9", [True, True], "choice.ratio.ordinary", {"priority": 2, "ordinary": 1}),
        (TWO_TO_ONE, "A0 B9", [], "choice.ratio.instead_ordinary", {"priority": 2, "ordinary": 1}),
        (Strict(), "A0 C9", [], "choice.strict.priority", {}),
        (Strict(), "A0 B9", [], "choice.strict.ordinary", {}),
    ],
)
def test_every_choice_gives_its_reason(
    policy: Policy, line: str, latest: list[bool], key: str, figures: dict[str, int]
) -> None:
    heads = [ticket(place, word[0], int(word[1:])) for place, word in enumerate(line.split())]
    choice = choose_next(heads, policy, NOON, latest)
    assert choice is not None
    assert (choice.key, choice.figures) == (key, figures)


@given(lines, policies, histories)
def test_every_reason_can_be_said_in_every_language(
    line: list[Candidate], policy: Policy, latest: list[bool]
) -> None:
    choice = choose_next(line, policy, NOON, latest)
    assert choice is not None
    for catalogue in CATALOGUES.values():
        assert "{" not in catalogue.say(choice.key, **choice.figures)


CATALOGUES = load_catalogues("queue_core.officer")


def with_policy(profile: Profile, figures: dict[str, object]) -> Profile:
    """The profile with another lane policy. Raises SettingsInvalid."""
    data = profile.model_dump(mode="json")
    data["queue"] = {**data["queue"], "head_start_minutes": None, **figures}
    return parse_model(data, Profile, "office.toml")


@pytest.mark.parametrize(
    ("figures", "policy"),
    [
        ({"policy": "head_start", "head_start_minutes": 15}, HEAD_START),
        ({"policy": "accumulating", "lane_rates": {"A": 1, "B": 1, "C": 3}}, RATES),
        ({"policy": "ratio", "turns": (2, 1)}, TWO_TO_ONE),
        ({"policy": "strict"}, Strict()),
    ],
)
def test_the_profile_names_the_policy(kembaran: Profile, figures: dict[str, object], policy: Policy) -> None:
    assert lane_policy(with_policy(kembaran, figures).queue) == policy


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        ({"policy": "fifo"}, "queue.policy: Input should be 'head_start'"),
        ({"policy": "ratio"}, "policy ratio needs turns"),
        ({"policy": "strict", "head_start_minutes": 15}, "policy strict has no head_start_minutes"),
        ({"policy": "ratio", "turns": (0, 1)}, "queue.turns.0: "),
        ({"policy": "accumulating", "lane_rates": {"A": 1, "C": 3}}, "name the lanes A, B, C and no other"),
        ({"policy": "accumulating", "lane_rates": {"A": 9, "B": 1, "C": 3}}, "than the priority lane"),
    ],
)
def test_figures_that_do_not_fit_the_policy_are_told(
    kembaran: Profile, figures: dict[str, object], told: str
) -> None:
    with pytest.raises(SettingsInvalid, match=told):
        with_policy(kembaran, figures)
