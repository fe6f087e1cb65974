"""Many changes in one step: Django alone draws all models anew after each, a hundred times at a start, and on SQLite
writes the whole table anew for each field."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.migrations import AddField, CreateModel
from django.db.migrations.operations.base import Operation


class Together(Operation):
    """Operations whose state is drawn once, whatever their number."""

    serialization_expand_args = ["operations"]

    def __init__(self, operations: Sequence[Any]) -> None:
        self.operations = operations

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.operations], {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        # Without the drawn models at hand Django only notes each change; they are drawn when first asked for.
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)


class CreateModels(Together):
    """Create all tables of a room in one step, whatever the order in which they refer to each other.

    The same as its `operations` one after another, but the state of all models is drawn once instead of once a table:
    an empty database is ready in a quarter of the time.
    """

    operations: Sequence[CreateModel]

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in self.operations:
            model = to_state.apps.get_model(app_label, operation.name)
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.create_model(model)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in reversed(self.operations):
            model = from_state.apps.get_model(app_label, operation.name)
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.delete_model(model)

    def describe(self) -> str:
        return f"Create {len(self.operations)} models"


class AlterModels(Together):
    """Fields, indexes and constraints of some tables altered in one step; no column comes, goes or gets another name.

    The same as its `operations` one after another, but SQLite writes each table anew once, as it is in the end.
    """

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self._alter(app_label, schema_editor, to_state, lambda one: one.database_forwards, [from_state, to_state])

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self._alter(app_label, schema_editor, to_state, lambda one: one.database_backwards, [from_state, to_state])

    def _alter(
        self, app_label: str, schema_editor: Any, then: Any, act: Callable[[Any], Any], states: list[Any]
    ) -> None:
        if schema_editor.connection.vendor != "sqlite":
            for operation in self.operations:
                act(operation)(app_label, schema_editor, *states)
            return
        for name in sorted({operation.model_name.lower() for operation in self.operations}):
            model = then.apps.get_model(app_label, name)
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor._remake_table(model)

    def describe(self) -> str:
        return f"Alter {len(self.operations)} fields, indexes and constraints"


class AddColumns(Together):
    """Columns that come to some tables in one step. To one that SQLite writes anew for it, no other comes with it."""

    operations: Sequence[AddField]

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "Add columns"


class WriteRows(Operation):
    """Statements that fill columns which came before; the tables may be altered after it. Backwards it does nothing."""

    reduces_to_sql = True

    def __init__(self, *statements: str) -> None:
        self.statements = statements

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, list(self.statements), {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        """No model changes."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in self.statements:
            schema_editor.execute(statement)
        if schema_editor.connection.vendor == "postgresql":
            # It alters no table while checks of its rows are still to come.
            schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """The column goes, and what was written in it."""

    def describe(self) -> str:
        return "Fill columns"


class FillFactor(Operation):
    """Fill the pages of a table to so many percent, on PostgreSQL: a row whose indexed fields stay is then written anew
    in its own page, and no index is. Rows that are there move when they are written or the table is."""

    def __init__(self, name: str, percent: int) -> None:
        self.name, self.percent = name, percent

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.name, self.percent], {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        """No model knows of it."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self._set(app_label, schema_editor, to_state, f"SET (fillfactor = {self.percent})")

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self._set(app_label, schema_editor, to_state, "RESET (fillfactor)")

    def _set(self, app_label: str, schema_editor: Any, state: Any, what: str) -> None:
        model = state.apps.get_model(app_label, self.name)
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER TABLE {schema_editor.quote_name(model._meta.db_table)} {what}")

    def describe(self) -> str:
        return f"Fill pages of {self.name} to {self.percent} per cent"
