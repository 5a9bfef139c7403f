"""What travels about accounts: logging in, who one is, a new password."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from queue_core.access.rules import Role
from queue_core.foundation.toml_model import Frozen

USER_NAME = re.compile(r"[a-z][a-z0-9_.-]{1,39}")
UserName = Annotated[str, StringConstraints(strict=True, pattern=f"^{USER_NAME.pattern}$")]
Password = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=200)]


class Login(Frozen):
    """A user name and its password."""

    username: UserName
    password: Password


class Account(Frozen):
    """Who is signed in."""

    username: str
    roles: tuple[Role, ...]
    must_change_password: bool


class Session(Frozen):
    """A token to send as 'Authorization: Bearer', and until when it is good."""

    token: str
    expires_at: datetime
    account: Account


class PasswordChange(Frozen):
    """The present password and the one that replaces it."""

    present: Password
    new: Password


DeviceWord = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z_]{1,40}$")]
Version = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9A-Za-z.+-]{1,40}$")]


class OwnNumbers(Frozen):
    """The numbers that a kiosk gives by itself while the core is away.

    `letter`: none when there are more kiosks than letters. How many wait to enter, have entered since the
    day began, and were refused by the core. `kept`: whether the kiosk's disk takes its book; without one it
    gives none.
    """

    letter: Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Z]$")] | None
    waiting: int = Field(ge=0)
    entered: int = Field(ge=0)
    refused: int = Field(ge=0)
    kept: bool = True


class DeviceHealth(Frozen):
    """What a kiosk or board tells of itself; None for what it does not have or has not met yet."""

    version: Version
    printer: DeviceWord | None = None
    slip: DeviceWord | None = None
    """What became of the last slip."""
    sound: DeviceWord | None = None
    numbers: OwnNumbers | None = None


class DeviceView(Frozen):
    """An enrolled device. `silent`: it has not been heard for minutes, or not since the core started."""

    name: str
    role: Role
    connected: bool
    silent: bool
    last_seen: datetime | None
    health: DeviceHealth | None


class Devices(Frozen):
    """Every enrolled device that was not revoked, by name."""

    at: datetime
    devices: tuple[DeviceView, ...]
