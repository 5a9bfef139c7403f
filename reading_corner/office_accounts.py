"""Asks the core whose account a keeper signs in with. No session of the core stays open for it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from queue_core.access.wire import Account, Login
from queue_core.client.api import CoreApi
from queue_core.client.problems import CoreUnreachable, Refused


@dataclass(frozen=True)
class OfficeAccounts:
    """The accounts of the core at an address."""

    core: str

    def account(self, login: Login) -> Account:
        """Whose name and password these are. Raises Refused or CoreUnreachable."""
        api = CoreApi(self.core, insists=False)
        account = api.sign_in(login).account
        with suppress(Refused, CoreUnreachable):  # what is left of it, the core ends by itself
            api.sign_out()
        return account
