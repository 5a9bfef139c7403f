"""The questions behind the entries of a file: what a move, a doubt or a number needs to be told."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import ValidationError

from queue_core.kia.rules.life import Action
from queue_core.kia.rules.needs import Field
from queue_core.kia.wire.files import (
    Agreement,
    AskedMove,
    FileHead,
    FileView,
    Hold,
    OtherChild,
    Refusal,
    Revealed,
    Revealing,
    RevealReason,
    WrittenDraft,
)
from queue_core.kia.wire.orders import OrderHead
from queue_core.kia.wire.subject import Draft
from queue_core.officer import file_view as words
from queue_core.officer.alike_view import OTHER
from queue_core.officer.handover import wants_shelf
from queue_core.officer.screens.alike import AlikeScreen
from queue_core.officer.screens.ask import Ask
from queue_core.officer.screens.base import ConsoleModal
from queue_core.officer.screens.file_history import HistoryScreen
from queue_core.officer.screens.hand_over import HandOverScreen
from queue_core.officer.screens.pick import Pick
from queue_core.officer.screens.reason import Reason
from queue_core.officer.shift import Core

Answer = FileHead | Revealed | OrderHead
Deed = Callable[[Core], Answer]


class FileQuestions:
    """Asks over a file's screen, and begins what was answered; without a deed the file is read anew."""

    def __init__(
        self,
        screen: ConsoleModal[None],
        view: FileView,
        begin: Callable[[Deed | None], None],
        write: Callable[[str], None],
    ) -> None:
        self._screen = screen
        self._shift = screen.shift
        self._view = view
        self._begin = begin
        self._write = write

    def ask(self, verb: str, what: str) -> None:
        """Asks what an entry needs to know."""
        asked = {
            "move": lambda: self._move(Action(what)),
            "paper": lambda: self._tick(int(what)),
            "doubt": lambda: self._explain(what),
            "reveal": lambda: self._reveal(Field(what)),
            "history": self._show_history,
            "alike": lambda: self._compare(int(what)),
            "take": lambda: self._take(what),
            "agree": self._agree,
            "decline": self._decline,
        }.get(verb)
        if asked is not None:
            asked()

    def _tick(self, number: int) -> None:
        self._save(words.ticked(self._view.draft, self._view.papers[number].name[words.PAPER_NAME]))

    def _show_history(self) -> None:
        self._screen.app.push_screen(HistoryScreen(self._shift, self._view.head.id))

    def _take(self, who: str) -> None:
        question = self._shift.say("files.ask.take", who=who)
        self._ask(question, lambda core: core.hold_file(self._view.head.id, Hold(from_holder=who)))

    def _read_anew(self, _: None) -> None:
        self._begin(None)

    def _move(self, action: Action) -> None:
        def asked(reason: str | None, shelf: str | None = None) -> Deed:
            wish = AskedMove(action=action, version=self._view.head.version, reason=reason, shelf=shelf)
            return lambda core: core.move_file(self._view.head.id, wish)

        if action is Action.HAND_OVER:
            self._screen.app.push_screen(HandOverScreen(self._shift, self._view), self._read_anew)
            return
        if action is Action.MAKE_READY and wants_shelf(self._shift):
            self._ask_line(self._shift.say("ending.which_place"), lambda place: self._shelve(asked, place))
            return
        what = self._shift.say(f"files.act.{action}")
        if words.needs_reason(self._view, action):
            self._ask_line(
                self._shift.say("files.ask_reason", what=what), lambda why: self._begin(asked(why))
            )
        elif action in words.DONE_AT_ONCE:
            self._begin(asked(None))
        else:
            self._ask(self._shift.say(f"files.ask.{action}"), asked(None))

    def _compare(self, other: int) -> None:
        def answered(answer: str | None) -> None:
            if answer == OTHER:
                self._ask_line(self._shift.say("alike.why"), lambda why: self._begin(apart(why)))
            elif answer is not None:
                self._move(Action(answer))

        def apart(why: str) -> Deed:
            decided = OtherChild(version=self._view.head.version, other=other, reason=why)
            return lambda core: core.tell_apart(self._view.head.id, decided)

        self._screen.app.push_screen(AlikeScreen(self._shift, self._view, other), answered)

    def _shelve(self, asked: Callable[[None, str], Deed], place: str) -> None:
        try:
            self._begin(asked(None, place.replace(" ", "")))
        except ValidationError:
            self._write(self._shift.say("ending.no_place"))

    def _agree(self) -> None:
        agreed = Agreement(version=self._view.head.version)
        question = self._shift.say("files.ask.agree")
        self._ask(question, lambda core: core.agree_to_file(self._view.head.id, agreed))

    def _decline(self) -> None:
        refusal = Refusal(version=self._view.head.version)
        self._begin(lambda core: core.decline_file(self._view.head.id, refusal))

    def _save(self, draft: Draft) -> None:
        written = WrittenDraft(version=self._view.head.version, draft=draft)
        self._begin(lambda core: core.write_file(self._view.head.id, written))

    def _explain(self, doubt: str) -> None:
        about, _, why_doubtful = doubt.partition(":")
        told = words.doubted(self._shift, about, why_doubtful)
        question = self._shift.say("files.why_right", doubt=told)
        self._ask_line(question, lambda why: self._save(words.explained(self._view.draft, doubt, why)))

    def _reveal(self, field: Field) -> None:
        def chosen(why: str | None) -> None:
            if why is not None:
                wanted = Revealing(field=field, reason=RevealReason(why))
                self._begin(lambda core: core.reveal(self._view.head.id, wanted))

        title = self._shift.say("files.why_full", field=words.field_name(self._shift, field))
        self._screen.app.push_screen(Pick(self._shift, title, words.reveal_reasons(self._shift)), chosen)

    def _ask(self, question: str, deed: Deed) -> None:
        self._screen.app.push_screen(
            Ask(self._shift, question), lambda yes: self._begin(deed) if yes else None
        )

    def _ask_line(self, question: str, then: Callable[[str], None]) -> None:
        self._screen.app.push_screen(Reason(self._shift, question), lambda line: then(line) if line else None)
