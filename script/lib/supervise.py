"""Processes that belong together: started in order, watched, and ended together so that nothing is left running."""

import ctypes
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from work import BROKEN_OFF, ROOT, Trouble, end_group, environment, signal_group

PR_SET_PDEATHSIG = 1
LARGEST_LOG = 5_000_000


def end_with_parent() -> None:
    """On Linux: have the kernel end this process should the script itself be killed. Runs between fork and exec."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Children:
    """A context: what was started inside it has ended when it is left, in whatever way."""

    def __init__(self, logs: Path, *, patience: float = 12) -> None:
        self.logs, self.patience = logs, patience
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, command: list[str | Path], *, extra: Mapping[str, str] | None = None) -> None:
        """Start one process; what it writes goes to a file of its name."""
        self.logs.mkdir(parents=True, exist_ok=True)
        log = self.log(name)
        if log.exists() and log.stat().st_size > LARGEST_LOG:
            log.replace(log.with_suffix(".old.log"))
        with log.open("ab") as out:
            self.running[name] = subprocess.Popen(
                [str(word) for word in command],
                cwd=ROOT,
                env=environment(extra),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=end_with_parent if sys.platform == "linux" else None,
            )

    def wait_for(self, ready: Callable[[], bool], name: str, *, seconds: float = 60) -> None:
        """Wait until `ready` says so; raise Trouble when a process ends first or the time is up."""
        limit = time.monotonic() + seconds
        while not ready():
            self.check()
            if BROKEN_OFF.is_set():
                return
            if time.monotonic() > limit:
                raise Trouble(f"The {name} did not answer within {seconds:.0f} s. Its last lines:\n{self.tail(name)}")
            time.sleep(0.05)

    def check(self) -> None:
        """Raise Trouble if one of them has ended."""
        for name, process in self.running.items():
            if (code := process.poll()) is not None:
                how = f"signal {-code}" if code < 0 else f"exit code {code}"
                told = f"The {name} stopped by itself ({how}), so everything was stopped. Its last lines:"
                raise Trouble(f"{told}\n{self.tail(name)}")

    def watch(self) -> None:
        """Stay until one of them ends, which is Trouble, or a signal comes."""
        while True:
            self.check()
            time.sleep(0.3)

    def log(self, name: str) -> Path:
        return self.logs / f"{name.replace(' ', '-')}.log"

    def tail(self, name: str) -> str:
        lines = self.log(name).read_text(errors="replace").strip().splitlines()[-12:]
        return "\n".join("    " + line for line in lines) or "    (nothing)"

    def __enter__(self) -> "Children":
        return self

    def __exit__(self, *_: object) -> None:
        processes = list(self.running.values())
        for process in processes:
            signal_group(process, signal.SIGTERM)
        limit = time.monotonic() + self.patience
        while any(process.poll() is None for process in processes) and time.monotonic() < limit:
            time.sleep(0.05)
        for process in processes:
            end_group(process, seconds=0)
        self.running.clear()
