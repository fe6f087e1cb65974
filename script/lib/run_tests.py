"""script/test: prepare what is missing, then style, types and the suite on each database and in the browser."""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from pathlib import Path

import prepare
import services
from supervise import Children
from work import (
    PYTHON,
    ROOT,
    Steps,
    Stopped,
    Trouble,
    apt_install,
    closing,
    end_group,
    environment,
    is_debian_root,
    stop_on_signals,
)

ABOUT = """Prepare this machine where that is needed and run every check: style, types, missing migrations, the suite
on SQLite, the same suite on PostgreSQL and Redis started for it, the browser tests in Chromium, and a short version
of the chaos tests (two minutes): processes killed, services gone, disks full."""
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PROGRAMS = {"chromium-headless-shell": CHROMIUM, "poppler-utils": ("pdfinfo",), "qpdf": ("qpdf",)}
# From about here on, the time that a second process takes to start is won back.
WORTH_SHARING = 300
NO_TESTS = 5
EXAMPLE = "example"


@dataclass
class Outcome:
    """What the runs came to, for the closing lines."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    good: bool = True
    lines: list[str] = field(default_factory=list)

    def add(self, other: "Outcome") -> None:
        """Take over what another run came to."""
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped
        self.good = self.good and other.good
        self.lines += other.lines

    def note(self, words: str, *, good: bool) -> None:
        self.lines.append(words)
        self.good = self.good and good


def arguments() -> argparse.Namespace:
    own = sys.argv[1:]
    at = own.index("--") if "--" in own else len(own)
    parser = argparse.ArgumentParser(
        prog="script/test",
        description=ABOUT,
        usage="script/test [--sqlite-only] [--quick] [--chaos] [-- pytest arguments]",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--sqlite-only", action="store_true", help="leave PostgreSQL and Redis out")
    parser.add_argument("--quick", action="store_true", help="leave PostgreSQL, Redis, browser and chaos out")
    parser.add_argument("--chaos", action="store_true", help="run all of tests/chaos: a million rows, 200 kills")
    given = parser.parse_args(own[:at])
    given.pytest = own[at + 1 :]
    return given


def programs(steps: Steps, *, with_services: bool) -> None:
    """Install from Debian what the tests drive; elsewhere the closing lines will say what was missing."""
    wanted = [package for package, names in PROGRAMS.items() if not services.find(*names)]
    if with_services and services.missing():
        wanted += services.DEBIAN
    if wanted and is_debian_root():
        with steps(f"{', '.join(wanted)} for the tests"):
            apt_install(wanted, failing=f"Debian's {', '.join(wanted)} could not be installed.")


def heading(words: str) -> float:
    print(f"\n== {words}", flush=True)
    return time.monotonic()


def call(command: list[str | Path], extra: dict[str, str]) -> int:
    """Run a command in the foreground, its output on the terminal; nothing of it survives an interruption."""
    words = [str(word) for word in command]
    process = subprocess.Popen(words, cwd=ROOT, env=environment(extra), start_new_session=True)
    try:
        return process.wait()
    finally:
        end_group(process, seconds=5)


def style_and_types(outcome: Outcome, extra: dict[str, str]) -> None:
    checks: dict[str, list[str | Path]] = {
        "ruff check": [PYTHON, "-m", "ruff", "check", "."],
        "ruff format --check": [PYTHON, "-m", "ruff", "format", "--check", "--output-format", "concise", "."],
        "djangofmt check": ["djangofmt", "check", "--output-format", "concise", "templates"],
        "mypy": [PYTHON, "-m", "mypy"],
        "missing migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    }
    for name, command in checks.items():
        heading(name)
        if code := call(command, extra):
            outcome.note(f"{name}: found something to mend (exit code {code}).", good=False)
    if outcome.good:
        outcome.note("Style, types and migrations: nothing to mend.", good=True)


def shared() -> list[str]:
    """Spread the suite over the processors once it is long enough to gain by it."""
    count = sum(len(re.findall(r"^\s*def test_", path.read_text(), re.M)) for path in (ROOT / "tests").rglob("*.py"))
    return spread() if count > WORTH_SHARING else []


def spread() -> list[str]:
    """On all processors; whoever has nothing left to do takes over half of what another has left."""
    return ["--numprocesses", str(os.cpu_count() or 1), "--dist", "worksteal"]


def load_example(children: Children, extra: dict[str, str], folder: Path) -> None:
    """Load what the browser tests begin with, beside style and types, which keep one processor busy at a time."""
    command = [PYTHON, "-m", "pytest", "tests/browser/test_example.py", "--keep-example", folder / "example"]
    children.start(EXAMPLE, command, extra=extra)


def in_chromium(outcome: Outcome, words: list[str], extra: dict[str, str], folder: Path, children: Children) -> None:
    """Run the browser tests on the example; had it not come to be, they make it themselves and say what is wrong."""
    children.running[EXAMPLE].wait()
    suite(outcome, "Chromium", ["tests/browser", "--keep-example", str(folder / "example"), *words], extra, folder)


def patience(in_full: bool) -> list[str]:
    """A kill that falls badly is waited out; a million rows take as long as they take."""
    return ["-o", f"faulthandler_timeout={0 if in_full else 1200}"]


def suite(outcome: Outcome, name: str, words: list[str], extra: dict[str, str], folder: Path) -> None:
    """Run pytest once and add its counts; a run that broke off counts as a failure."""
    started = heading(name)
    report = folder / f"{re.sub('[^a-z]+', '-', name.lower())}.xml"
    code = call([PYTHON, "-m", "pytest", "-rfEs", f"--junitxml={report}", *words], extra)
    totals = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
    if report.exists():
        for element in ElementTree.parse(report).getroot().iter("testsuite"):
            for key in totals:
                totals[key] += int(element.get(key, 0))
    failed, skipped = totals["failures"] + totals["errors"], totals["skipped"]
    passed = max(0, totals["tests"] - failed - skipped)
    if code not in (0, 1, NO_TESTS):
        failed = max(failed, 1)
        outcome.note(f"{name}: the run broke off (exit code {code}).", good=False)
    outcome.passed += passed
    outcome.failed += failed
    outcome.skipped += skipped
    seconds = time.monotonic() - started
    good = code == 0 or code == NO_TESTS
    outcome.note(f"{name}: {passed} passed, {failed} failed, {skipped} skipped in {seconds:.0f} s.", good=good)


def check_everything() -> int:
    given, started = arguments(), time.monotonic()
    with_services = not (given.sqlite_only or given.quick)
    outcome, steps = Outcome(), Steps()
    made = tempfile.TemporaryDirectory(prefix="portal-test-", ignore_cleanup_errors=True)
    with made as name, Children(Path(name) / "logs", patience=5) as children:
        folder = Path(name)
        extra = {"PORTAL_DATA_DIR": str(folder / "data")}
        os.environ["PORTAL_DATA_DIR"] = extra["PORTAL_DATA_DIR"]
        for service in ("DATABASE_URL", "CELERY_BROKER_URL", "PORTAL_CACHE_URL", "PORTAL_MODE"):
            os.environ.pop(service, None)
        prepare.python_packages(steps, dev=True)
        prepare.front_end_packages(steps)
        prepare.front_end(steps)
        programs(steps, with_services=with_services)
        in_browser = not given.quick and (ROOT / "tests" / "browser").is_dir()
        chromium = services.find(*CHROMIUM)
        if in_browser and chromium:
            load_example(children, extra, folder)

        style_and_types(outcome, extra)
        ordinary = ["--ignore=tests/browser", "--ignore=tests/chaos", *shared(), *given.pytest]
        suite(outcome, "SQLite", ordinary, extra, folder)
        if with_services:
            on_services(outcome, ordinary, extra, folder)
        if in_browser and chromium:
            in_chromium(outcome, [*spread(), *given.pytest], extra, folder, children)
        elif in_browser:
            words = "Chromium is not on this machine: the browser tests did not run. Install chromium-headless-shell."
            outcome.note(words, good=given.sqlite_only)
        if given.chaos or not given.quick:
            how = {"PORTAL_CHAOS": "full" if given.chaos else "short", "PORTAL_CHAOS_SERVICES": str(int(with_services))}
            name = "Chaos in full" if given.chaos else "Chaos in short"
            # Each kind of world in a process of its own.
            words = ["tests/chaos", "--numprocesses", "2", "--dist", "loadgroup", *patience(given.chaos), *given.pytest]
            first = Outcome()
            suite(first, name, words, {**extra, **how}, folder)
            if first.good or given.chaos:
                outcome.add(first)
            else:
                # Kills at real moments: a mail that waits out its back-off may outlast the patience of the short run.
                outcome.lines += [f"{line} Run once more:" for line in first.lines]
                suite(outcome, name, words, {**extra, **how}, folder)

    print(f"\n== Everything, in {(time.monotonic() - started) / 60:.1f} minutes")
    print("\n".join(outcome.lines))
    print(f"{outcome.passed} passed, {outcome.failed} failed, {outcome.skipped} skipped")
    return 0 if outcome.good else 1


def on_services(outcome: Outcome, words: list[str], extra: dict[str, str], folder: Path) -> None:
    """Run the suite again on PostgreSQL and Redis, or say why that could not be."""
    if lacking := services.missing():
        outcome.note(
            f"{' and '.join(lacking)} could not be had on this machine: the suite ran on SQLite only. "
            f"Install {' and '.join(services.DEBIAN)}, or say --sqlite-only.",
            good=False,
        )
        return
    with Children(folder / "logs", patience=5) as children:
        try:
            there = services.start(children, folder)
        except Trouble as trouble:
            outcome.note(f"PostgreSQL and Redis did not start: the suite ran on SQLite only. {trouble}", good=False)
            return
        suite(outcome, "PostgreSQL and Redis", words, {**extra, **there}, folder)


if __name__ == "__main__":
    stop_on_signals()
    try:
        code = closing(check_everything)
    except Stopped:
        print("\nStopped.", flush=True)
        code = 130
    sys.exit(code)
