"""Queries that PostgreSQL keeps at hand for a connection, parsed and in the end planned once.

To plan a query about several tables takes PostgreSQL longer than to run it: of a home page's time that was a third.
A query of `kit/prepared.py` is therefore given a name on its second run in a connection (`PREPARE`) and is run by that
name from then on. PostgreSQL itself decides, after five runs, whether one plan does for all values. SQLite's driver
keeps its statements by itself.
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
    """What one connection has at hand: how often each query ran, and which of them have a name."""

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
        self._types: dict[tuple[str, str], str] | None = None
        if connection.vendor == "postgresql" and text:
            self._types = self._slots(connection)

    def _slots(self, connection: Any) -> dict[tuple[str, str], str] | None:
        """The slots with their types, or nothing where one plan would not do for all that is put into them."""
        found = {}
        for slot in self.given:
            if not hasattr(slot, "output_field"):
                continue
            field = slot.output_field
            if getattr(field, "varies", False):
                return None
            is_text = isinstance(field, models.CharField | models.TextField)
            found[slot.name, type(field).__name__] = "text" if is_text else field.db_type(connection)
        return found

    def run(self, params: tuple[Any, ...], connection: Any) -> tuple[str, tuple[Any, ...]]:
        """What to say to the database: the query itself with these parameters, or its name with those of its slots."""
        if self._types is None:
            return self.text, params
        has = _of(connection)
        if self.number in has.named:
            has.named.move_to_end(self.number)
        elif self.number in has.seen:
            self._name(has, connection)
        else:
            has.seen.add(self.number)
            return self.text, params
        prepared = {
            (one.name, type(one.output_field).__name__): value
            for one, value in zip(self.given, params, strict=True)
            if hasattr(one, "output_field")
        }
        places = f" ({', '.join(['%s'] * len(self._types))})" if self._types else ""
        return f"EXECUTE at_hand_{self.number}{places}", tuple(prepared[key] for key in self._types)

    def _name(self, has: _Connection, connection: Any) -> None:
        assert self._types is not None
        order = {key: f"${place}" for place, key in enumerate(self._types, 1)}
        given = iter(self.given)
        with connection.wrap_database_errors, has.raw.cursor() as cursor:

            def put(found: re.Match[str]) -> str:
                if found[1] == "%":
                    return "%"
                one = next(given)
                if hasattr(one, "output_field"):
                    return order[one.name, type(one.output_field).__name__]
                said: str = cursor.mogrify("%s", [one]).decode()
                return said

            types = f" ({', '.join(self._types.values())})" if self._types else ""
            cursor.execute(f"PREPARE at_hand_{self.number}{types} AS {_PLACE.sub(put, self.text)}")
            has.named[self.number] = None
            while len(has.named) > MOST:
                oldest, _ = has.named.popitem(last=False)
                cursor.execute(f"DEALLOCATE at_hand_{oldest}")
