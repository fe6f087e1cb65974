"""PostgreSQL and Redis for one run of the tests: own folder, free ports, own passwords, gone afterwards."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
from collections.abc import Mapping
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


def start(children: Children, folder: Path) -> dict[str, str]:
    """Start both and return the environment that points the portal at them."""
    return {**postgresql(children, folder), **redis(children, folder)}


def postgresql(children: Children, folder: Path, *, memory: Mapping[str, str] | None = None) -> dict[str, str]:
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
    # Nothing of it outlives the run, so there is no need to wait for the disk.
    options = {"listen_addresses": "127.0.0.1", "unix_socket_directories": home, "fsync": "off"}
    options |= {"synchronous_commit": "off", "full_page_writes": "off", **(memory or {})}
    settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
    if as_owner:
        as_owner.append("--pdeathsig=INT")
    children.start("PostgreSQL", [*as_owner, postgres, "-D", cluster, "-p", str(port), *settings])
    asking = [pg_isready, "-q", "-h", "127.0.0.1", "-p", str(port)]
    children.wait_for(lambda: subprocess.run(asking).returncode == 0, "PostgreSQL")
    return {"DATABASE_URL": f"postgres://portal:{password}@127.0.0.1:{port}/postgres"}


def redis(children: Children, folder: Path) -> dict[str, str]:
    port, password = free_port(), secrets.token_urlsafe(16)
    home = folder / "redis"
    home.mkdir()
    (home / "redis.conf").write_text(
        f'bind 127.0.0.1\nport {port}\nrequirepass {password}\ndir {home}\nsave ""\nappendonly no\n'
    )
    children.start("Redis", [str(find("redis-server", "valkey-server")), home / "redis.conf"])

    def answers() -> bool:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
                line.sendall(f"AUTH {password}\r\nPING\r\n".encode())
                return b"+OK" in line.recv(200)
        except OSError:
            return False

    children.wait_for(answers, "Redis")
    address = f"redis://:{password}@127.0.0.1:{port}"
    return {"CELERY_BROKER_URL": f"{address}/0", "PORTAL_CACHE_URL": f"{address}/1"}
