"""What all tests share: no test is judged by the clock, which tells of the machine, not of the program."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
