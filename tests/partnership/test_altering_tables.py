"""Several changes of a table in one step: the table is in the end what one after another would have made of it."""

from typing import Any

import pytest
from django.db import connections, models
from django.db.migrations import AddConstraint, AddField, AddIndex, AlterField, CreateModel
from django.db.migrations.state import ProjectState
from django.db.utils import ConnectionHandler

from partnership.kit.migrations import AddColumns, AlterModels, FillFactor, WriteRows
from subgroups.models import Action

MADE = CreateModel(
    "Thing",
    [("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=20, db_index=True))],
)
TOGETHER = AlterModels(
    [
        AlterField("thing", "name", models.CharField(max_length=20, null=True)),
        AddIndex("thing", models.Index(fields=["name", "id"], name="thing_name")),
        AddConstraint("thing", models.UniqueConstraint(fields=["name"], name="thing_once")),
    ]
)


@pytest.fixture(params=["sqlite", "here"])
def connection(request: pytest.FixtureRequest, transactional_db: None) -> Any:
    """An empty SQLite, and whatever database the tests run on."""
    if request.param == "here":
        yield connections["default"]
        return
    other = ConnectionHandler({"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}})["default"]
    yield other
    other.close()


def shape(connection: Any, table: str) -> dict[str, Any]:
    """Indexes and constraints by name, without those whose name Django makes up."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, table)
    return {name: (one["columns"], one["unique"]) for name, one in found.items()}


def run(connection: Any, operation: Any, before: ProjectState, after: ProjectState, *, back: bool = False) -> None:
    with connection.schema_editor() as editor:
        (operation.database_backwards if back else operation.database_forwards)("partnership", editor, before, after)


def test_fields_indexes_and_constraints_are_altered_and_altered_back_and_rows_stay(connection: Any) -> None:
    empty, made, altered = ProjectState(), ProjectState(), ProjectState()
    for state in (made, altered):
        MADE.state_forwards("partnership", state)
    TOGETHER.state_forwards("partnership", altered)
    table = "partnership_thing"
    run(connection, MADE, empty, made)
    try:
        first = shape(connection, table)
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO partnership_thing (name) VALUES ('kept')")
        run(connection, TOGETHER, made, altered)
        then = shape(connection, table)
        assert then["thing_name"] == (["name", "id"], False)
        assert then["thing_once"] == (["name"], True)
        assert not [name for name, (columns, unique) in then.items() if columns == ["name"] and not unique]
        run(connection, TOGETHER, altered, made, back=True)
        assert sorted(shape(connection, table).values(), key=str) == sorted(first.values(), key=str)
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM partnership_thing")
            assert cursor.fetchall() == [("kept",)]
    finally:
        run(connection, MADE, made, empty, back=True)


@pytest.mark.django_db(transaction=True)
def test_pages_of_a_table_keep_room_on_postgresql() -> None:
    here, roomy, empty, made = connections["default"], FillFactor("thing", 70), ProjectState(), ProjectState()
    MADE.state_forwards("partnership", made)

    def options() -> Any:
        if here.vendor != "postgresql":
            return None
        with here.cursor() as cursor:
            cursor.execute("SELECT reloptions FROM pg_class WHERE relname = 'partnership_thing'")
            return cursor.fetchone()[0]

    run(here, MADE, empty, made)
    try:
        run(here, roomy, made, made)
        assert options() == (["fillfactor=70"] if here.vendor == "postgresql" else None)
        run(here, roomy, made, made, back=True)
        assert options() is None
    finally:
        run(here, MADE, made, empty, back=True)
    assert (roomy.describe(), roomy.deconstruct()[1]) == ("Fill pages of thing to 70 per cent", ["thing", 70])


def test_columns_come_are_filled_and_go_again(connection: Any) -> None:
    link = models.ForeignKey("partnership.thing", models.CASCADE, null=True, related_name="+", db_index=False)
    is_named = models.GeneratedField(
        expression=models.Q(name__isnull=False),  # type: ignore[arg-type]
        output_field=models.BooleanField(),
        db_persist=True,
    )
    come = AddColumns([AddField("thing", "beside", link)])
    worked_out = AddColumns([AddField("thing", "is_named", is_named)])
    fill = WriteRows("UPDATE partnership_thing SET beside_id = id")
    states = [ProjectState()]
    for operation in (MADE, come, worked_out):
        state = states[-1].clone()
        operation.state_forwards("partnership", state)
        states.append(state)
    empty, made, linked, all_there = states
    run(connection, MADE, empty, made)
    try:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO partnership_thing (name) VALUES ('kept')")
        with connection.schema_editor() as editor:
            come.database_forwards("partnership", editor, made, linked)
            fill.database_forwards("partnership", editor, linked, linked)
            worked_out.database_forwards("partnership", editor, linked, all_there)
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, beside_id = id, is_named FROM partnership_thing")
            assert cursor.fetchall() == [("kept", True, True)]
        run(connection, worked_out, all_there, linked, back=True)
        fill.database_backwards("partnership", None, linked, linked)
        run(connection, come, linked, made, back=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM partnership_thing")
            assert [column[0] for column in cursor.description] == ["id", "name"]
    finally:
        run(connection, MADE, made, empty, back=True)
    assert (come.describe(), fill.describe()) == ("Add columns", "Fill columns")
    assert (fill.deconstruct()[:2], come.deconstruct()[1]) == (("WriteRows", [*fill.statements]), [come.operations])


def test_what_it_does_is_told_and_can_be_written_down() -> None:
    assert TOGETHER.describe() == "Alter 3 fields, indexes and constraints"
    name, given, _ = TOGETHER.deconstruct()
    assert (name, given) == ("AlterModels", [TOGETHER.operations])


def test_the_day_of_the_next_chase_is_written_into_the_row_alone() -> None:
    """No index has it: fifty thousand actions may be noted in one morning."""
    fields = {name for index in Action._meta.indexes for name in (*index.fields, *_named(index.condition))}
    assert "next_chase_on" not in fields and "due_on" in fields


def _named(condition: Any) -> list[str]:
    return [name.split("__")[0] for name, _ in condition.children] if condition is not None else []
