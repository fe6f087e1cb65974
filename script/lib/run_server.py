"""script/server: prepare what is missing, then run web, worker and schedule until Ctrl-C."""

import argparse
import fcntl
import os
import socket
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TextIO

import prepare
from supervise import Children
from work import PYTHON, Steps, Stopped, Trouble, beside_each_other, closing, stop_on_signals

ABOUT = """Prepare this machine where that is needed and start the portal on it: web, worker and schedule.
The database, uploaded files, mails and logs are in var/. Stop with Ctrl-C."""


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="script/server", description=ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="port of the web server (8000)")
    parser.add_argument("--empty", action="store_true", help="do not load the example partnership")
    given = parser.parse_args()
    if not 1 <= given.port <= 65535:
        parser.error("a port is a number from 1 to 65535")
    return given


def hold_data_folder(data: Path) -> TextIO:
    """Keep a second start out of the same data folder; two schedules would both tick there."""
    data.mkdir(parents=True, exist_ok=True)
    lock = (data / "running").open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        where = lock.read().strip() or "another terminal"
        raise Trouble(f"The portal of this folder is already running at {where}. Stop that one first.") from None
    return lock


def require_free(port: int) -> None:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except PermissionError:
            raise Trouble(f"Only root may use port {port}. Choose a higher one: script/server --port 8000") from None
        except OSError:
            other = port + 1 if port < 65535 else 8000
            raise Trouble(
                f"Port {port} is in use by another program. Stop it or choose another: script/server --port {other}"
            ) from None


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def serve() -> int:
    given, started = arguments(), time.monotonic()
    address = f"http://127.0.0.1:{given.port}"
    data = prepare.data_folder()
    lock = hold_data_folder(data)
    require_free(given.port)
    lock.truncate(0)
    lock.write(address)
    lock.flush()
    os.environ.setdefault("PORTAL_ADDRESS", address)

    steps = Steps()
    prepare.everything(steps, example=not given.empty)

    celery: list[str | Path] = [PYTHON, "-m", "celery", "--app", "dspp"]
    with Children(data / "logs") as children:
        web = f"-m gunicorn dspp.wsgi --bind 127.0.0.1:{given.port} --worker-class gthread --workers 2 --threads 4"
        web += " --preload --graceful-timeout 5 --no-control-socket"
        children.start("web server", [PYTHON, *web.split()])
        told: list[str] = []
        # Asked for meanwhile, since it takes as long as the web server to come up.
        beside_each_other(
            lambda: children.wait_for(lambda: answers(address), "web server"),
            lambda: told.append(
                prepare.manage("show_logins", "--skip-checks", failing="The logins could not be read.").strip()
            ),
        )
        print(f"\nThe portal is ready after {time.monotonic() - started:.1f} s: {address}", flush=True)
        children.start("worker", [*celery, *"worker --concurrency 2 --without-gossip --without-mingle -l INFO".split()])
        children.start("schedule", [*celery, "beat", "--pidfile=", "--schedule", data / "schedule", "-l", "INFO"])
        print(f"\n{told[0]}\n\nLogs are in {children.logs}. Stop with Ctrl-C.", flush=True)
        children.watch()
    return 0


if __name__ == "__main__":
    stop_on_signals()
    try:
        code = closing(serve)
    except Stopped:
        print("\nStopped.", flush=True)
        code = 0
    sys.exit(code)
