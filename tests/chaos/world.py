"""A whole portal of real processes for one test: database, broker, web, workers, schedules, mail server, clock."""

import contextlib
import datetime as dt
import http.client
import itertools
import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from django.conf import settings

sys.path.insert(0, str(settings.BASE / "script" / "lib"))

from tests.chaos import clock
from tests.chaos.sink import Faults, Sink

import services
from supervise import end_with_parent
from work import end_group, environment

ROOT = Path(settings.BASE)
PYTHON = sys.executable


@dataclass
class Answered:
    """An answer of the web process."""

    status: int
    text: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Process:
    """One process of the world, and how it is started again."""

    name: str
    order: dict[str, Any]
    pid: int = 0


class Services:
    """PostgreSQL and Redis, which are killed and started again."""

    def __init__(self, service: "services.Service", log: Path) -> None:
        self.service, self.log = service, log
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *, seconds: float = 60) -> None:
        limit = time.monotonic() + seconds
        while True:
            if self.process is None or self.process.poll() is not None:
                with self.log.open("ab") as out:
                    words = [str(word) for word in self.service.command]
                    self.process = subprocess.Popen(
                        words, env=environment(), stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                        start_new_session=True, preexec_fn=end_with_parent if sys.platform == "linux" else None,
                    )  # fmt: skip
            if self.service.answers():
                return
            assert time.monotonic() < limit, f"{self.service.name} did not start: {self.log.read_text()[-2000:]}"
            time.sleep(0.1)

    def stop(self, number: int) -> None:
        """PostgreSQL takes SIGQUIT as an immediate stop: it crashes, and recovers at the next start."""
        assert self.process is not None
        self.process.send_signal(number)
        self.process.wait(30)

    def end(self) -> None:
        if self.process is not None:
            end_group(self.process, seconds=5)


class Disk:
    """The disk of a world: one of its own where this machine lets us make one, so that it can be full."""

    SIZE = "8g"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        command = ["mount", "-t", "tmpfs", "-o", f"size={self.SIZE}", "tmpfs", str(folder)]
        self.is_own = os.geteuid() == 0 and subprocess.run(command, capture_output=True).returncode == 0

    def _resize(self, size: str) -> None:
        subprocess.run(["mount", "-o", f"remount,size={size}", str(self.folder)], check=True, capture_output=True)

    def fill(self) -> None:
        """No more room than is taken now."""
        state = os.statvfs(self.folder)
        self._resize(str((state.f_blocks - state.f_bfree) * state.f_frsize))

    def free(self) -> None:
        self._resize(self.SIZE)

    def end(self) -> None:
        if self.is_own:
            subprocess.run(["umount", "-l", str(self.folder)], check=False, capture_output=True)


@dataclass
class World:
    """Everything of one portal. `services` False: SQLite for the data and for the jobs, as on one machine."""

    folder: Path
    with_services: bool
    sink: Sink
    extra: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.disk = Disk(self.folder)
        self.processes: dict[str, Process] = {}
        self.kills: list[tuple[float, str]] = []
        self.data = self.folder / "data"
        self.data.mkdir(parents=True)
        self.clock = self.folder / "clock"
        self.turn(dt.datetime(2027, 2, 1, 8, tzinfo=dt.UTC))
        self._answers, self._firsts = itertools.count(), itertools.count(1000, 150)
        self._line: Any = None
        self.database: Services | None = None
        self.redis: Services | None = None
        self.environment = {
            "DJANGO_SETTINGS_MODULE": "tests.chaos.settings",
            "PORTAL_DATA_DIR": str(self.data),
            "PORTAL_MAIL": "smtp",
            "PORTAL_ADDRESS": "https://portal.example",
            "PORTAL_HOSTS": "portal.example",
            "PORTAL_SECRET_KEY": "chaos-" + "0123456789abcdef" * 4,
            "PORTAL_MAIL_FROM": "portal@portal.example",
            "PORTAL_SECOND_FACTOR": "0",
            "PORTAL_TRUST_PROXY": "1",
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(self.sink.port),
            "SMTP_TLS": "0",
            clock.VARIABLE: str(self.clock),
            "PORTAL_CHAOS_FOLDER": str(self.folder),
            **self.extra,
        }
        if self.with_services:
            self.folder.chmod(0o711)
            self.database = Services(services.postgresql(self.folder, durable=True), self.folder / "postgresql.log")
            self.redis = Services(services.redis(self.folder), self.folder / "redis.log")
            for service in (self.database, self.redis):
                service.start()
                self.environment |= service.service.environment
            self.environment["PORTAL_MODE"] = "production"

    # ---- processes ----

    def open(self) -> None:
        """Load the product once; every process is a fork of it."""
        with (self.folder / "launcher.log").open("ab") as log:
            self._line = subprocess.Popen(
                [PYTHON, "-m", "tests.chaos.launcher"], cwd=ROOT, env=environment(self.environment), text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, start_new_session=True,
            )  # fmt: skip
        first = self._line.stdout.readline()
        assert first, (self.folder / "launcher.log").read_text()[-3000:]

    def close(self) -> None:
        if self._line is not None:
            self._line.stdin.close()
            self._line.wait(30)
            self._line.stdout.close()
        for service in (self.database, self.redis):
            if service is not None:
                service.end()
        self.disk.end()

    def rest(self) -> None:
        """End what runs; the database, the broker and what they hold stay."""
        for name in list(self.processes):
            self.end(name)
        self.processes.clear()
        self.kills.clear()
        self.sink.faults = Faults()
        for service in (self.database, self.redis):
            if service is not None:
                service.start()

    def _ask(self, **order: Any) -> dict[str, Any]:
        self._line.stdin.write(json.dumps(order, default=str) + "\n")
        self._line.stdin.flush()
        answer: dict[str, Any] = json.loads(self._line.stdout.readline())
        return answer

    def start(self, name: str, **order: Any) -> Process:
        """Start a process under a name, or the one of that name again."""
        process = self.processes.get(name) or Process(name, {**order, "log": str(self.folder / f"{name}.log")})
        process.pid = self._ask(start=process.order)["pid"]
        self.processes[name] = process
        return process

    def start_worker(self, number: int, *, concurrency: int = 1) -> None:
        words = f"worker --concurrency {concurrency} -n worker{number}@world --without-gossip --without-mingle -l INFO"
        self.start(f"worker-{number}", celery=["--app", "tests.chaos.clockwork", *words.split()])

    def start_beat(self, number: int) -> None:
        schedule = str(self.folder / f"beat-{number}")
        words = ["beat", "--pidfile=", "--schedule", schedule, "-l", "INFO"]
        self.start(f"beat-{number}", celery=["--app", "tests.chaos.clockwork", *words])

    def start_web(self, **more: Any) -> None:
        """`limit`: no file may grow beyond so many bytes, which is a full disk for this process alone."""
        self.port = services.free_port()
        words = f"dspp.wsgi --bind 127.0.0.1:{self.port} --worker-class gthread --workers 1 --threads 4"
        self.processes.pop("web", None)
        self.start("web", web=[*words.split(), "--no-control-socket", "--worker-tmp-dir", "/dev/shm"], **more)
        self.wait(lambda: self.answers("/healthz"), "the web process answers")

    def is_alive(self, name: str) -> bool:
        return bool(self._ask(alive=self.processes[name].pid).get("alive"))

    def end(self, name: str, number: int = signal.SIGKILL) -> None:
        """End a process and all that it started."""
        self._ask(end=self.processes[name].pid, signal=int(number))

    def children(self, name: str) -> list[int]:
        """The processes that one of ours started, from whichever of its threads."""
        found: list[int] = []
        for thread in Path(f"/proc/{self.processes[name].pid}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                found += map(int, thread.read_text().split())
        return found

    def call(self, name: str, *, seconds: float = 120, **given: Any) -> Any:
        """Do one of `acts.py` in a process of its own and return what it said."""
        return self.calls([(name, given)], seconds=seconds)[0]

    def calls(self, acts: list[tuple[str, dict[str, Any]]], *, seconds: float = 120) -> list[Any]:
        """The same for several at once."""
        log, under_way = self.folder / "calls.log", []
        for name, given in acts:
            answer = self.folder / f"answer-{next(self._answers)}"
            order = {"call": f"tests.chaos.acts:{name}", "given": given, "answer": str(answer), "log": str(log)}
            order["first"] = str(next(self._firsts))
            under_way.append((self._ask(start=order)["pid"], answer))
        limit = time.monotonic() + seconds
        for pid, _ in under_way:
            while self._ask(alive=pid).get("alive"):
                if time.monotonic() > limit:
                    self._ask(end=pid, signal=int(signal.SIGKILL))
                    raise AssertionError(f"{acts[0][0]} took more than {seconds:.0f} s.")
                time.sleep(0.02)
        for _, answer in under_way:
            assert answer.exists(), f"{acts[0][0]} failed:\n{log.read_text()[-3000:]}"
        return [json.loads(answer.read_text()) for _, answer in under_way]

    # ---- kills ----

    def note(self, what: str) -> None:
        self.kills.append((time.monotonic(), what))

    def kill_worker(self, number: int) -> None:
        """Kill -9 a whole worker, whatever it is doing, and start it again."""
        self.end(f"worker-{number}")
        self.note("worker")
        self.start(f"worker-{number}")

    def kill_job(self, number: int, *, seconds: float = 3) -> bool:
        """Kill -9 the process in which a worker does its jobs. False where there is none at the moment."""
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            for pid in self.children(f"worker-{number}")[:1]:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                    self.note("job")
                    return True
            time.sleep(0.05)
        return False

    def kill_beat(self, number: int) -> None:
        self.end(f"beat-{number}")
        self.note("beat")
        self.start(f"beat-{number}")

    def kill_database(self) -> None:
        assert self.database is not None
        self.database.stop(signal.SIGQUIT)
        self.note("database")
        self.database.start()

    def kill_redis(self) -> None:
        assert self.redis is not None
        self.redis.stop(signal.SIGKILL)
        self.note("redis")
        self.redis.start()

    def flush_redis(self) -> None:
        """Everything in Redis is gone, the queue with it."""
        address = urllib.parse.urlsplit(self.environment["CELERY_BROKER_URL"])
        with socket.create_connection(("127.0.0.1", address.port or 0), timeout=5) as line:
            line.sendall(f"AUTH {address.password}\r\nFLUSHALL\r\n".encode())
            line.recv(200)
        self.note("flushall")

    def kill_senders(self, times: int) -> None:
        """Kill -9 whoever sends a mail, when the server has it and the sender does not know yet: every other mail."""
        mails = itertools.count()

        def kill(port: int) -> bool:
            nonlocal times
            if times <= 0 or next(mails) % 2:
                return False
            pid = self.sender_at(port)
            if pid is None:
                return False
            times -= 1
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            self.note("sender")
            return True

        self.sink.faults.after_data = kill

    def sender_at(self, port: int) -> int | None:
        """Which job process of ours holds the connection that came from this port."""
        wanted = f":{port:04X}"
        for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
            words = line.split()
            if words[1].endswith(wanted):
                inode = f"socket:[{words[9]}]"
                for name in list(self.processes):
                    for pid in self.children(name):
                        with contextlib.suppress(OSError):
                            if any(os.readlink(each) == inode for each in Path(f"/proc/{pid}/fd").iterdir()):
                                return pid
        return None

    def restart_the_fallen(self) -> list[str]:
        """Start again what ended by itself, as a supervisor does. Returns the names."""
        fallen = [name for name in self.processes if not self.is_alive(name)]
        for name in fallen:
            self.start(name)
        return fallen

    # ---- what can be seen ----

    def turn(self, at: dt.datetime) -> None:
        clock.turn(self.clock, at)

    @property
    def password(self) -> str:
        """Of the business unit."""
        return "correct horse battery staple"

    def wait(self, ready: Callable[[], bool], words: str, *, seconds: float = 60) -> None:
        limit = time.monotonic() + seconds
        while not ready():
            late = f"After {seconds:.0f} s it is still not so that {words}."
            assert time.monotonic() < limit, f"{late}\n{self.last_rows()}\n{self.tails()}"
            time.sleep(0.1)

    def last_rows(self) -> str:
        """What was chased and mailed last, and what may be chased next."""
        asked = {
            "chases": 'SELECT reference, step, step_on, "on", at FROM partnership_chase ORDER BY id DESC LIMIT 5',
            "mails": 'SELECT kind, status, tries, "on", failure FROM partnership_notice ORDER BY id DESC LIMIT 5',
            "not sent": "SELECT id, kind, status, tries, failure FROM partnership_notice WHERE status <> 'sent'",
            "actions": "SELECT reference, status, due_on, next_chase_on FROM subgroups_action ORDER BY id DESC LIMIT 5",
        }
        return "\n".join(f"-- {name}: {self.rows(sql)}" for name, sql in asked.items())

    def tails(self) -> str:
        """The last lines of each log."""
        said = []
        for log in sorted(self.folder.glob("*.log")):
            lines = log.read_text(errors="replace").splitlines()
            said.append(f"-- {log.name}\n" + "\n".join(lines[-25:]))
        return "\n".join(said)

    @contextlib.contextmanager
    def connection(self) -> Iterator[Any]:
        if self.with_services:
            import psycopg2

            address = self.environment["DATABASE_URL"]
            link = psycopg2.connect(address.replace("postgres://", "postgresql://"), connect_timeout=10)
            link.autocommit = True
        else:
            link = sqlite3.connect(self.data / "portal.sqlite3", timeout=30)
        try:
            yield link
        finally:
            link.close()

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with self.connection() as link:
            cursor = link.cursor()
            cursor.execute(sql)
            return list(cursor.fetchall())

    def execute(self, sql: str) -> None:
        with self.connection() as link:
            link.cursor().execute(sql)
            if not self.with_services:
                link.commit()

    def count(self, what: str) -> int:
        """How many rows: `partnership_chase WHERE …`."""
        return int(self.rows(f"SELECT COUNT(*) FROM {what}")[0][0])

    # ---- the web ----

    def answers(self, path: str) -> bool:
        try:
            return self.get(path).status == 200
        except OSError:
            return False

    def browser(self) -> "Browser":
        return Browser(self)

    def get(self, path: str) -> Answered:
        return self.browser().get(path)


@dataclass
class Browser:
    """Somebody at the portal, with cookies; as the proxy in front hands requests on."""

    world: World
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> Answered:
        line = http.client.HTTPConnection("127.0.0.1", self.world.port, timeout=60)
        headers = {
            "Host": "portal.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "127.0.0.1",
            "Referer": "https://portal.example/", "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
        }  # fmt: skip
        if body or method == "POST":
            headers["Content-Type"] = kind or "application/x-www-form-urlencoded"
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            content = answer.read()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    key, _, rest = value.partition("=")
                    self.cookies[key] = rest.partition(";")[0]
            return Answered(answer.status, content.decode("utf-8", "replace"), dict(answer.getheaders()), content)
        finally:
            line.close()

    def get(self, path: str) -> Answered:
        return self.ask("GET", path)

    def open_form(self, path: str) -> dict[str, Any]:
        """What stands in the form of a page."""
        page = self.get(path)
        reader = FormReader()
        reader.feed(page.text)
        assert "csrfmiddlewaretoken" in reader.values, f"{path} answered {page.status} without a form"
        return reader.values

    def post(self, path: str, *, files: dict[str, tuple[str, bytes]] | None = None, **given: Any) -> Answered:
        """Open the form of a page, fill it in and send it."""
        return self.send(path, {**self.open_form(path), **given}, files)

    def send(self, path: str, given: dict[str, Any], files: dict[str, tuple[str, bytes]] | None = None) -> Answered:
        """Send a form that was opened before."""
        if not files:
            return self.ask("POST", path, urllib.parse.urlencode(given, doseq=True).encode())
        mark = "chaos-boundary"
        parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
                 for name, value in given.items()]  # fmt: skip
        for name, (file_name, content) in files.items():
            parts.append(
                f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
                "Content-Type: application/octet-stream\r\n\r\n".encode()
                + content
                + b"\r\n"
            )
        return self.ask(
            "POST", path, b"".join(parts) + f"--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"
        )

    def sign_in(self, email: str, password: str) -> Answered:
        answer = self.post("/account/login/", login=email, password=password)
        assert answer.status == 302, f"Signing in gave {answer.status}:\n{self.world.tails()}"
        return answer


class FormReader(HTMLParser):
    """Reads what the last form of a page holds, as a browser would send it."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, Any] = {}
        self._area = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "input" and name and given.get("type") not in {"submit", "file"}:
            if given.get("type") not in {"checkbox", "radio"} or "checked" in given:
                self.values[name] = given.get("value") or ""
        elif tag == "textarea":
            self._area, self.values[name] = name, ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in given:
            self.values[self._select] = given.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area] += data.removeprefix("\n") if not self.values[self._area] else data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""


def working_days_from(first: dt.date, count: int) -> list[dt.date]:
    """So many Mondays to Fridays. The months in which the worlds play have no bank holiday."""
    days, day = [], first
    while len(days) < count:
        if day.weekday() < 5:
            days.append(day)
        day += dt.timedelta(days=1)
    return days


def shuffled(plan: list[str], seed: int) -> list[str]:
    """A plan of kills in an order that is the same each time."""
    order = list(plan)
    random.Random(seed).shuffle(order)
    return order
