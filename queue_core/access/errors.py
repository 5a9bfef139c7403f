"""What the door refuses, each with what to do."""

from __future__ import annotations

from http import HTTPStatus

from queue_core.foundation.errors import KerakError


class NotSignedIn(KerakError):
    """No valid token came with the request."""

    slug = "not-signed-in"
    status = HTTPStatus.UNAUTHORIZED
    title = "You are not signed in"
    remedy = "Sign in; a device is enrolled with 'kerak device enrol'."


class NotAllowed(KerakError):
    """The roles of this account or device do not include this."""

    slug = "not-allowed"
    status = HTTPStatus.FORBIDDEN
    title = "This is not yours to do"
    remedy = "Ask the head of section or the administrator."


class OwnWish(KerakError):
    """Nobody agrees to what they have asked for themselves."""

    slug = "own-wish"
    status = HTTPStatus.CONFLICT
    title = "Nobody agrees to their own wish"
    remedy = "Let another head of section or the Camat agree."


class WrongPassword(KerakError):
    """The user name and the password do not belong together."""

    slug = "wrong-password"
    status = HTTPStatus.UNAUTHORIZED
    title = "User name or password is wrong"
    remedy = "Check both; an administrator can give a new one-time password."


class TooManyAttempts(KerakError):
    """The account is slowed down after wrong passwords."""

    slug = "too-many-attempts"
    status = HTTPStatus.TOO_MANY_REQUESTS
    title = "Too many wrong passwords"
    remedy = "Wait, then try again."


class PasswordChangeNeeded(KerakError):
    """The account still has its one-time password."""

    slug = "password-change-needed"
    status = HTTPStatus.FORBIDDEN
    title = "Choose your own password first"
    remedy = "Change the one-time password."


class PasswordTooWeak(KerakError):
    """The new password is too short or the same as before."""

    slug = "password-too-weak"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "The new password is too weak"
    remedy = "Take at least 10 characters, and not the present password."


class AccountExists(KerakError):
    """There is an account of this name."""

    slug = "account-exists"
    status = HTTPStatus.CONFLICT
    title = "There is an account of this name"
    remedy = "Choose another name, or reset its password."


class UnknownAccount(KerakError):
    """There is no account of this name."""

    slug = "unknown-account"
    status = HTTPStatus.NOT_FOUND
    title = "There is no account of this name"
    remedy = "See 'kerak account list'."


class DeviceExists(KerakError):
    """There is a device of this name."""

    slug = "device-exists"
    status = HTTPStatus.CONFLICT
    title = "There is a device of this name"
    remedy = "Choose another name, or revoke the device first."


class UnknownDevice(KerakError):
    """There is no device of this name."""

    slug = "unknown-device"
    status = HTTPStatus.NOT_FOUND
    title = "There is no device of this name"
    remedy = "See 'kerak device list'."
