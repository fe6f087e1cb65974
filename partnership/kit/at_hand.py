"""Queries that PostgreSQL keeps at hand for a connection, parsed and in the end planned once.

To plan a query about several tables takes PostgreSQL longer than to run it: of a home page's time that was a third.
A query of `kit/prepared.py` is therefore given a name on its second run in a connection (`PREPARE`) and is run by that
name from then on, with one plan for all values: a query for which no one plan does is not named. SQLite's driver keeps
its statements by itself.
"""

import itertools
import re
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from django.db import models

MOST = 80  # in one connection: those asked for longest ago are forgotten
_PLACE = re.compile("%(%|s)")
_numbers = itertools.count(1)


class _Connection:
    """What one connection has at hand: which queries it has run, and which of them have a name."""

    def __init__(self, raw: Any) -> None:
        self.raw = raw
        self.seen: set[int] = set()
        self.named: OrderedDict[int, None] = OrderedDict()


def _of(connection: Any) -> _Connection:
    connection.ensure_connection()
    found: _Connection | None = connection.__dict__.get("at_hand")
    if found is None or found.raw is not connection.connection:
        found = connection.at_hand = _Connection(connection.connection)
    return found


class Statement:
    """A query's text, and what goes into it: values that are always the same, and slots."""

    def __init__(self, text: str, given: Sequence[Any], connection: Any) -> None:
        self.text, self.given, self.number = text, tuple(given), next(_numbers)
        # Which slot each value is; nothing for what is always the same. One slot may stand in several places.
        self._slots = [
            (one.name, type(one.output_field).__name__) if hasattr(one, "output_field") else None for one in given
        ]
        fields = {slot: one.output_field for slot, one in zip(self._slots, given, strict=True) if slot}
        # No one plan would do for all that is put into a field that varies.
        self._may = bool(text) and connection.vendor == "postgresql" and not any(map(_varies, fields.values()))
        self._types = {slot: _type(field, connection) for slot, field in fields.items()} if self._may else {}

    def run(self, params: tuple[Any, ...], connection: Any) -> tuple[str, tuple[Any, ...]]:
        """What to say to the database: the query itself with these parameters, or its name with those of its slots."""
        if not self._may:
            return self.text, params
        has = _of(connection)
        if self.number in has.named:
            has.named.move_to_end(self.number)
        elif self.number in has.seen:
            self._name(has, connection)
        else:
            has.seen.add(self.number)
            return self.text, params
        values = dict(zip(self._slots, params, strict=True))
        places = f" ({', '.join(['%s'] * len(self._types))})" if self._types else ""
        return f"EXECUTE at_hand_{self.number}{places}", tuple(values[slot] for slot in self._types)

    def _name(self, has: _Connection, connection: Any) -> None:
        order = {slot: f"${place}" for place, slot in enumerate(self._types, 1)}
        given = iter(zip(self._slots, self.given, strict=True))
        with connection.wrap_database_errors, has.raw.cursor() as cursor:

            def put(found: re.Match[str]) -> str:
                if found[1] == "%":
                    return "%"
                slot, one = next(given)
                return order[slot] if slot else str(cursor.mogrify("%s", [one]).decode())

            types = f" ({', '.join(self._types.values())})" if self._types else ""
            # Left to itself PostgreSQL plans the first five runs anew, each longer than the query takes.
            cursor.execute(
                "SET plan_cache_mode = force_generic_plan;"
                f"PREPARE at_hand_{self.number}{types} AS {_PLACE.sub(put, self.text)}"
            )
            has.named[self.number] = None
            while len(has.named) > MOST:
                oldest, _ = has.named.popitem(last=False)
                cursor.execute(f"DEALLOCATE at_hand_{oldest}")


def _varies(field: Any) -> bool:
    return getattr(field, "varies", False)


def _type(field: Any, connection: Any) -> str:
    return "text" if isinstance(field, models.CharField | models.TextField) else str(field.db_type(connection))
