"""A year of work of an example partnership, read from files and played through the real services, day by day.

The files: `year.yaml` and any number of `year/*.yaml` beside it, read in the order of their names.

Top level: `as_of` (a Monday, the file's own "this morning"), `business_unit` (person key: acts where no `by` is given),
`objectives_plan` (key of a plan, optional), `meetings`, `actions` (those that do not come from a meeting) and
`mails_that_fail` ({person, from_on, to_on}).

Every date is moved by the same number of whole weeks, so that `as_of` becomes the Monday of the week of loading (at a
weekend: the Monday that comes). What was done is dated before `as_of`; meetings to come and due dates may lie after it.
A day that is then no working day becomes the next one.

- A meeting: key, body (code), on, at, until, title, place, status, planned_on, agenda_on, minutes_on, agreed_on,
  cancelled_on and reason, summary, attendance (seat key: present, remote, deputy, "deputy:person", apologies, absent;
  seats not named were present; for a meeting to come it is what was said beforehand), items.
- An item: title, kind (item, standing, minutes, actions, escalation, chase, ratify), purpose, ask, lead,
  minutes_planned, confidential, notes, escalation / action / decision (key of what it is about), decisions, actions,
  escalations.
- A decision: key, text, reasons, ratify_by (body), ratified_on, ratified_by, supersedes (key).
- An action: key, title, what, measure, agency, holder, due_on, objective (number), decision (key), supporting
  ({agency, part}), propose, events; outside a meeting also body, opened_on, origin.
- Papers of an item of the kind "item": title, agency, author, asked_on, handed_in_on, text.
- planned_reports: title, body, agency, author, asked_on, meeting (key) or due_on, received_on with note or text (then
  it comes as a paper), withdrawn_on and reason.
- challenges: body, to, from, subject, text, made_on, answer_due_on, answer, answered_on, by, outcome, what_changed,
  closed_on, withdrawn_on and reason.
- risks: body, title, description, controls, likelihood, impact, agency, opened_on, review_on, looks (on, note,
  likelihood, impact, review_on), closed_on and reason.
- document_owners: body, person.
- An event: on, do (update, ask_date, grant_date, refuse_date, claim, return, close, withdraw, reopen, open), by, text,
  judgement, to_on, reason, impact, evidence ({name, text} or a list of them).
- An escalation: key, to (body), question, evidence, ask, reply_due_on, reply, replied_on, by, withdrawn_on, reason.

Chases, digests and mails are not in the files: the real chaser runs over every working day of the year.
"""

from subgroups.imports.playing import Played, monday_of_loading, play_year
from subgroups.imports.reading import Year, read_year
from subgroups.imports.stage import carry_mails

__all__ = ["Played", "Year", "carry_mails", "monday_of_loading", "play_year", "read_year"]
