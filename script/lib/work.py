"""Running one command of the preparation: quietly, stoppable, and with a plain sentence when it fails."""

import errno
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
# What `run` has under way, in whichever thread, and whether all of it was told to end.
RUNNING: "set[subprocess.Popen[str]]" = set()
BROKEN_OFF = threading.Event()

FULL_DISK = "This disk is full. Free some space (about 1 GB for a first start) and start again."
NO_ROOM = ("No space left on device", "disk is full", "ENOSPC", "Disk quota exceeded")
NO_NETWORK = (
    "Temporary failure in name resolution",
    "Temporary failure resolving",
    "Name or service not known",
    "Could not resolve host",
    "failed to lookup address",
    "Network is unreachable",
    "Connection refused",
    "Connection reset",
    "Could not connect to",
    "ConnectTimeout",
    "connection timed out",
    "error sending request",
    "Connection broken",
    "Max retries exceeded",
    "NewConnectionError",
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
    "ECONNRESET",
    "ETIMEDOUT",
    "ENETUNREACH",
    "Failed to fetch",
)


class Trouble(Exception):
    """Something the person at the keyboard has to see to; the text says what."""


class Stopped(BaseException):
    """Ctrl-C or a signal asked for the end."""


def stop_on_signals() -> None:
    """Turn the first signal into Stopped and ignore those that come while things are being put away."""

    def stop(number: int, frame: object) -> None:
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN)
        raise Stopped(number)

    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, stop)


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment with the project's own programs first."""
    path = f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    own = {"PATH": path, "VIRTUAL_ENV": str(VENV), "PYTHONUNBUFFERED": "1", "DJANGO_SETTINGS_MODULE": "dspp.settings"}
    # Whatever this machine says: without its compiled modules kept, each process needs five seconds more to start.
    return {**os.environ, **own, "PYTHONDONTWRITEBYTECODE": "", **(extra or {})}


def explain(output: str, instead: str) -> str:
    """Say in one sentence why a command failed, from what it wrote; `instead` where nothing is recognised."""
    if any(sign in output for sign in NO_ROOM):
        return FULL_DISK
    if any(sign in output for sign in NO_NETWORK):
        return f"{instead} The network does not answer: check this machine's connection or proxy, then start again."
    tail = "\n".join("    " + line for line in output.strip().splitlines()[-15:])
    return f"{instead} It said:\n{tail}"


def run(command: list[str | Path], *, failing: str, extra: Mapping[str, str] | None = None, cwd: Path = ROOT) -> str:
    """Run a command to its end and return what it wrote; if it fails raise Trouble, which begins with `failing`."""
    words = [str(word) for word in command]
    if BROKEN_OFF.is_set():
        raise Trouble(failing)
    try:
        process = subprocess.Popen(
            words,
            cwd=cwd,
            env=environment(extra),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
    except FileNotFoundError:
        raise Trouble(f"{failing} The program “{words[0]}” is not there.") from None
    RUNNING.add(process)
    try:
        output, _ = process.communicate()
    except BaseException:
        end_group(process, seconds=3)
        raise
    finally:
        RUNNING.discard(process)
    if process.returncode:
        raise Trouble(explain(output, failing))
    return output


def end_group(process: subprocess.Popen[Any], *, seconds: float) -> None:
    """Ask a process and everything it started to end; after `seconds` make them."""
    signal_group(process, signal.SIGTERM)
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        pass
    signal_group(process, signal.SIGKILL)
    process.wait()


def signal_group(process: subprocess.Popen[Any], number: int) -> None:
    """Send a signal to the whole group a process leads; nothing happens if no one is left in it."""
    try:
        os.killpg(process.pid, number)
    except (ProcessLookupError, PermissionError):
        if process.poll() is None:
            process.send_signal(number)


def beside_each_other(*lanes: Callable[[], object]) -> None:
    """Run each lane in a thread of its own; when one fails, or a signal comes, end what the others are running."""
    with ThreadPoolExecutor(len(lanes)) as pool:
        begun = [pool.submit(lane) for lane in lanes]
        try:
            for lane in as_completed(begun):
                lane.result()
        except BaseException:
            for lane in begun:
                lane.cancel()
            BROKEN_OFF.set()
            for process in list(RUNNING):
                end_group(process, seconds=3)
            raise


class Steps:
    """Prints what has been prepared, with its seconds, and nothing at all when nothing had to be done."""

    def __init__(self) -> None:
        self.anything = False

    @contextmanager
    def __call__(self, words: str) -> Iterator[None]:
        if not self.anything:
            self.anything = True
            print("Preparing this machine; only what is missing or has changed", flush=True)
        started = time.monotonic()
        yield
        print(f"  {words}: {time.monotonic() - started:.1f} s", flush=True)


def digest(paths: Iterable[Path], *more: str) -> str:
    """One string that changes when any of the files, or any of the words, does."""
    total = hashlib.sha256("\0".join(more).encode())
    for path in sorted(paths):
        if path.is_file():
            total.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


class Stamp:
    """Remembers in a small file with which inputs a step was last done."""

    def __init__(self, path: Path, value: str) -> None:
        self.path, self.value = path, value

    def holds(self) -> bool:
        return self.path.is_file() and self.path.read_text() == self.value

    def set(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(self.value)


def is_debian_root() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(packages: list[str], *, failing: str) -> None:
    """Install Debian packages without starting the services they bring."""
    extra = {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    run(["apt-get", "update", "-qq"], failing=failing, extra=extra)
    run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], failing=failing, extra=extra)


def closing(action: Callable[[], int]) -> int:
    """Run the whole of a script and turn trouble into one sentence and a number for the shell."""
    try:
        return action()
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
        return 1
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        print(f"\n{FULL_DISK}", file=sys.stderr)
        return 1
