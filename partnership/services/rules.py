"""Loading regimes, rules and duties from the files of the repository, so that the rows say what the files say."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.db import models, transaction

from partnership.kit.history import save_as
from partnership.kit.yaml_files import read_yaml_file
from partnership.models import Duty, Regime, Rule

LAW = Path(__file__).resolve().parent.parent / "law"
FILES = ("regimes", "rules", "duties")
Entry = Mapping[str, Any]


@dataclass
class Loaded:
    """What came of loading one file."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0

    def __str__(self) -> str:
        return f"{len(self.added)} added, {len(self.changed)} changed, {self.unchanged} unchanged"


def read_law(folder: Path = LAW) -> dict[str, list[Entry]]:
    """The entries of the three files. Raises ValidationError naming the file that cannot be read."""
    read: dict[str, list[Entry]] = {}
    for name in FILES:
        path = folder / f"{name}.yaml"
        try:
            entries = read_yaml_file(path)
        except (OSError, yaml.YAMLError) as error:
            raise ValidationError(f"{path.name} cannot be read: {error}") from error
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise ValidationError(f"{path.name} must be a list of entries.")
        read[name] = entries
    return read


@transaction.atomic
def load_rules(
    *, entries: Mapping[str, Iterable[Entry]], by: Any = None, now: dt.datetime | None = None
) -> dict[str, Loaded]:
    """Bring regimes, rules and duties to what the entries say. All or nothing; run again, nothing changes.

    Rows that no entry names stay: reports were written under them. Raises ValidationError naming the entry that does
    not hold.
    """
    report = {name: Loaded() for name in FILES}
    for entry in entries["regimes"]:
        fields = dict(entry)
        fields["is_verified"] = bool(fields.pop("verified", False))
        regime = Regime.objects.filter(key=_needed(fields, "key")).first() or Regime()
        _bring(regime, fields, str(fields["key"]), report["regimes"], by=by, now=now)
    regimes = {regime.key: regime for regime in Regime.objects.all()}
    for entry in entries["rules"]:
        fields = _with_regime(entry, regimes)
        fields["value"] = str(_needed(fields, "value"))
        rule = Rule.objects.filter(key=_needed(fields, "key"), from_on=fields.get("from_on")).first() or Rule()
        _bring(rule, fields, str(fields["key"]), report["rules"], by=by, now=now)
    places: dict[str, int] = {}
    for entry in entries["duties"]:
        fields = _with_regime(entry, regimes)
        if fields["regime"] is None:
            raise ValidationError(f"Duty {_needed(fields, 'code')} names no regime.")
        key = fields["regime"].key
        places[key] = places.get(key, 0) + 1
        fields.setdefault("place", places[key])
        duty = Duty.objects.filter(regime=fields["regime"], code=_needed(fields, "code")).first() or Duty()
        _bring(duty, fields, f"{key} {fields['code']}", report["duties"], by=by, now=now)
    return report


def _needed(fields: Entry, name: str) -> Any:
    value = fields.get(name)
    if value in (None, ""):
        raise ValidationError(f"An entry has no {name}: {dict(fields)}")
    return value


def _with_regime(entry: Entry, regimes: Mapping[str, Regime]) -> dict[str, Any]:
    fields = dict(entry)
    fields["is_verified"] = bool(fields.pop("verified", False))
    key = fields.get("regime")
    if key is not None and key not in regimes:
        raise ValidationError(f"{fields.get('key') or fields.get('code')} names the regime {key}, which is in no file.")
    fields["regime"] = regimes[key] if key is not None else None
    return fields


def _bring(
    row: models.Model, fields: Mapping[str, Any], name: str, loaded: Loaded, *, by: Any, now: dt.datetime | None
) -> None:
    """Write what differs, and count it."""
    known = {column.name for column in row._meta.concrete_fields}
    differs = False
    for key, value in fields.items():
        if key not in known:
            raise ValidationError(f"{name} has a field that nobody knows: {key}.")
        value = "" if value is None and not row._meta.get_field(key).null else value
        value = value.strip() if isinstance(value, str) else value
        if getattr(row, key, None) != value:
            setattr(row, key, value)
            differs = True
    if row.pk is None or differs:
        (loaded.added if row.pk is None else loaded.changed).append(name)
        try:
            save_as(row, by=by, reason="loaded from file", now=now)
        except ValidationError as error:
            raise ValidationError(f"{name}: {' '.join(error.messages)}") from error
    else:
        loaded.unchanged += 1
