"""Words of records kept beside them, where what contains a word is found without reading every record.

PostgreSQL keeps them in a table with an index of three letters at a time (`pg_trgm`), SQLite in a table of its
full-text search that is made of the same threes. Triggers write them: whatever saves a record keeps its words, and a
save that changes none of them writes nothing here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models

from partnership.kit.kept import KeptBeside, Needs, function_of, triggers
from partnership.kit.prepared import Slot
from partnership.kit.word_slots import HAS_WORD, HasWord

EXTENSION = Needs(
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "Search needs pg_trgm, an extension that comes with PostgreSQL (in some systems in a package called contrib). "
    "Let somebody who may do so say CREATE EXTENSION pg_trgm in this database, then migrate again.",
)


class WordsField(models.TextField):
    """The words of one record, asked by `has_word` with a slot only."""


class PhraseField(models.TextField):
    """A word as SQLite's full-text search takes it, whatever signs stand in it."""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> str:
        return '"{}"'.format(value.replace('"', '""'))


class HasKeptWord(HasWord):
    """Whether a word stands in kept words. SQLite reads them one by one for a word of fewer than three letters."""

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        words, params = compiler.compile(self.lhs)
        return f"{words} LIKE UPPER(%s)", [*params, self.rhs]

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        words, params = compiler.compile(self.lhs)
        if self.rhs.is_short:
            return f"{words} LIKE %s ESCAPE '\\'", [*params, self.rhs]
        return f"{words} MATCH %s", [*params, Slot(self.rhs.name, PhraseField())]


WordsField.register_lookup(HasKeptWord, HAS_WORD)


def record_field(model: Any) -> Any:
    """Whose words they are. Its column is called as SQLite calls it in every table of its full-text search."""
    return models.OneToOneField(
        model, on_delete=models.DO_NOTHING, primary_key=True, db_column="rowid", related_name="kept"
    )


class KeptWords(KeptBeside):
    """The words of one record. A model says whose, and of which columns.

    A migration that goes with other columns empties its table.
    """

    words = WordsField()

    of: ClassVar[tuple[str, ...]]

    class Meta(KeptBeside.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self.words)

    @classmethod
    def source(cls) -> tuple[str, set[str]]:
        return Keeping.of(cls).source, set(cls.of)

    @classmethod
    def statements(cls, vendor: str) -> Iterator[str | Needs]:
        """The table, the words of the rows that are there, and what keeps them: each as far as it is missing."""
        keeping = Keeping.of(cls)
        yield from keeping.on_postgresql() if vendor == "postgresql" else keeping.on_sqlite()

    @classmethod
    def making_up(cls, vendor: str) -> Iterator[str]:
        """An index of threes is made faster than filled."""
        if vendor == "postgresql":
            yield f"DROP INDEX IF EXISTS {Keeping.of(cls).index}"


@dataclass(frozen=True)
class Keeping:
    """The statements that keep words of some columns of a table in another."""

    table: str
    source: str
    columns: tuple[str, ...]

    @classmethod
    def of(cls, model: Any) -> "Keeping":
        record = model._meta.get_field("record")
        return cls(model._meta.db_table, record.related_model._meta.db_table, model.of)

    @property
    def index(self) -> str:
        """The index of threes on PostgreSQL."""
        return f"{self.table}_threes"

    def _words(self, row: str) -> str:
        return " || '\n' || ".join(f'{row}."{column}"' for column in self.columns)

    def on_postgresql(self) -> Iterator[str | Needs]:
        keep, forget = f"{self.table}_keep", f"{self.table}_forget"
        changed = " OR ".join(f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in self.columns)
        yield EXTENSION
        yield f"CREATE TABLE IF NOT EXISTS {self.table} (rowid bigint PRIMARY KEY, words text NOT NULL)"
        yield (
            f"INSERT INTO {self.table} (rowid, words) SELECT id, UPPER({self._words('source')}) "
            f"FROM {self.source} AS source WHERE id NOT IN (SELECT rowid FROM {self.table}) ORDER BY id"
        )
        yield f"CREATE INDEX IF NOT EXISTS {self.index} ON {self.table} USING gin (words gin_trgm_ops)"
        yield function_of(
            keep,
            f"INSERT INTO {self.table} (rowid, words) VALUES (NEW.id, UPPER({self._words('NEW')})) "
            "ON CONFLICT (rowid) DO UPDATE SET words = EXCLUDED.words",
        )
        yield function_of(
            forget,
            f"IF TG_OP = 'TRUNCATE' THEN TRUNCATE {self.table}; "
            f"ELSE DELETE FROM {self.table} WHERE rowid = OLD.id; END IF",
        )
        acts = (
            ("new", f"INSERT ON {self.source} FOR EACH ROW", keep),
            ("changed", f"UPDATE ON {self.source} FOR EACH ROW WHEN ({changed})", keep),
            ("gone", f"DELETE ON {self.source} FOR EACH ROW", forget),
            ("all_gone", f"TRUNCATE ON {self.source}", forget),
        )
        yield from triggers("postgresql", self.table, acts)

    def on_sqlite(self) -> Iterator[str]:
        changed = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in self.columns)
        words = self._words("NEW")
        yield f"CREATE VIRTUAL TABLE IF NOT EXISTS {self.table} USING fts5(words, tokenize='trigram')"
        yield (
            f"INSERT INTO {self.table} (rowid, words) SELECT id, {self._words('source')} "
            f"FROM {self.source} AS source WHERE id NOT IN (SELECT rowid FROM {self.table}) ORDER BY id"
        )
        acts = (
            ("new", f"INSERT ON {self.source}", f"INSERT INTO {self.table} (rowid, words) VALUES (NEW.id, {words})"),
            (
                "changed",
                f"UPDATE ON {self.source} WHEN {changed}",
                f"UPDATE {self.table} SET words = {words} WHERE rowid = NEW.id",
            ),
            ("gone", f"DELETE ON {self.source}", f"DELETE FROM {self.table} WHERE rowid = OLD.id"),
        )
        yield from triggers("sqlite", self.table, acts)
