"""From a bare checkout to a portal that can start: packages, native libraries, front end, static files, database.

Each step leaves a stamp of what it was made from, so that a second start does none of them.
"""

import os
import re
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from work import (
    FULL_DISK,
    PYTHON,
    ROOT,
    VENV,
    Stamp,
    Steps,
    Trouble,
    apt_install,
    beside_each_other,
    digest,
    is_debian_root,
    run,
)

NATIVE = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core"]
OLDEST_NODE = 20
# How manage.py load_example refuses a portal that has a partnership of its own.
NOT_EMPTY = "The example is loaded into an empty one."
BUILD = ROOT / "build"
# Whether a Python has a pip that installs for another one.
LENDS_PIP = "import sys, pip; sys.exit([int(part) for part in pip.__version__.split('.')[:2]] < [22, 3])"


def python_packages(steps: Steps, *, dev: bool = False) -> None:
    """Make .venv and install the locked packages into it: with uv where it can be had, else with pip."""
    where = f"{ROOT} {sys.version_info[:2]}"
    lock = ROOT / ("requirements-dev.lock" if dev else "requirements.lock")
    full = Stamp(VENV / "stamps" / "requirements-dev.lock", digest([ROOT / "requirements-dev.lock"], where))
    stamp = full if dev else Stamp(VENV / "stamps" / lock.name, digest([lock], where))
    if PYTHON.exists() and (stamp.holds() or (not dev and full.holds())):
        return
    place = Stamp(VENV / "stamps" / "place", where)
    if not PYTHON.exists() or not place.holds():
        with steps("Python environment"):
            # Without a pip of its own, which takes five seconds of a processor and is used once.
            made = [base_python(), "-m", "venv", "--clear", "--without-pip", VENV]
            run(made, failing="The Python environment .venv could not be made.")
            place.set()
    with steps("Python packages"):
        install_packages(lock)
    with steps("native libraries for PDF"):
        native_libraries()
    stamp.set()


def base_python() -> str:
    """The Python from which .venv is made."""
    return str(getattr(sys, "_base_executable", sys.executable))


def install_packages(lock: Path) -> None:
    """Install exactly what a lock names, its hashes checked."""
    failing = "The Python packages could not be installed."
    uv = VENV / "bin" / "uv"
    try:
        if not uv.exists():
            pip_install(ROOT / "requirements-installer.lock", failing=failing)
        run([uv, "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes", "-r", lock], failing=failing)
    except Trouble as trouble:
        if str(trouble) == FULL_DISK:
            raise
        # uv does not read pip's own settings (a mirror, a certificate), and has no build for some machines.
        pip_install(lock, failing=failing)


def pip_install(lock: Path, *, failing: str) -> None:
    """Install with the pip of the Python below; where that has none, or an old one, with one put into .venv."""
    install = "install --quiet --disable-pip-version-check --retries 1 --require-hashes -r".split()
    if subprocess.run([base_python(), "-c", LENDS_PIP], capture_output=True).returncode == 0:
        run([base_python(), "-m", "pip", "--python", PYTHON, *install, lock], failing=failing)
        return
    run([PYTHON, "-m", "ensurepip"], failing=failing)
    run([PYTHON, "-m", "pip", *install, lock], failing=failing)


def native_libraries() -> None:
    """See to what WeasyPrint draws with; it comes from the system, not from the Python packages."""

    def missing() -> bool:
        return subprocess.run([PYTHON, "-c", "import weasyprint"], capture_output=True).returncode != 0

    has_symbols = any(Path(folder).exists() for folder in ("/usr/share/fonts/truetype/dejavu", "/Library/Fonts"))
    if not missing() and (has_symbols or not is_debian_root()):
        return
    by_hand = f"Install what PDFs are drawn with ({' '.join(NATIVE)} on Debian and Ubuntu, pango on macOS)"
    if is_debian_root():
        apt_install(NATIVE, failing=f"{by_hand} and start again; installing it from here did not work.")
    if missing():
        raise Trouble(f"{by_hand} and start again.")


def everything(steps: Steps, *, example: bool) -> None:
    """All that a start needs. Front end and database do not wait for each other."""
    python_packages(steps)

    def pages() -> None:
        front_end_packages(steps)
        front_end(steps)

    beside_each_other(pages, lambda: database(steps, example=example))


def front_end_packages(steps: Steps) -> None:
    """Fetch the locked front-end packages with npm: this machine's, or that of the Python package of Node."""
    modules = ROOT / "node_modules"
    stamp = Stamp(modules / ".stamp", digest([ROOT / "package-lock.json", ROOT / "package.json"]))
    if stamp.holds():
        return
    npm = find_npm()
    if npm is None:
        with steps("Node for npm"):
            install_packages(ROOT / "requirements-node.lock")
        npm = [VENV / "bin" / "npm"]
    with steps("front-end packages"):
        run([*npm, "ci", "--ignore-scripts", "--loglevel=error"], failing="The front-end packages are not here.")
    stamp.set()


def find_npm() -> list[str | Path] | None:
    """Return npm of a Node that is new enough, the environment's own first."""
    for folder in (str(VENV / "bin"), None):
        node, npm = shutil.which("node", path=folder), shutil.which("npm", path=folder)
        if node and npm:
            said = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
            if (number := re.match(r"v(\d+)", said)) and int(number[1]) >= OLDEST_NODE:
                return [npm]
    return None


def front_end(steps: Steps) -> None:
    """Compile the stylesheet, then gather everything static into the folder that is served."""
    # A key of its own: beside it the database may be making the one that stays.
    apart = {"PORTAL_SECRET_KEY": secrets.token_urlsafe(60)}
    scss = list((ROOT / "static" / "scss").rglob("*.scss"))
    command = ROOT / "partnership" / "management" / "commands" / "build_front_end.py"
    stamp = Stamp(BUILD / "stamps" / "front-end", digest([*scss, command, ROOT / "package-lock.json"]))
    if not stamp.holds() or not (BUILD / "static").is_dir():
        with steps("stylesheet"):
            manage("build_front_end", failing="The stylesheet could not be made.", extra=apart)
        stamp.set()
    static = [path for folder in (ROOT / "static", BUILD / "static") for path in folder.rglob("*")]
    stamp = Stamp(BUILD / "stamps" / "collected", digest([*static, ROOT / "requirements.lock"]))
    if not stamp.holds() or not (BUILD / "collected").is_dir():
        with steps("static files"):
            collect = ["collectstatic", "--noinput", "--clear", "--ignore", "*.scss"]
            manage(*collect, failing="The static files could not be gathered.", extra=apart)
        stamp.set()


def database(steps: Steps, *, example: bool) -> None:
    """Bring the database up to the code, load the rules, and into an empty one the example, unless it is not wanted."""
    data = data_folder()
    local = not os.environ.get("DATABASE_URL")
    migrations = list(ROOT.glob("*/migrations/*.py"))
    law = [path for path in (ROOT / "partnership" / "law").rglob("*") if "__pycache__" not in path.parts]
    which = os.environ.get("DATABASE_URL", "")
    schema = Stamp(data / "stamps" / "schema", digest([*migrations, ROOT / "requirements.lock"], which))
    # Bank holidays come with the rules, to three years ahead: once a year there are more.
    rules = Stamp(data / "stamps" / "rules", digest(law, which, str(time.localtime().tm_year)))
    loaded = Stamp(data / "stamps" / "example", digest([], which))
    if local and not (data / "portal.sqlite3").exists():
        shutil.rmtree(data / "stamps", ignore_errors=True)
    due = [(schema, "migrate", "database"), (rules, "load_rules", "rules and duties")]
    due += [(loaded, "load_example", "example partnership")] if example else []
    due = [row for row in due if not row[0].holds()]
    if due:
        with steps(", ".join(words for _, _, words in due)):
            in_turn([command for _, command, _ in due])
        for stamp, _, _ in due:
            stamp.set()


def in_turn(commands: list[str]) -> None:
    """Run these in one process. The example is refused by a portal that has a partnership of its own, which is well."""
    try:
        manage("in_turn", "--skip-checks", *commands, failing="The database could not be made ready.")
    except Trouble as trouble:
        if NOT_EMPTY not in str(trouble):
            raise


def manage(*words: str, failing: str, extra: Mapping[str, str] | None = None) -> str:
    return run([PYTHON, "manage.py", *words], failing=failing, extra=extra)


def data_folder() -> Path:
    return Path(os.environ.get("PORTAL_DATA_DIR") or ROOT / "var").expanduser().resolve()
