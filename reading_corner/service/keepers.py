"""Who keeps the shelf: an officer whose account the core knows, for as long as they are there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Protocol

from queue_core.access.rules import COUNTER_ROLES
from queue_core.access.wire import Account, Login
from queue_core.client.problems import CoreUnreachable, Refused
from queue_core.foundation.identifiers import new_token, token_digest
from reading_corner.errors import (
    KeeperNotSignedIn,
    NotAKeeper,
    OfficeAway,
    OneTimePassword,
    SignInLater,
    SignInRefused,
)

PAUSE = timedelta(minutes=5)
"""Without an act for so long, whoever is signed in is so no more. Assumed."""
LONGEST = timedelta(hours=4)
"""After so long one signs in anew: an account that the office has ended goes no further. Assumed."""


class Accounts(Protocol):
    """The part of the core that knows accounts."""

    def account(self, login: Login) -> Account:
        """Whose name and password these are. Raises Refused or CoreUnreachable."""


@dataclass
class _Session:
    name: str
    begun: float
    used: float


class Keepers:
    """The keepers who are signed in. Of a session its digest is kept, in memory alone."""

    def __init__(self, accounts: Accounts, monotonic: Callable[[], float]) -> None:
        self._accounts = accounts
        self._monotonic = monotonic
        self._sessions: dict[str, _Session] = {}

    def sign_in(self, login: Login) -> str:
        """The token of a new session.

        Raises SignInRefused, SignInLater, NotAKeeper, OneTimePassword or OfficeAway.
        """
        account = self._known(login)
        if account.must_change_password:
            raise OneTimePassword
        if not COUNTER_ROLES.intersection(account.roles):
            raise NotAKeeper
        now, token = self._monotonic(), new_token()
        kept = {key: one for key, one in self._sessions.items() if _lasts(one, now)}
        self._sessions = kept | {token_digest(token): _Session(account.username, now, now)}
        return token

    def keeper(self, token: str) -> str:
        """The user name of who carries the token, who is there from now on. Raises KeeperNotSignedIn."""
        session = self._sessions.get(token_digest(token))
        now = self._monotonic()
        if session is None or not _lasts(session, now):
            raise KeeperNotSignedIn
        session.used = now
        return session.name

    def sign_out(self, token: str) -> None:
        """Ends a session; once more is harmless."""
        self._sessions.pop(token_digest(token), None)

    def _known(self, login: Login) -> Account:
        try:
            return self._accounts.account(login)
        except CoreUnreachable:
            raise OfficeAway from None
        except Refused as refused:
            if refused.status_code == HTTPStatus.TOO_MANY_REQUESTS:
                raise SignInLater(refused.detail) from None
            if refused.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                raise OfficeAway from None
            raise SignInRefused from None


def _lasts(session: _Session, now: float) -> bool:
    pause, whole = now - session.used, now - session.begun
    return pause < PAUSE.total_seconds() and whole < LONGEST.total_seconds()
