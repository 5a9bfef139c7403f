"""Judges the matcher on a made-up town: who comes again and is found, who is taken for somebody else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from queue_core.kia.rules.matching import Facts, match, near_dates, swapped
from queue_core.kia.rules.names import telling_keys, tokens
from tests.kia.generated.children import Someone, Town


@dataclass(frozen=True)
class Judgement:
    """How many came again, how many of them were found, and how many suspicions were wrong."""

    again: int
    found: int
    false: int
    others: int
    opened: float
    """Files compared with each child that comes."""

    @property
    def recall(self) -> float:
        """Of those who came again, the share that was found."""
        return self.found / self.again

    @property
    def precision(self) -> float:
        """Of all suspicions, the share that was right."""
        return self.found / (self.found + self.false)


def judged(town: Town) -> Judgement:
    """Everybody who comes, beside whoever is found in the town as the core finds them."""
    index = _Index(town)
    again = found = false = opened = 0
    known = {one.child for one in town.known}
    for one in town.coming:
        beside = list(index.near(one))
        suspected = [other.child for other in beside if match(facts(one), index.facts[other.child])]
        again += one.child in known
        found += one.child in suspected
        false += len(set(suspected) - {one.child})
        opened += len(beside)
    return Judgement(again, found, false, len(town.coming) - again, opened / len(town.coming))


def facts(one: Someone) -> Facts:
    return Facts(tokens(one.name), one.nik, one.birth_date, tokens(one.mother), one.sex)


def words(one: Someone) -> Iterator[tuple[str, str]]:
    yield from (("child", key) for key in telling_keys(one.name))
    yield from (("mother", key) for key in telling_keys(one.mother))


class _Index:
    """What `queue_core.kia.store.names.near` finds by tokens."""

    def __init__(self, town: Town) -> None:
        self.facts = {one.child: facts(one) for one in town.known}
        self._by_day, self._by_word = defaultdict(list), defaultdict(set)
        for one in town.known:
            self._by_day[one.birth_date].append(one)
            for word in words(one):
                self._by_word[word].add(one.child)

    def near(self, one: Someone) -> Iterator[Someone]:
        days = {one.birth_date, *swapped(one.birth_date)}
        for day in days:
            yield from self._by_day[day]
        named = set().union(*(self._by_word[word] for word in words(one)))
        for day in set(near_dates(one.birth_date)) - days:
            yield from (other for other in self._by_day[day] if other.child in named)
