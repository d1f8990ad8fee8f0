"""What a bare machine is told and given: setup.sh with stand-ins for the system's programs."""

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"
SCRIPTS = [
    PACKAGING / "run.sh",
    PACKAGING / "test.sh",
    PACKAGING / "setup.sh",
    ROOT / ".ci" / "run",
    ROOT / ".ci" / "check-wheel",
]

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="apt is Debian's")
TOOLS = (
    "bash",
    "cat",
    "cut",
    "dirname",
    "grep",
    "mktemp",
    "rm",
    "sed",
    "sort",
    "tail",
    "tr",
    "uname",
)


@pytest.fixture
def machine(tmp_path):
    """A machine on which only the programs in one directory exist; see `Machine`."""
    return Machine(tmp_path / "bin", tmp_path / "apt.log")


class Machine:
    """Runs lines of setup.sh where nothing but a few basic tools and what a test adds exists."""

    def __init__(self, programs, apt_log):
        self._programs = programs
        self._apt_log = apt_log
        programs.mkdir()
        for tool in TOOLS:
            real = shutil.which(tool)
            assert real, tool
            (programs / tool).symlink_to(real)

    def add(self, name, script):
        """Add a program: the lines of a shell script."""
        path = self._programs / name
        path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        path.chmod(0o755)

    def add_apt(self, *, then=""):
        """Add an apt-get that notes how it was called, does `then` and succeeds."""
        self.add("apt-get", f'echo "$@" >>"{self._apt_log}"\n{then}')
        self.add("apt-cache", "")

    def add_python(self, name, *, is_new, has_venv):
        """Add an interpreter that answers setup.sh's questions."""
        self.add(name, f"{self.python_answers(is_new=is_new, has_venv=has_venv)}")

    def python_answers(self, *, is_new, has_venv):
        return (
            f'case "$2" in *ensurepip*) exit {int(not has_venv)} ;;'
            f" *sys.exit*) exit {int(not is_new)} ;; *print*) echo 3.12 ;; esac"
        )

    def be(self, user_id):
        self.add("id", f"echo {user_id}")

    def run(self, line):
        """Run one line after sourcing setup.sh."""
        command = f'set -euo pipefail; . "{PACKAGING}/setup.sh"; {line}'
        return subprocess.run(
            [str(self._programs / "bash"), "-c", command],
            env={"PATH": str(self._programs)}, capture_output=True, text=True, timeout=20,
            check=False,
        )  # fmt: skip

    def apt_calls(self):
        return self._apt_log.read_text("utf-8").splitlines() if self._apt_log.exists() else []


@linux_only
def test_without_python_a_user_is_told_what_to_type(machine):
    machine.be(1000)
    machine.add_apt()
    done = machine.run("ensure_base_python")
    assert done.returncode == 1
    assert "Python 3.11 or newer" in done.stderr
    assert "sudo apt-get install python3 python3-venv" in done.stderr
    assert machine.apt_calls() == []


@linux_only
def test_an_old_python_beside_a_newer_package_names_that_package(machine):
    machine.be(1000)
    machine.add_apt()
    machine.add("apt-cache", "echo '  Candidate: 3.10.6-1~22.04'")
    machine.add_python("python3", is_new=False, has_venv=True)
    done = machine.run("ensure_base_python")
    assert done.returncode == 1
    assert "sudo apt-get install python3.11 python3.11-venv" in done.stderr


@linux_only
def test_a_python_without_venv_names_its_own_package(machine):
    machine.be(1000)
    machine.add_apt()
    machine.add_python("python3", is_new=True, has_venv=False)
    done = machine.run("ensure_base_python")
    assert done.returncode == 1
    assert "sudo apt-get install python3.12-venv" in done.stderr


@linux_only
def test_root_installs_what_is_missing_and_goes_on(machine, tmp_path):
    machine.be(0)
    machine.add_python("new", is_new=True, has_venv=True)
    machine.add_apt(then=f'PATH=/usr/bin:/bin; cp "{tmp_path}/bin/new" "{tmp_path}/bin/python3"')
    machine.add_python("python3", is_new=True, has_venv=False)
    done = machine.run('ensure_base_python; echo "with $base_python"')
    assert done.returncode == 0, done.stderr
    assert machine.apt_calls() == ["-q install -y --no-install-recommends python3.12-venv"]
    assert done.stdout == "with python3\n"


@linux_only
def test_the_first_python_that_can_do_it_is_taken(machine):
    machine.be(1000)
    machine.add("python3.13", "exit 127")  # a pyenv shim of a version that is not there
    machine.add_python("python3.12", is_new=True, has_venv=False)
    machine.add_python("python3.11", is_new=True, has_venv=True)
    machine.add_python("python3", is_new=True, has_venv=True)
    assert machine.run('ensure_base_python; echo "$base_python"').stdout == "python3.11\n"


@linux_only
@pytest.mark.parametrize(("user", "has_apt"), [(1000, True), (1000, False), (0, False)])
def test_missing_libraries_are_named(machine, user, has_apt):
    machine.be(user)
    if has_apt:
        machine.add_apt()
    machine.add("python", "echo libEGL.so.1 libegl1; echo libGL.so.1 libgl1")
    done = machine.run('python=python; prepare_system_libraries ""')
    assert done.returncode == 1
    assert "libegl1 libgl1" in done.stderr
    assert ("sudo apt-get install libegl1 libgl1" in done.stderr) == has_apt


@linux_only
def test_nothing_is_said_where_nothing_is_missing(machine):
    machine.add("python", "exit 0")
    done = machine.run('python=python; prepare_system_libraries ""')
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@linux_only
def test_the_library_check_loads_what_it_names(tmp_path):
    script = PACKAGING / "system_libraries.py"
    code = (
        f"import sys; sys.path.insert(0, {str(script.parent)!r})\n"
        "from pathlib import Path\n"
        "import system_libraries as it\n"
        "print(it.missing_libraries({'libc.so.6': 'libc6', 'libnowhere.so.1': 'nowhere'}))\n"
        f"print(it.has_fonts((Path({str(tmp_path)!r}),)))\n"
        f"Path({str(tmp_path)!r}, 'x.TTF').touch()\n"
        f"print(it.has_fonts((Path({str(tmp_path)!r}),)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=20, check=True
    )
    assert done.stdout == "{'libnowhere.so.1': 'nowhere'}\nFalse\nTrue\n"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_are_sound_shell(script):
    done = subprocess.run(
        ["bash", "-n", script], capture_output=True, text=True, timeout=20, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def pinned():
    """Return {project: version} of constraints.txt."""
    lines = (PACKAGING / "constraints.txt").read_text("utf-8").splitlines()
    pins = [Requirement(line) for line in lines if line and not line.startswith("#")]
    for pin in pins:
        assert re.fullmatch(r"==[^*,]+", str(pin.specifier)), pin
    return {canonicalize_name(pin.name): str(pin.specifier)[2:] for pin in pins}


def declared():
    """Return every requirement of pyproject.toml: to build, to run, to develop."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    extras = project["project"]["optional-dependencies"].values()
    lines = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    return [Requirement(line) for line in (*lines, *(line for extra in extras for line in extra))]


def test_pins_lie_in_the_declared_ranges():
    pins = pinned()
    for requirement in declared():
        version = pins[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), requirement


def test_indirect_dependencies_are_pinned_too():
    pins, seen, waiting = pinned(), set(), declared()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in seen or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        seen.add(name)
        assert name in pins, f"{name} is not in packaging/constraints.txt"
        with suppress(PackageNotFoundError):  # an extra that is not installed here: the CI has it
            waiting += [Requirement(line) for line in distribution(name).requires or ()]


def test_the_wheel_carries_its_resources_and_its_command(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path],
        cwd=ROOT, capture_output=True, timeout=50, check=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (entries,) = (name for name in names if name.endswith("entry_points.txt"))
        assert "sempre = desktop_app.__main__:main" in archive.read(entries).decode()
    shipped = [
        path.relative_to(ROOT / "resources").as_posix()
        for path in (ROOT / "resources").rglob("*")
        if path.is_file() and "screenshots" not in path.parts
    ]
    assert shipped
    assert not {name for name in shipped if f"desktop_app/_resources/{name}" not in names}
