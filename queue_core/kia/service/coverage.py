"""Who has a card, by village and month by month: derived from the list whenever it is asked for."""

from __future__ import annotations

from datetime import date

from queue_core.kia.rules import coverage as rules
from queue_core.kia.rules.coverage import Ownership
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.store import children as store
from queue_core.kia.wire.children import Coverage, MonthOwnership, OwnershipView, VillageOwnership

MONTHS = 12


def coverage(bureau: Bureau, month: str | None, village: str | None, *, public: bool) -> Coverage:
    """The ownership at the end of a month, this one unless told otherwise, and of the twelve up to it.

    With a village the months are its own. What is public hides small figures.
    """
    profile = bureau.desk.profile
    asked = month or rules.month_of(bureau.desk.day(bureau.desk.clock()))
    months = rules.latest_months(date.fromisoformat(f"{asked}-01"), MONTHS)
    smallest = profile.files.smallest_told if public else None
    found = _by_month(bureau, months)
    now = {one.code: found[asked].get(one.code, Ownership(0, 0)) for one in profile.villages}
    left_out = rules.hidden(now, smallest) if smallest else frozenset()
    series = {key: _chosen(parts, village) for key, parts in found.items()}
    return Coverage(
        month=asked,
        total=_told(rules.total(now.values()), smallest),
        villages=tuple(
            VillageOwnership(village=code, **_figures(of, told=code not in left_out))
            for code, of in now.items()
        ),
        months=tuple(
            MonthOwnership(month=key, **_told(of, smallest).model_dump()) for key, of in series.items()
        ),
        smallest_told=smallest,
    )


def _by_month(bureau: Bureau, months: tuple[str, ...]) -> dict[str, dict[str, Ownership]]:
    office, zone = bureau.desk.office, bureau.desk.profile.office.zone
    counted = bureau.desk.database.read(
        lambda connection: {
            month: store.ownership(connection, office, month, rules.end_of(month, zone)) for month in months
        }
    )
    return {
        month: {village: Ownership(*of) for village, of in parts.items()} for month, parts in counted.items()
    }


def _chosen(parts: dict[str, Ownership], village: str | None) -> Ownership:
    return rules.total(parts.values()) if village is None else parts.get(village, Ownership(0, 0))


def _told(of: Ownership, smallest: int | None) -> OwnershipView:
    return OwnershipView(**_figures(of, told=smallest is None or not rules.is_small(of, smallest)))


def _figures(of: Ownership, *, told: bool) -> dict[str, object]:
    if not told:
        return {"due": None, "has": None, "percent": None}
    return {"due": of.due, "has": of.has, "percent": rules.percent(of)}
