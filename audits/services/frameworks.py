"""Loading frameworks from the files of the repository, so that the rows say what the files say."""

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.db import models, transaction

from audits.models import Framework, Question, Round, Standard
from partnership.kit.history import delete_as, save_as
from partnership.kit.yaml_files import read_yaml_file

FRAMEWORKS = Path(__file__).resolve().parent.parent / "frameworks"
Entry = Mapping[str, Any]


def read_frameworks(folder: Path = FRAMEWORKS) -> list[Entry]:
    """One entry for each file of a folder. Raises ValidationError naming the file that cannot be read."""
    read: list[Entry] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            entry = read_yaml_file(path)
        except (OSError, yaml.YAMLError) as error:
            raise ValidationError(f"{path.name} cannot be read: {error}") from error
        if not isinstance(entry, dict) or not {"key", "edition", "title", "standards"} <= set(entry):
            raise ValidationError(f"{path.name} must say key, edition, title and standards.")
        read.append(entry)
    return read


@transaction.atomic
def load_frameworks(*, entries: Iterable[Entry], now: dt.datetime, by: Any = None) -> dict[str, int]:
    """Bring frameworks to what the entries say. All or nothing; run again, nothing changes.

    Refuses to change an edition by which agencies were asked: their answers were given to its words.
    """
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    for entry in entries:
        name = f"{entry['key']}, edition {entry['edition']}"
        try:
            before = dict(counts)
            _load(entry, counts, by=by, now=now)
        except (KeyError, TypeError) as error:
            raise ValidationError(f"{name}: something is missing or out of place: {error}") from error
        except ValidationError as error:
            raise ValidationError(f"{name}: {' '.join(error.messages)}") from error
        touched = (counts["added"], counts["changed"]) != (before["added"], before["changed"])
        used = Round.objects.filter(framework__key=entry["key"], framework__edition=entry["edition"])
        if touched and used.exclude(status=Round.Status.DRAFTING).exists():
            raise ValidationError(f"{name}: agencies were asked by it, so its words stay. Write a new edition.")
    return counts


def _load(entry: Entry, counts: dict[str, int], *, by: Any, now: dt.datetime) -> None:
    head = {name: value for name, value in entry.items() if name != "standards"}
    framework = Framework.objects.filter(key=entry["key"], edition=entry["edition"]).first() or Framework()
    _bring(framework, head, counts, by=by, now=now)
    numbers = []
    for number, given in enumerate(entry["standards"], 1):
        numbers.append(number)
        words = {name: value for name, value in given.items() if name != "questions"}
        standard = framework.standards.filter(number=number).first() or Standard(framework=framework)
        _bring(standard, {**words, "number": number}, counts, by=by, now=now)
        for place, asked in enumerate(given["questions"], 1):
            question = standard.questions.filter(number=place).first() or Question(standard=standard)
            _bring(question, {**asked, "number": place}, counts, by=by, now=now)
        _drop(standard.questions.filter(number__gt=len(given["questions"])), counts, by=by, now=now)
    gone = framework.standards.exclude(number__in=numbers)
    _drop(Question.objects.filter(standard__in=gone), counts, by=by, now=now)
    _drop(gone, counts, by=by, now=now)
    keys = list(Question.objects.filter(standard__framework=framework).values_list("key", flat=True))
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise ValidationError(f"These keys name more than one question: {', '.join(twice)}.")


def _bring(row: models.Model, fields: Mapping[str, Any], counts: dict[str, int], *, by: Any, now: dt.datetime) -> None:
    """Write what differs, and count it."""
    known = {column.name for column in row._meta.concrete_fields}
    differs = False
    for name, value in fields.items():
        if name not in known:
            raise ValidationError(f"nobody knows the field {name}.")
        value = value.strip() if isinstance(value, str) else value
        if getattr(row, name, None) != value:
            setattr(row, name, value)
            differs = True
    if row.pk is not None and not differs:
        counts["unchanged"] += 1
        return
    counts["added" if row.pk is None else "changed"] += 1
    save_as(row, by=by, reason="Loaded from file", now=now)


def _drop(rows: Any, counts: dict[str, int], *, by: Any, now: dt.datetime) -> None:
    for row in rows:
        try:
            delete_as(row, by=by, reason="Not in the file", now=now)
        except models.ProtectedError as error:
            raise ValidationError("agencies were asked by it, so its words stay. Write a new edition.") from error
        counts["changed"] += 1
