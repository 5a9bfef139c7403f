"""The keys of the desk. Labels and tooltips are message keys; which are shown is decided in state.py."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from queue_core.officer.more import Menu
from queue_core.officer.state import Action


def _act(key: str, action: Action) -> Binding:
    """A key that does one act."""
    return Binding(key, f"act('{action}')", f"key.{action}", id=f"desk.{action}", tooltip=f"tip.{action}")


def _menu(key: str, menu: Menu) -> Binding:
    """A key that opens one list at once; the list of lists names it."""
    return Binding(key, f"menu('{menu}')", f"more.{menu}", id=f"desk.{menu}", tooltip="tip.more", show=False)


MENU_KEYS = {
    "p": Menu.PARK,
    "t": Menu.TRANSFER,
    "x": Menu.END,
    "a": Menu.ASIDE,
    "i": Menu.ISSUE,
    "w": Menu.APPOINTMENTS,
    "o": Menu.FILES,
    "v": Menu.STOCK,
}

DESK_KEYS: list[BindingType] = [
    Binding(
        "space",
        "natural",
        "key.natural",
        key_display="keyname.space",
        id="desk.natural",
        tooltip="tip.natural",
    ),
    _act("c", Action.CALL),
    _act("r", Action.RECALL),
    _act("s", Action.START),
    _act("d", Action.STEP_DONE),
    _act("f", Action.FINISH),
    _act("n", Action.NO_SHOW),
    _act("k", Action.RETURN),
    Binding("b", "rest", "key.break", id="desk.rest", tooltip="tip.break"),
    _act("l", Action.LEAVE),
    _act("u", Action.UNDO),
    Binding("m", "more", "key.more", id="desk.more", tooltip="tip.more"),
    *(_menu(key, menu) for key, menu in MENU_KEYS.items()),
    Binding(
        "escape",
        "understood",
        "key.understood",
        key_display="Esc",
        id="desk.understood",
        tooltip="tip.understood",
    ),
    Binding("q", "app.quit_console", "key.quit", id="desk.quit", tooltip="tip.quit"),
]
