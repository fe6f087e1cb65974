"""How the rows of a query become records, worked out once for a query that is run often.

Django works out for each run which column belongs to which record, and makes a record of its own for each row of each
joined table: fifty actions of three bodies would come with fifty bodies. Here a joined row is made once in a run and
shared by the records that lead to it, as `prefetch_related` shares them. Nothing may be noted on a joined record that
is true for one row alone.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import DEFERRED
from django.db.models.query import RelatedPopulator, get_related_populators

Record = Any


def _making(model: Any, names: Sequence[str]) -> Callable[[Sequence[Any]], Record]:
    """How the values of these fields become a record: what was not asked for is read when somebody asks for it."""
    fields = [field.attname for field in model._meta.concrete_fields]
    if len(names) == len(fields):
        return lambda values: model.from_db(DEFAULT_DB_ALIAS, names, values)
    places = [names.index(name) if name in names else None for name in fields]

    def make(values: Sequence[Any]) -> Record:
        whole = [DEFERRED if place is None else values[place] for place in places]
        return model.from_db(DEFAULT_DB_ALIAS, names, whole)

    return make


class _Joined:
    """A joined table: which columns of a row are its own, and where its record is put."""

    def __init__(self, of: RelatedPopulator, all_joined: list["_Joined"]) -> None:
        given: Any = of
        self.place = len(all_joined)
        all_joined.append(self)
        self._columns = given.reorder_for_init or (lambda row: row[given.cols_start : given.cols_end])
        self._key, self._make = given.pk_idx, _making(given.model_cls, given.init_list)
        self._set, self._set_back = given.local_setter, given.remote_setter
        self._within = [_Joined(one, all_joined) for one in given.related_populators]

    def put(self, row: Sequence[Any], record: Record, known: list[dict[Any, Record]]) -> None:
        values = self._columns(row)
        key = values[self._key]
        if key is None:
            self._set(record, None)
            return
        made = known[self.place].get(key)
        if made is None:
            made = known[self.place][key] = self._make(values)
            for one in self._within:
                one.put(row, made, known)
        self._set(record, made)
        self._set_back(made, record)


def reading_records(compiler: Any) -> Callable[[Any], Iterable[Record]]:
    """How the rows of this queryset of records are read. `compiler` has made its text already."""
    own, select = compiler.klass_info, compiler.select
    first, last = own["select_fields"][0], own["select_fields"][-1] + 1
    make = _making(own["model"], [column[0].target.attname for column in select[first:last]])
    everywhere: list[_Joined] = []
    joined = [
        _Joined(one, everywhere)
        for one in get_related_populators(own, select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # a later Django's
    ]
    annotated = list(compiler.annotation_col_map.items())

    def read(compiler: Any) -> Iterable[Record]:
        known: list[dict[Any, Record]] = [{} for _ in everywhere]
        for row in compiler.results_iter(compiler.execute_sql()):
            record = make(row[first:last])
            for one in joined:
                one.put(row, record, known)
            for name, place in annotated:
                setattr(record, name, row[place])
            yield record

    return read
