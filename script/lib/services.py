"""PostgreSQL and Redis for one run of the tests: own folder, free ports, own passwords, gone afterwards."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from supervise import Children
from work import run

DEBIAN = ["postgresql", "redis-server"]


def find(*names: str) -> str | None:
    """Return the first of the programs that is there; Debian keeps PostgreSQL's own off the path."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    path = os.pathsep.join([*map(str, folders), os.environ.get("PATH", os.defpath)])
    return next((found for name in names if (found := shutil.which(name, path=path))), None)


def missing() -> list[str]:
    """Name the services that cannot be started on this machine."""
    return [
        words
        for words, there in (
            ("PostgreSQL", find("initdb") and find("postgres") and find("pg_isready")),
            ("Redis", find("redis-server", "valkey-server")),
        )
        if not there
    ]


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@dataclass(frozen=True)
class Service:
    """A service ready to be started: its command, whether it answers, and what points the portal at it."""

    name: str
    command: list[str | Path]
    answers: Callable[[], bool]
    environment: dict[str, str]


def start(children: Children, folder: Path) -> dict[str, str]:
    """Start both and return the environment that points the portal at them."""
    return {**begin(children, postgresql(folder)), **begin(children, redis(folder))}


def begin(children: Children, service: Service) -> dict[str, str]:
    """Start a service, wait until it answers, and return what points the portal at it."""
    children.start(service.name, service.command)
    children.wait_for(service.answers, service.name)
    return service.environment


def postgresql(folder: Path, *, durable: bool = False, memory: Mapping[str, str] | None = None) -> Service:
    """A PostgreSQL of its own in the folder. `durable`: what was committed outlives a crash of the server."""
    port, password = free_port(), secrets.token_urlsafe(16)
    home = folder / "postgresql"
    home.mkdir()
    word = home / "password"
    word.write_text(password)
    as_owner: list[str | Path] = []
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        owner = next(user for user in pwd.getpwall() if user.pw_name in ("postgres", "nobody"))
        as_owner = ["setpriv", f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups"]
        for path in (home, word):
            os.chown(path, owner.pw_uid, owner.pw_gid)
        folder.chmod(0o711)
    initdb, postgres, pg_isready = (str(find(name)) for name in ("initdb", "postgres", "pg_isready"))
    cluster = home / "cluster"
    how = "--username=portal --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-sync --no-instructions"
    making = [*as_owner, initdb, "-D", cluster, *how.split(), f"--pwfile={word}"]
    run(making, failing="PostgreSQL could not make its folder.", cwd=home)
    # Nothing of it outlives the machine, so there is no need to wait for the disk.
    options = {"listen_addresses": "127.0.0.1", "unix_socket_directories": home, "fsync": "off"}
    if durable:
        # On a full disk its cleaning would take the list of tables that a new connection reads.
        options |= {"autovacuum": "off"}
    else:
        options |= {"synchronous_commit": "off", "full_page_writes": "off"}
    options |= memory or {}
    settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
    if as_owner:
        as_owner.append("--pdeathsig=INT")
    asking = [pg_isready, "-q", "-h", "127.0.0.1", "-p", str(port)]
    return Service(
        "PostgreSQL",
        [*as_owner, postgres, "-D", cluster, "-p", str(port), *settings],
        lambda: subprocess.run(asking).returncode == 0,
        {"DATABASE_URL": f"postgres://portal:{password}@127.0.0.1:{port}/postgres"},
    )


def redis(folder: Path) -> Service:
    """A Redis of its own in the folder, which keeps nothing on disk."""
    port, password = free_port(), secrets.token_urlsafe(16)
    home = folder / "redis"
    home.mkdir()
    (home / "redis.conf").write_text(
        f'bind 127.0.0.1\nport {port}\nrequirepass {password}\ndir {home}\nsave ""\nappendonly no\n'
    )

    def answers() -> bool:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
                line.sendall(f"AUTH {password}\r\nPING\r\n".encode())
                return b"+OK" in line.recv(200)
        except OSError:
            return False

    address = f"redis://:{password}@127.0.0.1:{port}"
    return Service(
        "Redis",
        [str(find("redis-server", "valkey-server")), home / "redis.conf"],
        answers,
        {"CELERY_BROKER_URL": f"{address}/0", "PORTAL_CACHE_URL": f"{address}/1"},
    )
