"""Loading a partnership from plain files: read them, check them against what is kept, show, then apply all or nothing.

The files, each optional, all of one folder (or ZIP):

- `partnership.yaml`: name, short_name, name_lines, place, colours, public_email, current_regimes
- `agencies.yaml`: key, kind, name, short_name, opened_on, closed_on, closing_reason, successor, part_of, names, aliases
- `bodies.yaml`: key, code, name, …, quorum, reports_to, standing_items, terms, seats
- `people.csv`: key, email, name, job_title, agency
- `appointments.csv`: person, role, agency, from_on, to_on
- `memberships.csv`: seat, person, role, from_on, to_on
- `plan.yaml`: key, title, body, version, dates, values, aims, versions, priorities → themes → objectives

Rows are recognised by their keys. What a file does not name stays as it is: an import adds and changes, it never
deletes a record. The short lists inside a record (aliases, quorum, standing items, earlier names) are taken as a whole.
"""

from partnership.imports.applying import Refused, apply_import
from partnership.imports.checking import check
from partnership.imports.reading import Fault
from partnership.imports.sources import Source, from_folder, from_upload

__all__ = ["Fault", "Refused", "Source", "apply_import", "check", "from_folder", "from_upload"]
