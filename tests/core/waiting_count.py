"""What the database keeps of how many wait, beside the tickets themselves."""

from __future__ import annotations

from pathlib import Path

from tests.core.office import rows

WHERE = "office, day, waits_in, service, coalesce(waits_for, 0)"
KEPT = f"SELECT {WHERE}, tickets FROM waiting_count"
COUNTED = f"SELECT {WHERE}, count(*) FROM ticket WHERE state = 'waiting' GROUP BY 1, 2, 3, 4, 5"
DIFFERENCE = f"SELECT * FROM ({KEPT} EXCEPT {COUNTED}) UNION ALL SELECT * FROM ({COUNTED} EXCEPT {KEPT})"


def assert_counted(path: Path) -> None:
    """What is kept is what counting gives; nothing is kept of where nobody waits."""
    assert rows(path, DIFFERENCE) == []
