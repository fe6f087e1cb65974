"""The restore drill: a backup, more work, everything destroyed, the backup put back: the same partnership."""

import hashlib
import shutil
import time
from pathlib import Path

from tests.chaos.conftest import FULL, Say
from tests.chaos.world import World


def hashes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_what_was_backed_up_comes_back_whole(world: World, say: Say) -> None:
    begun = time.monotonic()
    backup, store = world.folder / "backup", world.data / "files"
    edition = world.call("make_edition")
    report = world.call("sign_all", pk=edition, seconds=300)
    signed = world.call("signed", pk=edition)
    world.call("manage", words=["backup", str(backup)], seconds=600)
    rows, kept = world.call("fingerprint", seconds=600), hashes(store)

    world.call("write_more", times=500 if FULL else 15, seconds=600)
    assert world.call("fingerprint", seconds=600) != rows
    assert hashes(store) != kept

    world.call("everything_destroyed")
    shutil.rmtree(store)
    world.call("make_tables", seconds=300)
    world.call("manage", words=["restore", str(backup)], seconds=600)

    assert world.call("fingerprint", seconds=600) == rows
    assert hashes(store) == kept
    assert world.call("signed", pk=edition) == signed
    world.start_web()
    email = world.rows("SELECT email FROM partnership_person WHERE name = 'Business unit'")[0][0]
    browser = world.browser()
    browser.sign_in(email, world.password)
    pdf = browser.get(report["path"])
    assert pdf.status == 200 and hashlib.sha256(pdf.body).hexdigest() == report["sha256"]
    # The numbers of rows go on where they were.
    world.call("write_more", times=2)
    say(
        f"restored {sum(int(said.split()[0]) for said in rows.values())} rows of {len(rows)} tables and {len(kept)} "
        f"files, all alike; {len(signed['offices'])} signatures hold; signed in, and the PDF is the same; "
        f"{time.monotonic() - begun:.0f} s"
    )
    shutil.rmtree(backup)


def test_a_damaged_backup_or_a_portal_in_use_is_refused(world: World) -> None:
    backup = world.folder / "damaged"
    world.call("manage", words=["backup", str(backup)], seconds=600)
    said = world.call("refused", words=["restore", str(backup)])
    assert "has people in it" in said
    victim = next(path for path in sorted(backup.rglob("*")) if path.is_file() and path.name != "backup.json")
    victim.write_bytes(victim.read_bytes()[:-1] + b"?")
    rows = world.call("fingerprint")
    said = world.call("refused", words=["restore", str(backup), "--replace"])
    assert "is damaged" in said and victim.name in said
    assert world.call("fingerprint") == rows
    shutil.rmtree(backup)
