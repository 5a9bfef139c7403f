"""Asks whose data are to be told, typed hidden, and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import ValidationError
from textual.app import App

from queue_core.kia.wire.people import ExportReason, ExportWish
from queue_core.officer.exports import reasons
from queue_core.officer.screens.pick import Pick
from queue_core.officer.screens.reason import Reason
from queue_core.officer.shift import Shift


def ask_for_export(app: App[Any], shift: Shift, then: Callable[[ExportWish], object]) -> None:
    """Asks for NIK and reason; goes on once both are there."""

    def typed(nik: str | None) -> None:
        if nik is None:
            return
        try:
            wish = ExportWish(nik=nik.replace(" ", ""), reason=ExportReason.PERSON_ASKS)
        except ValidationError:
            app.notify(shift.say("files.not_a_nik"))
            return
        app.push_screen(
            Pick(shift, shift.say("files.why_export"), reasons(shift)), lambda why: chosen(wish, why)
        )

    def chosen(wish: ExportWish, why: str | None) -> None:
        if why is not None:
            then(wish.model_copy(update={"reason": ExportReason(why)}))

    app.push_screen(Reason(shift, shift.say("files.whose_export"), hidden=True), typed)
