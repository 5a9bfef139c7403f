"""The door: no default password, delays for who guesses, sessions and devices that end."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from argon2 import PasswordHasher, Type

from queue_core.access.errors import (
    AccountExists,
    DeviceExists,
    NotSignedIn,
    PasswordTooWeak,
    TooManyAttempts,
    UnknownAccount,
    UnknownDevice,
    WrongPassword,
)
from queue_core.access.rules import ANYBODY, Principal, Role
from queue_core.access.service import administration, passwords
from queue_core.access.service.door import Door
from queue_core.access.service.sessions import (
    Recognised,
    change_password,
    principal_of,
    sign_in,
    sign_out,
)
from queue_core.access.wire import Login, PasswordChange, Session
from tests.core.office import Office, rows

OWN = "sate-ayam-madura"


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """As right as the slow ones, without their cost."""
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def office(empty: Path, tmp_path: Path) -> Iterator[Office]:
    """An office of which nobody is known yet."""
    opened = Office(Path(shutil.copy(empty, tmp_path / "office.db")))
    yield opened
    opened.close()


@pytest.fixture
def door(office: Office) -> Door:
    return office.door


@pytest.fixture
def once(door: Door) -> str:
    """Ani's one-time password."""
    return administration.add_account(door, "ani", [Role.OFFICER])


def enter(door: Door, password: str, username: str = "ani") -> Session:
    return sign_in(door, Login(username=username, password=password))


def choose_own(door: Door, once: str) -> Session:
    session = enter(door, once)
    principal = principal_of(door, session.token)
    change_password(door, principal, session.token, PasswordChange(present=once, new=OWN))
    return session


def guess(door: Door, times: int) -> None:
    for _ in range(times):
        with pytest.raises(WrongPassword):
            enter(door, "a wrong one")


STRONG = passwords.HASHER


def test_passwords_are_hashed_with_argon2id_at_full_cost() -> None:
    assert STRONG.type is Type.ID
    assert STRONG.memory_cost >= 19 * 1024
    assert STRONG.time_cost >= 2


def test_a_new_database_lets_nobody_in(office: Office, door: Door) -> None:
    assert rows(office.path, "SELECT * FROM account") == []
    for name in ("admin", "root", "kerak", "administrator"):
        with pytest.raises(WrongPassword):
            enter(door, name, name)


def test_every_one_time_password_is_another(door: Door) -> None:
    given = {administration.add_account(door, f"user{number}", [Role.OFFICER]) for number in range(4)}
    assert len(given) == 4


def test_who_signs_in_is_known_by_the_token(door: Door, once: str) -> None:
    session = enter(door, once)
    principal = principal_of(door, session.token)
    assert (principal.actor, principal.roles) == ("account:ani", frozenset({Role.OFFICER}))
    assert session.account.must_change_password


def test_the_one_time_password_has_to_be_changed_before_anything_else(door: Door, once: str) -> None:
    session = enter(door, once)
    assert principal_of(door, session.token).audience is None
    choose_own(door, once)
    assert not principal_of(door, enter(door, OWN).token).must_change_password
    with pytest.raises(WrongPassword):
        enter(door, once)


@pytest.mark.parametrize("weak", ["short", "123456789"])
def test_a_short_password_is_too_weak(door: Door, once: str, weak: str) -> None:
    session = enter(door, once)
    with pytest.raises(PasswordTooWeak):
        change_password(
            door, principal_of(door, session.token), session.token, PasswordChange(present=once, new=weak)
        )


def test_the_present_password_is_no_new_one(door: Door, once: str) -> None:
    session = enter(door, once)
    with pytest.raises(PasswordTooWeak):
        change_password(
            door, principal_of(door, session.token), session.token, PasswordChange(present=once, new=once)
        )


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one(door: Door, once: str) -> None:
    other = enter(door, once)
    session = choose_own(door, once)
    assert principal_of(door, session.token).name == "ani"
    with pytest.raises(NotSignedIn):
        principal_of(door, other.token)


def test_after_three_wrong_passwords_even_the_right_one_has_to_wait(
    office: Office, door: Door, once: str
) -> None:
    guess(door, 3)
    with pytest.raises(TooManyAttempts, match="Wait 2 seconds"):
        enter(door, once)
    office.clock.forward(seconds=2)
    assert enter(door, once).account.username == "ani"


def test_every_further_wrong_password_doubles_the_wait(office: Office, door: Door, once: str) -> None:
    guess(door, 3)
    office.clock.forward(seconds=2)
    guess(door, 1)
    office.clock.forward(seconds=2)
    with pytest.raises(TooManyAttempts):
        enter(door, once)
    office.clock.forward(seconds=2)
    assert enter(door, once).account.username == "ani"


def test_the_right_password_forgives_the_wrong_ones(door: Door, once: str) -> None:
    guess(door, 2)
    enter(door, once)
    guess(door, 2)
    assert enter(door, once).account.username == "ani"


def test_who_holds_a_session_cannot_guess_the_password_without_end(door: Door, once: str) -> None:
    session = choose_own(door, once)
    principal = principal_of(door, session.token)
    wrong = PasswordChange(present="a wrong one", new="rendang-padang")
    for _ in range(3):
        with pytest.raises(WrongPassword):
            change_password(door, principal, session.token, wrong)
    with pytest.raises(TooManyAttempts):
        change_password(door, principal, session.token, wrong)


def test_a_reset_while_the_old_password_is_being_checked_wins(door: Door, once: str) -> None:
    def reset_meanwhile(work: Callable[[], object]) -> object:
        answer = work()
        administration.reset_password(door, "ani")
        return answer

    with pytest.raises(WrongPassword):
        enter(replace(door, offload=reset_meanwhile), once)


def test_guesses_sent_all_at_once_are_slowed_down_like_any_others(door: Door, once: str) -> None:
    def guess_meanwhile(work: Callable[[], object]) -> object:
        guess(door, 3)
        return work()

    with pytest.raises(TooManyAttempts):
        enter(replace(door, offload=guess_meanwhile), once)


def test_a_session_ends_after_twelve_hours(office: Office, door: Door, once: str) -> None:
    session = enter(door, once)
    office.clock.forward(hours=11, minutes=59)
    assert principal_of(door, session.token).name == "ani"
    office.clock.forward(minutes=1)
    with pytest.raises(NotSignedIn):
        principal_of(door, session.token)


def test_who_signs_out_is_out(door: Door, once: str) -> None:
    session = enter(door, once)
    sign_out(door, principal_of(door, session.token), session.token)
    with pytest.raises(NotSignedIn):
        principal_of(door, session.token)


def test_a_reset_ends_every_session_and_gives_a_new_one_time_password(door: Door, once: str) -> None:
    session = choose_own(door, once)
    fresh = administration.reset_password(door, "ani")
    with pytest.raises(NotSignedIn):
        principal_of(door, session.token)
    with pytest.raises(WrongPassword):
        enter(door, OWN)
    assert enter(door, fresh).account.must_change_password


def test_a_reset_lets_a_slowed_down_account_in_at_once(door: Door, once: str) -> None:
    del once
    guess(door, 3)
    assert enter(door, administration.reset_password(door, "ani")).account.username == "ani"


def test_a_disabled_account_is_out_at_once_and_stays_out(door: Door, once: str) -> None:
    session = choose_own(door, once)
    administration.disable_account(door, "ani")
    with pytest.raises(NotSignedIn):
        principal_of(door, session.token)
    with pytest.raises(WrongPassword):
        enter(door, OWN)


def test_two_accounts_never_share_a_name_and_an_unknown_one_is_told(door: Door, once: str) -> None:
    del once
    with pytest.raises(AccountExists):
        administration.add_account(door, "ani", [Role.CAMAT])
    for act in (administration.reset_password, administration.disable_account):
        with pytest.raises(UnknownAccount):
            act(door, "nobody")


def test_a_device_is_known_by_its_token_until_it_is_revoked(door: Door) -> None:
    token = administration.enrol_device(door, "kiosk-1", Role.KIOSK)
    assert principal_of(door, token) == Principal("device:kiosk-1", frozenset({Role.KIOSK}), "kiosk-1")
    administration.revoke_device(door, "kiosk-1")
    with pytest.raises(NotSignedIn):
        principal_of(door, token)
    with pytest.raises(UnknownDevice):
        administration.revoke_device(door, "kiosk-1")


def test_a_device_enrolled_again_has_a_new_token_and_the_old_one_stays_worthless(door: Door) -> None:
    old = administration.enrol_device(door, "kiosk-1", Role.KIOSK)
    with pytest.raises(DeviceExists):
        administration.enrol_device(door, "kiosk-1", Role.KIOSK)
    administration.revoke_device(door, "kiosk-1")
    new = administration.enrol_device(door, "kiosk-1", Role.BOARD)
    assert principal_of(door, new).roles == {Role.BOARD}
    with pytest.raises(NotSignedIn):
        principal_of(door, old)


def test_who_has_no_token_is_anybody_and_a_wrong_token_is_refused(door: Door) -> None:
    assert principal_of(door, None) is ANYBODY
    for token in ("", "x", "token\x00", "\u2603"):
        with pytest.raises(NotSignedIn):
            principal_of(door, token)


def test_a_revoked_device_is_remembered_for_a_second_at_most(door: Door) -> None:
    now = [100.0]
    recognised = Recognised(door, lambda: now[0])
    token = administration.enrol_device(door, "kiosk-1", Role.KIOSK)
    assert recognised.principal(token).name == "kiosk-1"
    administration.revoke_device(door, "kiosk-1")
    now[0] += 1.01
    with pytest.raises(NotSignedIn):
        recognised.principal(token)


def test_no_token_and_no_password_stands_anywhere_in_the_file(office: Office, door: Door, once: str) -> None:
    session = choose_own(door, once)
    device = administration.enrol_device(door, "kiosk-1", Role.KIOSK)
    reset = administration.reset_password(door, "ani")
    kept = b"".join(file.read_bytes() for file in office.path.parent.glob("office.db*"))
    assert b"kiosk-1" in kept
    for secret in (once, OWN, session.token, device, reset):
        assert secret.encode() not in kept


def test_every_act_at_the_door_leaves_its_row(office: Office, door: Door, once: str) -> None:
    session = choose_own(door, once)
    guess(door, 1)
    sign_out(door, principal_of(door, session.token), session.token)
    administration.disable_account(door, "ani")
    found = [str(action) for (action,) in rows(office.path, "SELECT action FROM ledger ORDER BY id")]
    assert found == [
        "account_added",
        "signed_in",
        "password_changed",
        "sign_in_refused",
        "signed_out",
        "account_disabled",
    ]
