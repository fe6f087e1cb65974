"""The words by which search finds actions, decisions and agenda items, kept beside them."""

from partnership.kit.kept_words import KeptWords, record_field
from subgroups.models.actions import Action
from subgroups.models.decisions import Decision
from subgroups.models.meetings import AgendaItem


class ActionWords(KeptWords):
    """What an action is found by."""

    record = record_field(Action)

    of = ("reference", "title", "what")


class DecisionWords(KeptWords):
    """What a decision is found by."""

    record = record_field(Decision)

    of = ("reference", "text", "reasons")


class AgendaItemWords(KeptWords):
    """What an agenda item is found by, its minutes among it."""

    record = record_field(AgendaItem)

    of = ("title", "notes")
