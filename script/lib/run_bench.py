"""script/bench: invented years of several sizes, then every main page and the chaser, each beside its floor."""

import argparse
import json
import os
import secrets
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import prepare
import services
from bench import bars, tables
from bench.load import Taken, measure, median
from supervise import Children
from work import PYTHON, ROOT, Steps, Stopped, Trouble, apt_install, closing, is_debian_root, run, stop_on_signals

ABOUT = """Make invented years of 1,000 to 1,000,000 actions, on a PostgreSQL started for it or on SQLite (to 100,000),
and measure pages and the chaser. Each figure stands beside a floor of the same run: a bare Django page, bare SQL.
Product and floor take turns, three times; the median counts. Nothing is left behind."""
HERE = ROOT / "script" / "lib" / "bench"
SIZES = [1_000, 10_000, 100_000, 1_000_000]
LARGEST_ON_SQLITE = 100_000
SERVER = "--worker-class gthread --workers 2 --threads 4 --graceful-timeout 5 --no-control-socket --log-level warning"
# What a server of this size is given; the rest is as for tests.
MEMORY = {"shared_buffers": "512MB", "max_wal_size": "8GB", "maintenance_work_mem": "256MB", "work_mem": "16MB"}


@dataclass(frozen=True)
class How:
    """How long to look at each page."""

    rounds: int = 3
    count: int = 40
    crowd: int = 120
    seconds: float = 20


@dataclass
class Figures:
    """What was measured at one size."""

    taken: dict[str, Taken] = field(default_factory=dict)
    floors: dict[str, Taken] = field(default_factory=dict)
    crowd: dict[str, Taken] = field(default_factory=dict)
    crowd_floor: Taken | None = None
    queries: dict[str, int] = field(default_factory=dict)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="script/bench", description=ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=sizes, default=None, help="for example 1k,10k; otherwise 1k,10k,100k,1m")
    parser.add_argument("--sqlite", action="store_true", help="on SQLite, sizes up to 100k")
    parser.add_argument("--quick", action="store_true", help="one short round: figures to look at, not to keep")
    parser.add_argument("--only", choices=["pages", "chase"], help="leave the other out")
    given = parser.parse_args()
    most = LARGEST_ON_SQLITE if given.sqlite else SIZES[-1]
    given.sizes = [size for size in given.sizes or SIZES if size <= most]
    if not given.sizes:
        parser.error(f"on SQLite the largest size is {most:,}")
    return given


def sizes(words: str) -> list[int]:
    """Read "1k,10k,1m" into numbers, the smallest first."""
    found = []
    for word in words.lower().split(","):
        factor = {"k": 1_000, "m": 1_000_000}.get(word[-1:], 1)
        number = word.rstrip("km")
        if not number.isdecimal() or int(number) * factor < SIZES[0]:
            raise argparse.ArgumentTypeError("write sizes of at least 1k with commas between, for example 1k,10k")
        found.append(int(number) * factor)
    return sorted(set(found))


@dataclass(frozen=True)
class Place:
    """Where one size lies: the environment in which the product and the floor see their databases."""

    size: int
    product: dict[str, str]
    floor: dict[str, str]
    vendor: str


def place_on_postgresql(there: Mapping[str, str], folder: Path, size: int) -> Place:
    """Two databases of the server, and production's settings, Redis with them."""
    server = there["DATABASE_URL"]
    for name in (f"portal_{size}", f"floor_{size}"):
        run([str(services.find("psql")), server, "-qc", f"CREATE DATABASE {name}"], failing="No database was made.")

    def named(name: str) -> str:
        return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))

    product = {
        **there,
        "PORTAL_MODE": "production",
        "PORTAL_SECRET_KEY": secrets.token_urlsafe(60),
        "PORTAL_HOSTS": "127.0.0.1",
        "PORTAL_ADDRESS": "https://127.0.0.1",
        "PORTAL_TRUST_PROXY": "1",
        "PORTAL_DATA_DIR": str(folder / "data"),
        "DATABASE_URL": named(f"portal_{size}"),
    }
    return Place(size, with_quiet(product), {"FLOOR_DATABASE": named(f"floor_{size}")}, "postgresql")


def place_on_sqlite(folder: Path, size: int) -> Place:
    """A file each. Production asks for PostgreSQL, so the product runs with the settings of one machine."""
    data = folder / f"data-{size}"
    data.mkdir()
    floor = {"FLOOR_DATABASE": str(data / "floor.sqlite3")}
    return Place(size, with_quiet({"PORTAL_DATA_DIR": str(data), "PORTAL_TRUST_PROXY": "1"}), floor, "sqlite")


def with_quiet(product: dict[str, str]) -> dict[str, str]:
    return {**product, "PORTAL_LOG_LEVEL": "WARNING"}


def fill(place: Place) -> None:
    """The product's own loader, and the floor's."""
    began = time.monotonic()
    prepare.manage("migrate", "--noinput", failing="The tables could not be made.", extra=place.product)
    prepare.manage("load_synthetic", str(place.size), failing="The years could not be made.", extra=place.product)
    run([PYTHON, HERE / "floor.py", "setup", str(place.size)], failing="The floor failed.", extra=place.floor)
    print(f"{place.size:,} actions loaded in {time.monotonic() - began:.0f} s", flush=True)


def said(place: Place, *words: str) -> Any:
    """What a script of ours prints as JSON, on its last line."""
    script, *rest = words
    extra = place.product if script == "product.py" else place.floor
    output = run([PYTHON, HERE / script, *rest], failing=f"{script} failed.", extra=extra)
    return json.loads(output.strip().splitlines()[-1])


def serve(children: Children, name: str, application: str, extra: Mapping[str, str], *options: str) -> int:
    """Start one web server as in production and wait until it takes calls."""
    port = services.free_port()
    command = [PYTHON, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", *SERVER.split(), *options]
    children.start(name, command, extra=extra)

    def answers() -> bool:
        with socket.socket() as line:
            return line.connect_ex(("127.0.0.1", port)) == 0

    children.wait_for(answers, name)
    return port


def measure_pages(place: Place, folder: Path, how: How) -> Figures:
    """Every page and every floor in turn, so that a busy minute of the machine falls on both."""
    found = said(place, "product.py", "pages")["pages"]
    figures = Figures(queries={page["name"]: page["queries"] for page in found})
    cookie = run([PYTHON, HERE / "floor.py", "cookie"], failing="The floor failed.", extra=place.floor).strip()
    taken: dict[str, list[Taken]] = {}
    floor_headers = {"Host": "127.0.0.1", "Cookie": cookie}
    with Children(folder / "logs", patience=8) as children:
        product = serve(children, "product", "dspp.wsgi", place.product)
        floor = serve(children, "floor", "floor:application", place.floor, "--chdir", str(HERE))

        def look(key: str, port: int, path: str, headers: Mapping[str, str], at_once: int = 1) -> None:
            count = how.count if at_once == 1 else how.crowd
            one = measure(port, path, headers, at_once=at_once, count=count, seconds=how.seconds)
            taken.setdefault(key, []).append(one)

        for _ in range(how.rounds):
            for page in found:
                path = bars.BARS[page["name"]].floor
                look(path, floor, path, floor_headers)
                look(page["name"], product, page["path"], headers_of(page))
            look("floor, crowd", floor, bars.LIST, floor_headers, 8)
            for page in found:
                if page["name"] in bars.CROWDED:
                    look(f"{page['name']}, crowd", product, page["path"], headers_of(page), 8)
            children.check()
    middle = {key: median(several) for key, several in taken.items()}
    figures.taken = {page["name"]: middle[page["name"]] for page in found}
    figures.floors = {key: value for key, value in middle.items() if key.startswith("/")}
    figures.crowd = {name: middle[f"{name}, crowd"] for name in bars.CROWDED if f"{name}, crowd" in middle}
    figures.crowd_floor = middle["floor, crowd"]
    return figures


def headers_of(page: Mapping[str, str]) -> dict[str, str]:
    return {"Host": "127.0.0.1", "Cookie": page["cookie"], "X-Forwarded-Proto": "https"}


def measure_chase(place: Place, how: How) -> tuple[dict[str, float], dict[str, float]]:
    """The chaser and bare SQL in turn. Each is a process of its own, so that its memory can be told."""
    own: list[dict[str, float]] = []
    floor: list[dict[str, float]] = []
    for _ in range(how.rounds):
        floor.append(said(place, "chase_floor.py"))
        own.append(said(place, "product.py", "chase"))

    def middle(several: list[dict[str, float]]) -> dict[str, float]:
        return {key: statistics.median(one[key] for one in several) for key in several[0]}

    return middle(own), middle(floor)


def show(place: Place, figures: Figures | None, chase: tuple[dict[str, float], dict[str, float]] | None) -> None:
    words = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}[place.vendor]
    if figures and figures.crowd_floor:
        print(f"\n== Pages at {place.size:,} actions on {words}; bars are pass / great")
        rows = tables.page_rows(place.size, figures.taken, figures.floors, figures.queries)
        print(tables.table(tables.PAGE_HEADS, rows))
        print(f"\n== Eight at once at {place.size:,} actions on {words}")
        heads = ["page", "p95 ms", f"floor {bars.LIST}", "ratio", "bar", ""]
        print(tables.table(heads, tables.crowd_rows(figures.crowd, figures.crowd_floor)))
    if chase:
        print(f"\n== The chaser at {place.size:,} actions on {words}")
        print(
            tables.table(
                ["run", "product", "bare SQL", "ratio", "bar", ""], tables.chase_rows(place.vendor, place.size, *chase)
            )
        )
    sys.stdout.flush()


def bench() -> int:
    given, began = arguments(), time.monotonic()
    how = How(rounds=1, count=15, crowd=40, seconds=8) if given.quick else How()
    steps = Steps()
    for service in ("DATABASE_URL", "CELERY_BROKER_URL", "PORTAL_CACHE_URL", "PORTAL_MODE"):
        os.environ.pop(service, None)
    with tempfile.TemporaryDirectory(prefix="portal-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        os.environ["PORTAL_DATA_DIR"] = str(folder / "data")
        prepare.python_packages(steps)
        prepare.front_end_packages(steps)
        prepare.front_end(steps)
        with Children(folder / "logs", patience=8) as children:
            make = placing(given, children, folder, steps)
            by_size: dict[int, dict[str, Taken]] = {}
            for size in given.sizes:
                place = make(size)
                fill(place)
                figures = measure_pages(place, folder, how) if given.only != "chase" else None
                show(place, figures, measure_chase(place, how) if given.only != "pages" else None)
                if figures:
                    by_size[size] = figures.taken
        rows = tables.growth_rows(by_size, bars.GROWING) if by_size else []
        if rows:
            print("\n== Growth of the median")
            print(tables.table(["page", "actions", "ratio", "bar", ""], rows))
    print(f"\nMeasured in {(time.monotonic() - began) / 60:.1f} minutes.")
    return 0


def placing(given: argparse.Namespace, children: Children, folder: Path, steps: Steps) -> Callable[[int], Place]:
    """How a place for each size is made: files, or databases of a server that is started here."""
    if given.sqlite:
        return lambda size: place_on_sqlite(folder, size)
    if lacking := services.missing():
        if not is_debian_root():
            raise Trouble(f"{' and '.join(lacking)} must be on this machine. Install what is missing, or say --sqlite.")
        with steps(" and ".join(lacking)):
            apt_install(services.DEBIAN, failing="PostgreSQL and Redis could not be installed.")
    there = services.begin(children, services.postgresql(folder, memory=MEMORY))
    there |= services.begin(children, services.redis(folder))
    return lambda size: place_on_postgresql(there, folder, size)


if __name__ == "__main__":
    stop_on_signals()
    try:
        code = closing(bench)
    except Stopped:
        print("\nStopped.", flush=True)
        code = 130
    sys.exit(code)
