"""The start-up scripts: what they say, start and leave alone, on a PATH where every command is a fake."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.real

ROOT = Path(__file__).parents[2]
SCRIPTS = ["scripts/setup", "scripts/run", "scripts/test", ".ci/run"]
REAL_TOOLS = [
    "bash",
    "cat",
    "cp",
    "dirname",
    "env",
    "grep",
    "mkdir",
    "mktemp",
    "readlink",
    "rm",
    "sha256sum",
    "sort",
    "tee",
]

NOBODY = "case $1 in -u) echo 65534 ;; *) echo nogroup ;; esac"
IN_SUDO_GROUP = "case $1 in -u) echo 1000 ;; *) echo users sudo ;; esac"
ROOT_USER = "case $1 in -u) echo 0 ;; *) echo root ;; esac"
WITHOUT_VENV = "exit 1"
# makes the environment that `python3 -m venv --clear .venv` makes, with itself as its Python
WITH_VENV = """
if [[ $* == "-m venv --clear .venv" ]]; then
    mkdir -p .venv/bin && cp "$0" .venv/bin/python
    cp "$0" .venv/bin/kerak
fi"""


class Machine:
    """A checkout, and a PATH with the few real tools of the scripts beside commands told what to do."""

    def __init__(self, folder: Path) -> None:
        self.checkout, self.bin, self.log = folder / "checkout", folder / "bin", folder / "calls"
        (self.checkout / "scripts").mkdir(parents=True)
        self.bin.mkdir()
        for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml", *SCRIPTS[:3]):
            shutil.copy(ROOT / name, self.checkout / name)
        for tool in REAL_TOOLS:
            (self.bin / tool).symlink_to(shutil.which(tool) or tool)
        self.has("dpkg-query", "printf installed")
        self.has("id", NOBODY)
        self.has("python3", WITH_VENV)

    def has(self, command: str, lines: str = "") -> None:
        """Put the command on the PATH: it notes how it was called, then runs the lines of bash."""
        path = self.bin / command
        path.write_text(f'#!/bin/bash\necho "${{0##*/}} $*" >>"{self.log}"\n{lines}\n')
        path.chmod(0o755)

    def run(self, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a script of the checkout, and forget the calls of the run before."""
        self.log.write_text("")
        return subprocess.run(
            [self.checkout / "scripts" / script, *arguments],
            capture_output=True,
            text=True,
            check=False,
            env={"PATH": str(self.bin), "LC_ALL": "C"},
        )

    def calls(self, beginning: str) -> list[str]:
        """How the last run called the commands that begin so."""
        return [line for line in self.log.read_text().splitlines() if line.startswith(beginning)]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine that has everything from Debian, seen by a user without rights."""
    return Machine(tmp_path)


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_is_executable_and_parses(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)
    subprocess.run(["bash", "-n", ROOT / script], check=True)


def test_without_root_the_line_to_type_is_printed_and_nothing_is_done(machine: Machine) -> None:
    machine.has("python3", WITHOUT_VENV)
    machine.has("dpkg-query", "exit 1")
    stopped = machine.run("setup", "run")
    assert stopped.returncode == 1
    line = "su - -c 'apt-get update && apt-get install -y --no-install-recommends espeak-ng python3-venv'"
    assert line in stopped.stderr.splitlines()
    assert not (machine.checkout / ".venv").exists()


def test_whoever_may_use_sudo_with_a_password_is_given_a_sudo_line(machine: Machine) -> None:
    machine.has("python3", WITHOUT_VENV)
    machine.has("dpkg-query", "exit 1")
    machine.has("id", IN_SUDO_GROUP)
    machine.has("sudo", "exit 1")
    stopped = machine.run("setup", "run")
    assert stopped.returncode == 1
    assert "sudo sh -c 'apt-get update && apt-get install -y" in stopped.stderr


def test_a_python_too_old_is_said_in_words(machine: Machine) -> None:
    machine.has("python3", WITHOUT_VENV)
    stopped = machine.run("setup", "run")
    assert stopped.returncode == 1
    assert "Python 3.11 or newer is needed" in stopped.stderr


def test_debians_own_python_goes_before_whatever_else_is_there(machine: Machine) -> None:
    machine.has("python3.11", WITH_VENV)
    machine.has("dpkg-query", '[[ "$*" != "-S "*/python3 ]] && printf installed')
    assert machine.run("setup", "run").returncode == 0
    assert machine.calls("python3.11 -m venv --clear")
    assert not machine.calls("python3 -m venv")


def test_the_tests_need_a_browser_a_print_server_and_a_voice(machine: Machine) -> None:
    machine.has("dpkg-query", "exit 1")
    stopped = machine.run("setup", "test")
    assert stopped.returncode == 1
    assert "chromium chromium-headless-shell cups cups-ipp-utils dbus espeak-ng" in stopped.stderr


def test_root_gets_what_is_missing_from_debian(machine: Machine) -> None:
    machine.has("python3", WITHOUT_VENV)
    machine.has("dpkg-query", "exit 1")
    machine.has("id", ROOT_USER)
    machine.has("fixed-python3", WITH_VENV)
    machine.has("fixed-dpkg-query", "printf installed")
    fix = f'for c in python3 dpkg-query; do cp "{machine.bin}/fixed-$c" "{machine.bin}/$c"; done'
    machine.has("apt-get", f"[[ $1 == update ]] || {fix}")
    assert machine.run("setup", "run").returncode == 0
    update, install = machine.calls("apt-get")
    assert update.startswith("apt-get update")
    assert install.endswith("espeak-ng python3-venv")


def test_a_sudo_that_asks_nothing_is_used(machine: Machine) -> None:
    machine.has("dpkg-query", "[[ $* != *espeak-ng* ]] && printf installed")
    machine.has("sudo", 'shift; "$@"')
    machine.has("true")
    machine.has("apt-get")
    assert machine.run("setup", "test").returncode == 0
    assert machine.calls("apt-get")[-1].endswith("espeak-ng")


def test_without_a_voice_the_programs_are_set_up_and_the_silence_is_explained(machine: Machine) -> None:
    machine.has("dpkg-query", "exit 1")
    ready = machine.run("setup", "run")
    assert ready.returncode == 0
    assert "calls may stay silent" in ready.stderr
    assert "install -y --no-install-recommends espeak-ng" in ready.stderr


def test_the_locked_versions_are_installed_and_then_the_project(machine: Machine) -> None:
    assert machine.run("setup", "run").returncode == 0
    packages, project = machine.calls("python -m pip install")
    assert packages.endswith("-r requirements.lock")
    assert project.endswith("--no-deps -e .")


@pytest.mark.parametrize(("first", "second"), [("run", "run"), ("test", "test"), ("test", "run")])
def test_a_second_set_up_does_and_says_nothing(machine: Machine, first: str, second: str) -> None:
    machine.run("setup", first)
    again = machine.run("setup", second)
    assert (again.returncode, again.stderr) == (0, "")
    assert not machine.calls("python")


def test_the_tests_are_installed_on_top_of_the_programs(machine: Machine) -> None:
    machine.run("setup", "run")
    machine.run("setup", "test")
    assert machine.calls("python -m pip install")[0].endswith("-r requirements-dev.lock")
    assert not machine.calls("python3 -m venv")


def test_another_lock_file_is_installed_into_the_environment_there_is(machine: Machine) -> None:
    machine.run("setup", "run")
    (machine.checkout / "requirements.lock").write_text("flask==3.1.3\n")
    machine.run("setup", "run")
    assert machine.calls("python -m pip install")
    assert not machine.calls("python3 -m venv")


def test_a_checkout_that_was_moved_gets_a_new_environment(machine: Machine) -> None:
    machine.run("setup", "run")
    machine.checkout = machine.checkout.rename(machine.checkout.with_name("elsewhere"))
    machine.run("setup", "run")
    assert machine.calls("python3 -m venv --clear")


def test_an_installation_that_broke_off_is_made_anew(machine: Machine) -> None:
    machine.has("python3", WITH_VENV + '\n[[ $* != *"-e ." ]]')
    assert machine.run("setup", "run").returncode != 0
    machine.has("python3", WITH_VENV)
    assert machine.run("setup", "run").returncode == 0
    assert machine.calls("python3 -m venv --clear")


def test_run_starts_everything_in_the_checkouts_own_folder(machine: Machine) -> None:
    machine.run("run", "--profile", "kembaran")
    office = machine.checkout / "var" / "office"
    assert machine.calls("kerak") == [f"kerak up --data {office} --profile kembaran"]


@pytest.mark.parametrize("data", [["--data", "/srv/office"], ["--data=/srv/office"]])
def test_run_leaves_the_folder_to_whoever_names_one(machine: Machine, data: list[str]) -> None:
    machine.run("run", *data)
    assert machine.calls("kerak") == ["kerak up " + " ".join(data)]


def with_phases(machine: Machine, fast: str, real: str, alone: str = "exit 5") -> None:
    """Lets the checkout's pytest do this for the fast tests, that for the real ones and those run alone."""
    pytest_lines = f"""
case $* in
    *"-m not real and not soak") {fast} ;;
    *"-m real and not alone and not soak") {real} ;;
    *"-m real and alone and not soak") {alone} ;;
esac"""
    machine.has("python3", WITH_VENV + pytest_lines)


@pytest.mark.parametrize(
    ("fast", "real", "alone", "code"),
    [
        ("exit 0", "exit 0", "exit 0", 0),
        ("exit 1", "exit 0", "exit 0", 1),
        ("exit 0", "exit 1", "exit 0", 1),
        ("exit 0", "exit 0", "exit 1", 1),
        ("exit 0", "exit 5", "exit 5", 0),  # 5: nothing was collected
        ("exit 5", "exit 5", "exit 5", 1),
    ],
)
def test_one_failed_phase_fails_the_tests_and_all_are_run(
    machine: Machine, fast: str, real: str, alone: str, code: int
) -> None:
    with_phases(machine, fast, real, alone)
    assert machine.run("test").returncode == code
    assert len(machine.calls("python -m pytest")) == 3


def test_skipped_tests_are_counted_and_named_at_the_end(machine: Machine) -> None:
    with_phases(
        machine, "echo 'SKIPPED tests/a.py::one - no card'", "echo 'SKIPPED tests/b.py::two - no net'"
    )
    end = machine.run("test").stdout.splitlines()[-4:]
    assert end[0] == "=== skipped: 2"
    assert end[1:3] == ["SKIPPED tests/a.py::one - no card", "SKIPPED tests/b.py::two - no net"]


def test_arguments_go_to_pytest_as_they_are(machine: Machine) -> None:
    machine.run("test", "tests/house", "-k", "nothing")
    assert machine.calls("python -m pytest") == ["python -m pytest tests/house -k nothing"]
