"""A made-up town of children, and those who come to the office: some for the second time, most for the first.

Nothing here knows how the matcher works. Each coming child is judged against the whole town, so that what
happens to be alike by chance counts against the matcher as it would in an office. Hard cases are made on
purpose: twins, also of nearly one name; siblings; children of a common name born on one day to other mothers;
children who bear a father's or a brother's name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from queue_core.kia.rules.nik import Sex
from tests.kia.generated import errors, names

TUNING_SEED, JUDGING_SEED = 1945, 3045
"""Rules were tuned on the first alone; the figures that are told are of the second."""
FIRST_DAY, DAYS = date(2004, 3, 1), 6_200
CLUSTERED = 0.25
"""How many bear the commonest first name of their sex before their own, as Muhammad and Siti are borne."""


@dataclass(frozen=True)
class Someone:
    """A child as a file tells of it; `child` says which one it is."""

    child: int
    name: str
    birth_date: date
    mother: str
    sex: Sex
    nik: str


@dataclass(frozen=True)
class Town:
    """Who has a file, and who comes with another one."""

    known: Sequence[Someone]
    coming: Sequence[Someone]


@dataclass
class Maker:
    """Draws children, each a new one."""

    random: Random
    made: int = 0

    def child(self) -> Someone:
        """Any child."""
        sex = self.random.choice(tuple(Sex))
        born = FIRST_DAY + timedelta(days=self.random.randrange(DAYS))
        return self.someone(self.name(sex), born, self.mother(), sex)

    def someone(self, name: str, born: date, mother: str, sex: Sex) -> Someone:
        """A child that is told so."""
        self.made += 1
        day = born.day + (40 if sex is Sex.FEMALE else 0)
        nik = f"990101{day:02}{born:%m%y}{self.random.randrange(1, 10_000):04}"
        return Someone(self.made, name, born, mother, sex, nik)

    def name(self, sex: Sex) -> str:
        """One to four names."""
        pool = BOYS if sex is Sex.MALE else GIRLS
        number = self.random.choices((1, 2, 3, 4), (1, 5, 5, 1))[0]
        drawn = [pool[0]] if self.random.random() < CLUSTERED else []
        drawn += [self._one_of(pool) for _ in range(number)]
        return " ".join(dict.fromkeys(drawn))

    def mother(self) -> str:
        """One name, or two."""
        drawn = [self._one_of(MOTHERS) for _ in range(self.random.choice((1, 1, 2)))]
        return " ".join(dict.fromkeys(drawn))

    def again(self, known: Someone) -> Someone:
        """The same child as another clerk writes it down, on another day."""
        return replace(
            known,
            name=errors.written_name(self.random, known.name, SPELLINGS),
            birth_date=errors.written_date(self.random, known.birth_date),
            mother=errors.written_mother(self.random, known.mother, SPELLINGS),
            nik=errors.written_nik(self.random, known.nik),
        )

    def lookalike(self, known: Someone) -> Someone:
        """Another child that is easily taken for a known one."""
        return self.random.choice((self.twin, self.twin, self.sibling, self.namesake, self.namesake))(known)

    def twin(self, known: Someone) -> Someone:
        """Of the same day and mother; a third share all names but one."""
        sex = known.sex if self.random.random() < 0.7 else self.random.choice(tuple(Sex))
        name = next(
            one for one in iter(lambda: self._twin_name(known.name, sex), "") if _differ(one, known.name)
        )
        return self.someone(name, known.birth_date, known.mother, sex)

    def named_twins(self) -> tuple[Someone, Someone]:
        """Two whose names parents like to give together; half of them with a further name in common."""
        pair = self.random.choice(names.TWIN_NAMES.split()).split("/")
        one = self.child()
        more = (
            f" {self._one_of(BOYS if one.sex is Sex.MALE else GIRLS)}" if self.random.random() < 0.5 else ""
        )
        first, second = (self.someone(name + more, one.birth_date, one.mother, one.sex) for name in pair)
        return first, second

    def sibling(self, known: Someone) -> Someone:
        """Of the same mother, a year or more apart; half of them with a name in common."""
        first = known.name.split()[0]
        away = timedelta(days=self.random.choice((-1, 1)) * self.random.randrange(330, 2_000))
        name = f"{first} {self.name(known.sex)}" if self.random.random() < 0.5 else self.name(known.sex)
        return self.someone(name, known.birth_date + away, known.mother, known.sex)

    def namesake(self, known: Someone) -> Someone:
        """Of the same name and day, and another mother."""
        mother = next(
            one for one in iter(self.mother, "") if not set(one.split()) & set(known.mother.split())
        )
        return self.someone(known.name, known.birth_date, mother, known.sex)

    def _twin_name(self, known: str, sex: Sex) -> str:
        first, *others = known.split()
        own = self.name(sex).split()
        alike = ([first, *own[-1:]], [own[0], *others]) if others else ()
        return " ".join(self.random.choice((own, own, own, own, *alike)))

    def _one_of(self, pool: Sequence[str]) -> str:
        """One of a list, the first ones more often."""
        return self.random.choices(pool, [1 / (place + 8) for place in range(len(pool))])[0]


def town(seed: int, families: int, coming: int) -> Town:
    """So many children with a file; half of those who come were here before, half are lookalikes or new."""
    maker = Maker(Random(seed))
    twins = [maker.named_twins() for _ in range(coming // 20)]
    known = [maker.child() for _ in range(families)] + [first for first, _ in twins]
    known += [maker.lookalike(one) for one in maker.random.sample(known, families // 10)]
    others = [second for _, second in twins]
    others += [maker.lookalike(one) for one in maker.random.sample(known, coming // 5)]
    others += [maker.child() for _ in range(coming // 2 - len(others))]
    before = maker.random.sample(known, coming // 2)
    return Town(known, [maker.again(one) for one in (*before, *others)])


def _differ(one: str, other: str) -> bool:
    """Whether each bears a name that the other does not."""
    mine, theirs = set(one.split()), set(other.split())
    return bool(mine - theirs) and bool(theirs - mine)


BOYS, GIRLS, MOTHERS = (
    [known[0] for known in names.spellings(text)] for text in (names.BOYS, names.GIRLS, names.MOTHERS)
)
SPELLINGS = {
    known[0]: known for text in (names.BOYS, names.GIRLS, names.MOTHERS) for known in names.spellings(text)
}
