"""Words that are searched for in prepared queries: the pattern is made before the query runs.

Given a slot, `icontains` would have the database make the pattern out of the word, for each row anew.
"""

from typing import Any

from django.db import models
from django.db.models.lookups import IContains

from partnership.kit.prepared import Slot

HAS_WORD = "has_word"


def is_short(word: str) -> bool:
    """Whether a word has too few letters to be found by an index of three at a time."""
    return len(word) < 3


class PatternField(models.TextField):
    """A word as the pattern of the texts that contain it, what is special in patterns escaped."""

    varies = True

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> str:
        return f"%{connection.ops.prep_for_like_query(value)}%"


class WordSlot(Slot):
    """Where a word is put in when the query runs, to be compared by `has_word`; whether it is short is told before."""

    def __init__(self, name: str, is_short: bool = False) -> None:
        super().__init__(name, PatternField())
        self.is_short = is_short


class HasWord(IContains):
    """`icontains` for a slot; it compares as Django does with a word that is known."""

    def get_rhs_op(self, connection: Any, rhs: Any) -> str:
        operator: str = connection.operators[self.lookup_name] % rhs
        return operator


for field in (models.CharField, models.TextField):
    field.register_lookup(HasWord, HAS_WORD)
