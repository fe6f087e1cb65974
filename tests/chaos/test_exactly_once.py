"""Every step of every ladder is taken once and told once, whatever is killed meanwhile, and however often."""

import datetime as dt
import random
import time
from collections import Counter
from dataclasses import dataclass

from tests.chaos.conftest import FULL, Say
from tests.chaos.world import World, shuffled, working_days_from

# No bank holiday of England lies between these two: Monday 4 January and Thursday 25 March 2027.
OPENED_ON = dt.date(2027, 1, 5)
DAYS = working_days_from(OPENED_ON, 55)
FIRST_DUE, FIRST_DAY = 20, 24
# The ladder as the partnership's papers have it, in working days, and how many people each rung tells.
LADDER = {"10-before": (-10, 1), "3-before": (-3, 1), "1-after": (1, 1), "5-after": (5, 2), "10-after": (10, 1),
          "20-after": (20, 1)}  # fmt: skip


@dataclass(frozen=True)
class Size:
    """How much is asked for."""

    rows: int
    live_every: int
    days: int
    kills: Counter[str]
    quiet: int


SIZES = {
    ("services", False): Size(3000, 4, 2, Counter(
        {"worker": 2, "job": 2, "sender": 3, "database": 2, "redis": 1, "flushall": 1, "beat": 1}), 400),
    ("one machine", False): Size(1500, 4, 2, Counter({"worker": 2, "job": 2, "sender": 2, "beat": 1}), 400),
    ("services", True): Size(1_000_000, 10, 10, Counter(
        {"worker": 40, "job": 30, "sender": 50, "database": 30, "redis": 20, "flushall": 10, "beat": 20}), 900),
    ("one machine", True): Size(20_000, 4, 6, Counter(
        {"worker": 20, "job": 20, "sender": 20, "beat": 10}), 400),
}  # fmt: skip


def expected(size: Size, today: int) -> dict[tuple[dt.date, str], int]:
    """By due date and step: how many chases there must be on a day, worked out without the product."""
    places = range(FIRST_DUE, FIRST_DUE + 20)
    live = Counter(n % len(places) for n in range(1, size.rows // size.live_every + 1))
    return {
        (DAYS[due], step): live[place]
        for place, due in enumerate(places)
        for step, (offset, _) in LADDER.items()
        if 0 <= due + offset <= today and live[place]
    }


def taken(world: World) -> dict[tuple[dt.date, str], int]:
    """By due date and step: how many chases there are."""
    rows = world.rows("SELECT due_on, step, COUNT(*) FROM partnership_chase GROUP BY due_on, step")
    return {(dt.date.fromisoformat(str(due_on)), step): count for due_on, step, count in rows}


def is_quiet(world: World, size: Size, today: int) -> bool:
    """Everything that is due was recorded and written; only what died in a sender's hands may be under way."""
    if world.count("partnership_chase") < sum(expected(size, today).values()):
        return False
    waits = "partnership_telling WHERE notice_id IS NULL AND person_id IS NOT NULL"
    return not world.count(waits) and not world.count("partnership_notice WHERE status = 'waiting'")


def strike(world: World, what: str, chance: random.Random) -> None:
    if what == "worker":
        world.kill_worker(chance.randrange(workers(world)))
    elif what == "job":
        world.kill_job(chance.randrange(workers(world))) or world.kill_worker(chance.randrange(workers(world)))
    elif what == "database":
        world.kill_database()
    elif what == "redis":
        world.kill_redis()
    elif what == "flushall":
        world.flush_redis()
    else:
        world.kill_beat(chance.randrange(2))


def workers(world: World) -> int:
    return 4 if world.with_services else 2


def test_each_step_is_taken_and_told_once_whatever_is_killed(world: World, say: Say) -> None:
    kind = "services" if world.with_services else "one machine"
    size, chance, begun = SIZES[kind, FULL], random.Random(2026), time.monotonic()
    due = [str(day) for day in DAYS[FIRST_DUE : FIRST_DUE + 20]]
    made = world.call(
        "make_rows", opened_on=str(OPENED_ON), due=due, rows=size.rows, live_every=size.live_every, seconds=3600
    )
    before = world.count("partnership_notice")
    prepared = time.monotonic() - begun
    world.turn(at_eight(FIRST_DAY))
    for number in range(workers(world)):
        world.start_worker(number)
    for number in range(2):
        world.start_beat(number)

    plan = shuffled([what for what in size.kills.elements() if what != "sender"], seed=7)
    senders, armed = size.kills["sender"], 0
    shares = [plan[number :: size.days] for number in range(size.days)]
    # Two days in the middle nobody was there: they are made up by the next.
    for number, share in enumerate(shares):
        today = FIRST_DAY + number + (2 if number else 0)
        armed += -(-(senders - armed) // (size.days - number))
        world.kill_senders(armed - Counter(what for _, what in world.kills)["sender"])
        world.turn(at_eight(today))
        for what in share:
            time.sleep(chance.uniform(0.1, 1.0))
            strike(world, what, chance)
            world.restart_the_fallen()
        settle(world, size, today)
    world.turn(at_eight(today) + dt.timedelta(minutes=11))
    world.wait(lambda: not world.count("partnership_notice WHERE status <> 'sent'"), "all mails went out", seconds=300)

    judge(world, size, today, before)
    doubled = sum(count - 1 for count in world.sink.ids().values())
    kills = Counter(what for _, what in world.kills)
    say(
        f"{kind}: {sum(made.values())} actions, {made['live']} open; {len(world.kills)} kills "
        f"({', '.join(f'{count} {what}' for what, count in sorted(kills.items()))}); "
        f"{world.count('partnership_chase')} chases, {world.count('partnership_telling')} tellings, "
        f"{world.count('partnership_notice')} mails; 0 lost, 0 doubled rows, {doubled} doubled mails "
        f"(same Message-ID); {time.monotonic() - begun:.0f} s, {prepared:.0f} of them to prepare"
    )
    # What comes after plays in other months, with actions of its own: these have climbed enough.
    world.execute("UPDATE subgroups_action SET next_chase_on = '9999-12-31'")
    assert doubled <= len(world.kills)
    assert len(world.kills) >= sum(size.kills.values()) * 0.9 - 1


def at_eight(place: int) -> dt.datetime:
    return dt.datetime.combine(DAYS[place], dt.time(8), tzinfo=dt.UTC)


def settle(world: World, size: Size, today: int) -> None:
    """Wait until the day's work is done, starting again what ended by itself."""

    def quiet() -> bool:
        world.restart_the_fallen()
        return is_quiet(world, size, today)

    world.wait(quiet, f"the work of {DAYS[today]} is done", seconds=size.quiet)


def judge(world: World, size: Size, today: int, before: int) -> None:
    """Nothing lost, nothing doubled: in the ledger, in the outbox, at the mail server."""
    assert taken(world) == expected(size, today)
    assert not world.rows(
        "SELECT kind, subject, due_on, step FROM partnership_chase GROUP BY kind, subject, due_on, step "
        "HAVING COUNT(*) > 1"
    )
    assert not world.count(
        "partnership_chase c LEFT JOIN subgroups_action a ON a.id = c.subject WHERE a.id IS NULL OR a.status <> 'open'"
    )
    told = Counter(dict(world.rows(
        "SELECT step, COUNT(*) FROM partnership_telling t JOIN partnership_chase c ON c.id = t.chase_id GROUP BY step"
    )))  # fmt: skip
    must: Counter[str] = Counter()
    for (_, step), count in expected(size, today).items():
        must[step] += count * LADDER[step][1]
    assert told == must
    assert not world.count("partnership_telling WHERE notice_id IS NULL OR person_id IS NULL")
    # One digest a person and day, however many steps and however late.
    digests = 'SELECT to_id, "on", COUNT(*) FROM partnership_notice WHERE kind = \'digest\' GROUP BY to_id, "on"'
    assert {count for _, _, count in world.rows(digests)} == {1}
    mails = world.rows(
        "SELECT email, COUNT(*) FROM partnership_notice n JOIN partnership_person p ON p.id = n.to_id GROUP BY email"
    )
    arrived: dict[str, set[str]] = {}
    for mail in world.sink.taken:
        arrived.setdefault(mail.to, set()).add(mail.message_id)
    assert {address: len(ids) for address, ids in arrived.items()} == dict(mails)
    assert sum(len(ids) for ids in arrived.values()) == len(world.sink.ids()), "two people got one Message-ID"
    assert world.count("partnership_notice") > before
