"""Commands for the office's administration: init, settings, account, device."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from queue_core.access.rules import ACCOUNT_ROLES, DEVICE_ROLES, Role
from queue_core.access.service import administration
from queue_core.admin import auditing, keeping
from queue_core.admin.office import FIRST_ADMINISTRATOR, new_office, open_door, write_token
from queue_core.cli.common import SettingsOption, say, settings_of
from queue_core.foundation.settings import CoreSettings
from queue_core.storage.schema import upgrade_database
from queue_core.up.layout import as_toml

account = typer.Typer(no_args_is_help=True, help="Accounts of the office's people.")
device = typer.Typer(no_args_is_help=True, help="Machines that may speak with the core.")


def add_commands(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    app.command(epilog="Example: kerak init --settings office/kerak.toml")(init)
    app.command(epilog="Example: kerak settings --settings office/kerak.toml")(settings)
    app.add_typer(account, name="account")
    app.add_typer(device, name="device")


def init(
    settings: SettingsOption = None,
    administrator: Annotated[str, typer.Option(help="User name of the first account.")] = FIRST_ADMINISTRATOR,
    upgrade: Annotated[bool, typer.Option("--upgrade", help="Bring an older database up instead.")] = False,
    new_key: Annotated[
        bool, typer.Option("--new-key", help="Make a new key instead: the old one is lost for good.")
    ] = False,
) -> None:
    """Make a new office: its database, its key and its first administrator."""
    core = settings_of(settings).core
    if upgrade:
        _upgrade(core)
        return
    if new_key:
        _renew_key(core)
        return
    password = new_office(core, administrator)
    say(f"The office is ready: {core.database}")
    say(f"Administrator '{administrator}', one-time password: {password} (shown only now)")


def _upgrade(core: CoreSettings) -> None:
    changed = upgrade_database(core.database)
    if changed:
        with open_door(core) as door:
            administration.note(door, "database_upgraded")
    say("The database was brought up to this version." if changed else "Nothing to do.")


def _renew_key(core: CoreSettings) -> None:
    keeping.renew_key(core.database, datetime.now(UTC))
    with open_door(core) as door:
        administration.note(door, "key_renewed")
    say("There is a new key. What was sealed before stays closed. Make a backup with a passphrase now.")
    link = auditing.next_link(core.database)
    say(f"The ledger's chain goes on under it: 'kerak audit verify --from {link}'. Write that number down.")


def settings(settings: SettingsOption = None) -> None:
    """Print the settings in force; they hold no secrets."""
    say(as_toml(settings_of(settings)).rstrip())


Name = Annotated[str, typer.Argument(help="User name: small letters, digits, . _ -")]


def one_of(roles: frozenset[Role]) -> Callable[[str], Role]:
    """Reads one of these roles from the command line."""

    def role(text: str) -> Role:
        if text not in roles:
            raise typer.BadParameter(f"'{text}' is none of {', '.join(sorted(roles))}.")
        return Role(text)

    return role


AccountRoles = Annotated[
    list[Role],
    typer.Option(
        "--role",
        parser=one_of(ACCOUNT_ROLES),
        metavar="ROLE",
        help=f"{', '.join(sorted(ACCOUNT_ROLES))}; again for each further role.",
    ),
]
DeviceKind = Annotated[
    Role,
    typer.Option(
        "--kind", parser=one_of(DEVICE_ROLES), metavar="KIND", help=f"{', '.join(sorted(DEVICE_ROLES))}."
    ),
]


@account.command("add", epilog="Example: kerak account add budi --role officer")
def account_add(name: Name, roles: AccountRoles, settings: SettingsOption = None) -> None:
    """Make an account and print its one-time password."""
    with open_door(settings_of(settings).core) as door:
        password = administration.add_account(door, name, list(dict.fromkeys(roles)))
    say(f"Account '{name}' ({', '.join(roles)}), one-time password: {password} (shown only now)")


@account.command("list", epilog="Example: kerak account list")
def account_list(settings: SettingsOption = None) -> None:
    """List the accounts."""
    with open_door(settings_of(settings).core) as door:
        for row in administration.list_accounts(door):
            state = (
                "disabled"
                if row.disabled_at
                else "one-time password"
                if row.must_change_password
                else "in use"
            )
            say(f"{row.username:<20} {', '.join(row.roles):<20} {state}")


@account.command("reset", epilog="Example: kerak account reset budi")
def account_reset(name: Name, settings: SettingsOption = None) -> None:
    """Give an account a new one-time password and end its sessions."""
    with open_door(settings_of(settings).core) as door:
        password = administration.reset_password(door, name)
    say(f"Account '{name}', one-time password: {password} (shown only now)")


@account.command("disable", epilog="Example: kerak account disable budi")
def account_disable(name: Name, settings: SettingsOption = None) -> None:
    """Shut an account out at once; 'reset' lets it in again."""
    with open_door(settings_of(settings).core) as door:
        administration.disable_account(door, name)
    say(f"Account '{name}' is disabled.")


@device.command("enrol", epilog="Example: kerak device enrol kiosk-2 --kind kiosk --token-file kiosk-2.token")
def device_enrol(
    name: Annotated[str, typer.Argument(help="Name of the device, such as kiosk-2.")],
    kind: DeviceKind,
    token_file: Annotated[Path | None, typer.Option(help="File for its token; else it is printed.")] = None,
    settings: SettingsOption = None,
) -> None:
    """Enrol a kiosk, board, print station or reading corner once; it then carries its own token."""
    with open_door(settings_of(settings).core) as door:
        enrol = partial(administration.enrol_device, door, name, kind)
        if token_file is None:
            say(f"Device '{name}', token: {enrol()} (shown only now)")
        else:
            write_token(token_file, enrol)
            say(f"Device '{name}' is enrolled; its token is in {token_file}.")


@device.command("list", epilog="Example: kerak device list")
def device_list(settings: SettingsOption = None) -> None:
    """List the devices."""
    with open_door(settings_of(settings).core) as door:
        for row in administration.list_devices(door):
            say(f"{row.name:<20} {row.role:<15} {'revoked' if row.revoked_at else 'enrolled'}")


@device.command("revoke", epilog="Example: kerak device revoke kiosk-2")
def device_revoke(
    name: Annotated[str, typer.Argument(help="Name of the device.")], settings: SettingsOption = None
) -> None:
    """Make a lost device's token worthless."""
    with open_door(settings_of(settings).core) as door:
        administration.revoke_device(door, name)
    say(f"Device '{name}' is revoked.")
