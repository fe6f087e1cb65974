"""Starts the processes of one world: reads orders, forks, and answers with a number.

It loads the product once and forks, so that a process that was killed is back at once. What it starts are processes
of their own, in sessions of their own, running Celery's and gunicorn's own commands. They end when it ends.
"""

import ctypes
import gc
import importlib
import itertools
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any, NoReturn

import django

PR_SET_PDEATHSIG = 1
KERNEL = ctypes.CDLL(None)


def load() -> None:
    """Everything that the processes need, so that a fork has it."""
    django.setup()
    from celery.bin import celery, worker  # noqa: F401
    from django.urls import get_resolver
    from gunicorn.app import wsgiapp  # noqa: F401
    from gunicorn.workers import gthread  # noqa: F401

    from tests.chaos import acts, clockwork

    clockwork.app.loader.import_default_modules()
    assert acts and get_resolver().url_patterns
    gc.collect()
    gc.freeze()


def become(order: dict[str, Any]) -> NoReturn:
    """In the new process: its own session and log, then the command."""
    status = 70
    try:
        os.setsid()
        KERNEL.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for target, source in ((0, nothing), (1, log), (2, log)):
            os.dup2(source, target)
        if "limit" in order:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (order["limit"], order["limit"]))
        status = perform(order)
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def perform(order: dict[str, Any]) -> int:
    if "celery" in order:
        from celery.bin.celery import celery

        celery.main(args=order["celery"], prog_name="celery")
    elif "web" in order:
        from gunicorn.app.wsgiapp import WSGIApplication

        sys.argv = ["gunicorn", *order["web"]]
        WSGIApplication("%(prog)s [OPTIONS] [APP_MODULE]").run()
    else:
        from tests import factories

        # Names that the factories make are not those of an earlier call.
        factories._count = itertools.count(int(order["first"]))
        module, _, name = order["call"].partition(":")
        said = getattr(importlib.import_module(module), name)(**order["given"])
        answer = Path(order["answer"])
        answer.with_suffix(".new").write_text(json.dumps(said, default=str))
        answer.with_suffix(".new").replace(answer)
    return 0


def main() -> None:
    tests = os.getppid()
    lines, answers = os.fdopen(os.dup(0), "r"), os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    load()
    print(json.dumps({"ready": os.getpid()}), file=answers, flush=True)
    mine: set[int] = set()
    for line in lines:
        order = json.loads(line)
        answer: dict[str, Any] = {}
        if "start" in order:
            pid = os.fork()
            if pid == 0:
                become(order["start"])
            mine.add(pid)
            answer = {"pid": pid}
        elif "end" in order and order["end"] in mine:
            # Not waited for until here, so the number cannot have gone to somebody else's process.
            for act in (os.killpg, os.kill):
                try:
                    act(order["end"], order["signal"])
                except ProcessLookupError:
                    pass
            _, status = os.waitpid(order["end"], 0)
            mine.discard(order["end"])
            answer = {"status": status}
        elif "alive" in order and order["alive"] in mine:
            done, status = os.waitpid(order["alive"], os.WNOHANG)
            if done:
                mine.discard(done)
            answer = {"alive": not done, "status": status}
        print(json.dumps(answer), file=answers, flush=True)
    for pid in mine:
        try:
            os.killpg(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
    if os.getppid() != tests:
        clear_up()


def clear_up() -> None:
    """The tests themselves were killed: nothing of their world stays on this machine."""
    folder = os.environ["PORTAL_CHAOS_FOLDER"]
    subprocess.run(["umount", "-l", folder], capture_output=True)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
