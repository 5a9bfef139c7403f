"""What a program prints is kept, but never grows for ever."""

from __future__ import annotations

from pathlib import Path

from queue_core.up.programs import CORE
from queue_core.up.supervisor import Child


def test_what_a_program_prints_is_put_aside_once_it_is_too_much(tmp_path: Path) -> None:
    child = Child(CORE, tmp_path / "kerak.toml", "http://127.0.0.1:1/", tmp_path, limit=1000)
    with child.printed.open("ab", buffering=0) as program:
        for number in range(1000):
            program.write(b"line %d\n" % number)
            child.trim()
    kept = [path.stat().st_size for path in sorted(tmp_path.iterdir())]
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["core.out", "core.out.1"]
    assert max(kept) < 1100
    assert child.last_words() == "line 999"
