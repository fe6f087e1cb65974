"""The walls of the house: what may import what, where foreign keys point, what every model, form and template owes."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import models
from django.template.loader import get_template

from dspp.celery import app as celery_app
from partnership.kit.models import StateChange
from tests.conftest import ONCE

ROOT = Path(settings.BASE_DIR)
ROOMS = ["partnership", "subgroups", "reviews", "audits", "reports", "dspp"]
MAY_IMPORT = {
    "partnership": set(),
    "subgroups": {"partnership"},
    "reviews": {"partnership", "subgroups"},
    "audits": {"partnership", "subgroups"},
    "reports": {"partnership", "subgroups", "reviews", "audits"},
    "dspp": {"partnership", "subgroups", "reviews", "audits", "reports"},
}
OWN_MODELS = [model for model in apps.get_models() if model._meta.app_label in ROOMS]
# Models whose rows are themselves a record of what happened, or are counted and never edited by a person.
NOT_TRACKED = {
    "partnership.AgencyGroupPermission": "written by one service from memberships, which are tracked",
    "partnership.BodyGroupPermission": "written by one service from memberships, which are tracked",
    "partnership.RoleGroup": "written by one service from memberships, which are tracked",
    "partnership.Notice": "a row is one mail; each change of state is on the row with its time",
    "partnership.Chase": "a line of the ledger: what came of it stands on the row",
    "partnership.ChaseCounts": "counted by the database from chases",
    "partnership.Telling": "a line of the ledger: what became of it stands on the row",
    "partnership.LetterFile": "a place in the build queue; the letter keeps the file and its checksum",
    "partnership.JobRun": "a line of the job log",
    "partnership.Session": "a browser that is signed in; gone when it is signed out",
    "subgroups.ActionBatch": "one table that was recorded, written once; its actions are tracked",
    "subgroups.ActionLog": "a place in the build queue; the file is made once for one person",
    "subgroups.ActionCounts": "counted by the database from actions, which are tracked",
    "subgroups.ActionWords": "kept by the database beside actions, which are tracked",
    "subgroups.AgendaItemWords": "kept by the database beside agenda items, which are tracked",
    "subgroups.DecisionWords": "kept by the database beside decisions, which are tracked",
    "subgroups.Counter": "the last number given; the numbered records are tracked",
    "subgroups.PaperOpening": "a line of the log of who opened what: written once, never changed",
    "reviews.Counter": "the last number given; the numbered records are tracked",
    "reviews.Access": "a line of the log of who opened what: written once, never changed",
    "reports.EditionFile": "a place in the build queue; the file is written once and carries its checksum",
    "reports.ReportTable": "frozen with its edition, never changed",
    "reports.Signature": "written once, never changed; it falls with its edition",
}
SERVICE_LIKE = ("services", "selectors", "workflow")


def python_files(room: str) -> list[Path]:
    return [path for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts]


def imports_of(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("room", [room for room in ROOMS if (ROOT / room).exists()])
def test_rooms_import_only_along_the_arrows(room: str) -> None:
    forbidden = set(ROOMS) - MAY_IMPORT[room] - {room}
    for path in python_files(room):
        wrong = {name for name in imports_of(path) if name.split(".")[0] in forbidden}
        assert not wrong, f"{path.relative_to(ROOT)} imports {sorted(wrong)}: {room} may import {MAY_IMPORT[room]}."


def test_the_kit_knows_no_noun_of_the_domain() -> None:
    for path in python_files("partnership/kit"):
        wrong = {
            name for name in imports_of(path)
            if name.split(".")[0] in ROOMS and not name.startswith("partnership.kit") and name != "partnership"
        }  # fmt: skip
        assert not wrong, f"{path.name} imports {sorted(wrong)}: the kit is used by every room and uses none."


def test_services_know_nothing_of_pages() -> None:
    for room in ROOMS[:-1]:
        for path in python_files(room):
            if not set(path.relative_to(ROOT).with_suffix("").parts) & set(SERVICE_LIKE):
                continue
            wrong = {
                name for name in imports_of(path)
                if re.search(r"\.(views|forms|tasks|presenters)(\.|$)", name) or name.startswith("django.http")
            }  # fmt: skip
            wrong = {name for name in wrong if not name.startswith("django.forms")}
            assert not wrong, f"{path.relative_to(ROOT)} imports {sorted(wrong)}: services and reads know no pages."


@pytest.mark.parametrize("model", OWN_MODELS, ids=lambda model: model._meta.label)
def test_foreign_keys_point_along_the_arrows(model: type[models.Model]) -> None:
    room = model._meta.app_label
    for field in model._meta.get_fields():
        if field.is_relation and field.concrete and field.related_model is not None:
            target = field.related_model._meta.app_label
            if target in ROOMS:
                assert target == room or target in MAY_IMPORT[room], f"{model._meta.label}.{field.name} points upwards."


@pytest.mark.parametrize("model", OWN_MODELS, ids=lambda model: model._meta.label)
def test_every_model_is_tracked_or_says_why_not(model: type[models.Model]) -> None:
    label = model._meta.label
    if "Historical" in label or model._meta.auto_created or issubclass(model, StateChange):
        return
    tracked = hasattr(model, "history")
    assert tracked != (label in NOT_TRACKED), f"Track {label}, or say in NOT_TRACKED why its past need not be kept."


def test_the_list_of_untracked_models_names_real_ones() -> None:
    assert set(NOT_TRACKED) <= {model._meta.label for model in OWN_MODELS}


@pytest.mark.parametrize("model", OWN_MODELS, ids=lambda model: model._meta.label)
def test_instants_and_their_persons_come_in_pairs(model: type[models.Model]) -> None:
    """Where a row says `answered_at` it says `answered_by` too, and the database holds both or neither."""
    if "Historical" in model._meta.label:
        return
    names = {field.name for field in model._meta.fields}
    for name in names:
        if not name.endswith("_at") or f"{name[:-3]}_by" not in names:
            continue
        field = model._meta.get_field(name)
        if not field.null:
            continue
        held = " ".join(str(constraint) for constraint in model._meta.constraints)
        assert name in held and f"{name[:-3]}_by" in held, f"{model._meta.label}: hold {name} and its person together."


def test_every_scheduled_job_is_a_real_task() -> None:
    celery_app.loader.import_default_modules()
    for name, entry in celery_app.conf.beat_schedule.items():
        assert entry["task"] in celery_app.tasks, f"The schedule's “{name}” names no task: {entry['task']}."


def test_nothing_is_scheduled_while_london_and_utc_may_disagree_on_the_date() -> None:
    for name, entry in celery_app.conf.beat_schedule.items():
        hours = getattr(entry["schedule"], "hour", None)
        if hours is not None:
            assert not hours & {23, 0}, f"“{name}” may run between 23:00 and 01:00."


def test_every_daily_job_is_a_command_too() -> None:
    commands = {path.stem for path in ROOT.glob("*/management/commands/*.py")}
    for entry in celery_app.conf.beat_schedule.values():
        name = entry["task"].rsplit(".", 1)[-1]
        if name != "record_tick":
            assert name in commands, f"Add a command {name}, so that the job can be run by hand."


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


TEMPLATES = sorted(path.relative_to(ROOT / "templates") for path in (ROOT / "templates").rglob("*.*"))


@pytest.mark.parametrize("name", TEMPLATES, ids=str)
def test_every_template_compiles(name: Path) -> None:
    get_template(str(name))


@pytest.mark.parametrize(
    "name", [name for name in TEMPLATES if name.suffix == ".html" and name.parts[0] not in {"emails", "pdf"}], ids=str
)
def test_no_inline_script_or_style(name: Path) -> None:
    text = (ROOT / "templates" / name).read_text()
    assert not re.search(
        r"<style|\sstyle=|<script(?![^>]*\bsrc=)(?![^>]*application/json)|\son[a-z]+=|javascript:", text
    )


@pytest.mark.parametrize("name", TEMPLATES, ids=str)
def test_a_comment_of_a_template_ends_on_its_line(name: Path) -> None:
    """A comment over two lines is not a comment to Django: it is printed."""
    for line in (ROOT / "templates" / name).read_text().splitlines():
        assert line.count("{#") == line.count("#}"), f"{name}: {line[:60]}"


@pytest.mark.parametrize("room", [room for room in ROOMS if (ROOT / room).exists()])
def test_only_the_edge_asks_the_clock(room: str) -> None:
    """Views, forms, sign-in, sessions, tasks, commands and middleware ask `kit.dates`; nothing below them does.

    History stamps its own rows where the caller gave no instant, as the package does that it stands on.
    """
    edges = {"views", "tasks", "commands", "middleware", "health", "management", "forms", "signin", "sessions", "apps"}
    for path in python_files(room):
        parts = set(path.relative_to(ROOT).with_suffix("").parts)
        if parts & edges or path.name in {"dates.py", "history.py"}:
            continue
        text = path.read_text()
        asks = re.findall(r"\b(?:timezone\.now|date\.today|datetime\.now|time\.time)\(", text)
        asks += re.findall(r"from partnership\.kit\.dates import [^\n]*\b(?:today|now)\b", text)
        assert not asks, f"{path.relative_to(ROOT)} asks the clock ({asks[0]}): take `on` or `now` from the caller."


def test_what_runs_on_one_database_only_is_there() -> None:
    tests = Path(__file__).parent
    assert not [name for name in ONCE if not (tests / name).exists()]
