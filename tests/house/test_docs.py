"""The docs name everything that there is: settings, commands, problems, routes, units, states, decisions."""

from __future__ import annotations

import importlib
import pkgutil
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from typer.main import get_command

import display_board
import kiosk
import queue_core
import reading_corner
from devices.cards import drivers as card_printers
from devices.printing import drivers as slip_printers
from queue_core.access.rules import MATRIX
from queue_core.cli.main import app
from queue_core.foundation.errors import KerakError
from queue_core.foundation.settings import Settings
from queue_core.foundation.toml_model import known_keys
from queue_core.kia.rules import diagram as file_moves
from queue_core.kia.rules import order_diagram as order_moves
from queue_core.kia.rules.proposals import MOVES as PROPOSAL_MOVES
from queue_core.kia.rules.proposals import ProposalState
from queue_core.stock.rules import diagram as blank_moves
from queue_core.tickets.rules.appointments import APPOINTMENT_MOVES, AppointmentState
from queue_core.tickets.rules.assistance import HELP_MOVES, HelpState
from queue_core.tickets.rules.counters import COUNTER_MOVES, CounterState
from queue_core.tickets.rules.diagram import state_diagram
from queue_core.tickets.rules.life import MOVES, TicketState, Verb
from tests.house.actions import written_actions

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
METHODS = ("GET ", "POST ", "PUT ", "DELETE ")


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def every_cause(error: type[KerakError] = KerakError) -> Iterator[str]:
    yield error.slug
    for narrower in error.__subclasses__():
        yield from every_cause(narrower)


@pytest.fixture(scope="module")
def _all_imported() -> None:
    for package in (queue_core, kiosk, display_board, reading_corner):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__") and ".migrations" not in module.name:
                importlib.import_module(module.name)


def test_every_setting_stands_in_the_operations_page() -> None:
    keys = {key for key in known_keys(Settings) if "." in key}
    assert {key for key in keys if f"`{key}`" not in page("operations.md")} == set()


@pytest.mark.parametrize("drivers", [slip_printers, card_printers], ids=lambda package: package.__name__)
def test_every_printer_stands_in_the_operations_page_by_its_address(drivers: ModuleType) -> None:
    kinds = {module.name for module in pkgutil.iter_modules(drivers.__path__)}
    assert {kind for kind in kinds if f"`{kind}:" not in page("operations.md")} == set()


def test_every_command_stands_in_the_operations_page() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    assert {name for name in commands if f"kerak {name}" not in page("operations.md")} == set()


def test_every_unit_stands_in_the_operations_page() -> None:
    units = {unit.name for unit in (ROOT / "systemd").iterdir()}
    assert {unit for unit in units if f"`{unit}`" not in page("operations.md")} == set()


def test_every_unit_that_the_operations_page_enables_can_be_enabled() -> None:
    enabled = re.findall(r"systemctl enable --now ([\w.-]+)", page("operations.md"))
    assert len(enabled) == len(list((ROOT / "systemd").glob("*.service")))
    assert all("[Install]" in (ROOT / "systemd" / unit).read_text() for unit in enabled)


@pytest.mark.usefixtures("_all_imported")
def test_every_cause_of_a_problem_stands_in_the_api_page() -> None:
    told = {cause for cause in every_cause() if f"`{cause}`" in page("api.md")}
    assert set(every_cause()) - told == set()


def test_every_action_in_the_ledger_stands_in_the_api_page_or_in_that_of_the_cards() -> None:
    pages = page("api.md") + page("cards.md")
    written = written_actions()
    assert len(written) > 100
    assert {action for action in written if f"`{action}`" not in pages} == set()


def test_the_api_page_tells_of_no_action_that_nobody_writes() -> None:
    events = page("api.md").split("\n| action | staff | hall |")[1].split("\nTo be whole")[0]
    rows = "\n".join(line for line in events.splitlines() if line.startswith("|"))
    told = set(re.findall(r"`([a-z]+_\w+)`", rows))
    assert told - {"issued_at"} - written_actions() == set()


def test_every_route_stands_in_the_api_page() -> None:
    routes = {line for line in MATRIX if line.startswith(METHODS) and not line.endswith("{filename}")}
    assert {route for route in routes if f"`{route}" not in page("api.md")} == set()


def test_every_state_and_move_of_a_ticket_stands_in_the_glossary() -> None:
    lines = page("glossary.md").splitlines()
    for state in TicketState:
        moves = [f"{verb} -> {after}" for (at, verb), after in MOVES.items() if at is state]
        assert f"| {state} | {', '.join(moves)} |".replace("|  |", "| |") in lines


def test_every_state_and_move_of_a_counter_stands_in_the_glossary() -> None:
    lines = page("glossary.md").splitlines()
    for state in CounterState:
        moves = [f"{verb} -> {after}" for (at, verb), after in COUNTER_MOVES.items() if at is state]
        assert f"| {state} | {', '.join(moves)} |" in lines


def test_every_state_and_move_of_a_request_for_help_stands_in_the_glossary() -> None:
    lines = page("glossary.md").splitlines()
    for state in HelpState:
        moves = [f"{verb} -> {after}" for (at, verb), after in HELP_MOVES.items() if at is state]
        assert f"| {state} | {', '.join(moves)} |".replace("|  |", "| |") in lines


def test_every_state_and_move_of_a_proposal_stands_in_the_page_about_children() -> None:
    lines = page("children.md").splitlines()
    for state in ProposalState:
        moves = [f"{verb} -> {after}" for (at, verb), after in PROPOSAL_MOVES.items() if at is state]
        assert f"| {state} | {', '.join(moves)} |".replace("|  |", "| |") in lines


def test_every_state_and_move_of_an_appointment_stands_in_the_glossary() -> None:
    lines = page("glossary.md").splitlines()
    for state in AppointmentState:
        moves = [f"{verb} -> {after}" for (at, verb), after in APPOINTMENT_MOVES.items() if at is state]
        assert f"| {state} | {', '.join(moves)} |".replace("|  |", "| |") in lines


def test_the_diagram_of_a_tickets_life_is_drawn_from_the_table() -> None:
    drawn = page("tickets.md").split("```mermaid\n")[1].split("\n```")[0]
    assert drawn == state_diagram()


def test_the_diagram_and_the_list_of_a_files_moves_are_drawn_from_the_table() -> None:
    assert file_moves.state_diagram() == page("files.md").split("```mermaid\n")[1].split("\n```")[0]
    assert f"\n{file_moves.move_list()}\n" in page("files.md")


def test_the_diagram_and_the_list_of_a_blanks_moves_are_drawn_from_the_table() -> None:
    assert blank_moves.state_diagram() == page("blanks.md").split("```mermaid\n")[1].split("\n```")[0]
    assert f"\n{blank_moves.move_list()}\n" in page("blanks.md")


def test_the_diagram_and_the_list_of_an_orders_moves_are_drawn_from_the_table() -> None:
    assert order_moves.state_diagram() == page("cards.md").split("```mermaid\n")[1].split("\n```")[0]
    assert f"\n{order_moves.move_list()}\n" in page("cards.md")


def test_the_floors_of_the_architecture_page_are_those_of_the_contract() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (floors,) = (one["layers"] for one in contracts if one["id"] == "floors")
    built = [set(re.findall(r"\w+", floor)) for floor in floors if not floor.startswith("(")]
    table = page("architecture.md").split("| floor | answers for |\n|---|---|\n")[1].split("\n\n")[0]
    told = [set(re.findall(r"`(\w+)`", line.split("|")[1])) for line in table.splitlines()]
    assert told == built


def test_every_folder_of_tests_stands_in_the_architecture_page() -> None:
    told = page("architecture.md").split("Tests stand by program:")[1].split("\n\n")[0]
    folders = {path.parent.name for path in (ROOT / "tests").glob("*/__init__.py")}
    assert {name for name in folders if f"`{name}`" not in told and f"`tests/{name}`" not in told} == set()


def test_every_verb_is_explained() -> None:
    assert {verb for verb in Verb if f"\n| {verb} | " not in page("tickets.md")} == set()


def test_the_glossary_explains_no_term_twice() -> None:
    terms = re.findall(r"^\| ([^|]+) \| [^|]+ \| [^|]+ \|$", page("glossary.md"), re.MULTILINE)
    assert len(terms) > 50
    assert {term for term in terms if terms.count(term) > 1} == set()


def test_every_decision_stands_in_the_list_of_decisions() -> None:
    pages = {path.name for path in (DOCS / "decisions").glob("[0-9]*.md")}
    assert {name for name in pages if f"({name})" not in page("decisions/README.md")} == set()


def test_the_readme_is_short_enough_to_be_read() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 120


def test_every_picture_and_page_that_the_readme_shows_is_there() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = [part.split(")")[0] for part in text.split("](")[1:]]
    assert [target for target in targets if "://" not in target and not (ROOT / target).exists()] == []
