"""Asking one morning after another which kinds have anything to be looked at, as when a year is loaded."""

import datetime as dt
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from partnership.obligations import kinds

SOME_DAY = dt.date(9998, 12, 30)  # stands for the day that is asked for


class Watch:
    """Whose ladders are looked at on a day. The question is put into SQL once: building it costs more than asking."""

    def __init__(self) -> None:
        parts: list[str] = []
        self._params: list[Any] = []
        for kind in kinds():
            rows = kind.waiting(SOME_DAY).order_by().values("pk")[:1]
            try:
                sql, params = rows.query.sql_with_params()
            except EmptyResultSet:
                continue
            parts.append(f"SELECT %s WHERE EXISTS ({sql})")
            self._params += [kind.key, *params]
        self._sql = " UNION ALL ".join(parts)
        self._some_day = connection.ops.adapt_datefield_value(SOME_DAY)

    def waiting(self, on: dt.date) -> set[str]:
        """The keys of the kinds that have rows to look at on a day. One query."""
        day = connection.ops.adapt_datefield_value(on)
        with connection.cursor() as cursor:
            cursor.execute(self._sql, [day if one == self._some_day else one for one in self._params])
            return {key for (key,) in cursor.fetchall()}
