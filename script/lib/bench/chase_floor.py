"""The chaser's floor, in bare SQL on the floor's tables: find what is late, one mail a person, each step once."""

import datetime as dt
import json
import resource
import sys
import time
from itertools import groupby

from django.db import transaction
from floor import connection  # type: ignore[import-not-found]  # beside this file; it sets Django up

STEP = 1
FIND = """SELECT a.id, a.number, a.title, a.due, p.id, p.name, p.email FROM f_action a
JOIN f_person p ON p.id = a.holder_id WHERE a.live = 1 AND a.due < %s
AND NOT EXISTS (SELECT 1 FROM f_chase c WHERE c.action_id = a.id AND c.step = %s) ORDER BY p.id, a.due"""
MAIL = """INSERT INTO f_mail(key, "to", text, state) VALUES (%s, %s, %s, 'new')
ON CONFLICT (key) DO NOTHING RETURNING id"""
CHASE = 'INSERT INTO f_chase(action_id, step, "on", mail) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING'


def reset() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM f_chase")
        cursor.execute("DELETE FROM f_mail")


def chase(today: dt.date) -> int:
    """All in one transaction. Returns how many steps were recorded."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(FIND, [today, STEP])
        rows, count = cursor.fetchall(), 0
        for person, group in groupby(rows, key=lambda row: row[4]):
            late = list(group)
            lines = "\n".join(f"- {row[1]}: {row[2]} (was due {row[3]})" for row in late)
            text = f"Dear {late[0][5]},\n\nThese {len(late)} actions are overdue:\n\n{lines}\n\nPlease update them.\n"
            cursor.execute(MAIL, [f"{person}:{today}:{STEP}", late[0][6], text])
            mail = cursor.fetchone()[0]
            cursor.executemany(CHASE, [(row[0], STEP, today, mail) for row in late])
            count += len(late)
    return count


def measure() -> dict[str, float]:
    reset()
    today = dt.date.today()  # noqa: DTZ011
    began = time.perf_counter()
    chases = chase(today)
    seconds = time.perf_counter() - began
    began = time.perf_counter()
    again = chase(today)
    second = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "chases": chases, "second": second, "again": again, "peak": peak}


if __name__ == "__main__":
    json.dump(measure(), sys.stdout)
