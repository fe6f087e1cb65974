"""Reads for reports: the tables, figures and facts that the records give for a period, and the state of the duties."""

from reports.selectors.actions import action_parts
from reports.selectors.attendance import attendance_parts
from reports.selectors.chases import chase_table, chase_words
from reports.selectors.decisions import decision_parts
from reports.selectors.offices import Office, offices_of, offices_to_sign
from reports.selectors.plan import priority_table
from reports.selectors.scope import Scope, scope_of
from reports.selectors.structure import structure_parts

__all__ = [
    "Office",
    "Scope",
    "action_parts",
    "attendance_parts",
    "chase_table",
    "chase_words",
    "decision_parts",
    "offices_of",
    "offices_to_sign",
    "priority_table",
    "scope_of",
    "structure_parts",
]
