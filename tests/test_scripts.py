"""The two commands: trouble is one sentence that says what to do, and what was started together ends together."""

import fcntl
import os
import socket
import subprocess
import sys
import time

import pytest
from django.conf import settings

sys.path.insert(0, str(settings.BASE / "script" / "lib"))

from prepare import NOT_EMPTY
from supervise import Children
from work import Stamp, Trouble, explain, run


def server(*words, data):
    environment = {**os.environ, "PORTAL_DATA_DIR": str(data)}
    command = [settings.BASE / "script" / "server", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30)


def is_alive(number):
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_port_in_use_is_said_with_another_one_to_try(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = server("--port", str(port), data=tmp_path)
    assert done.returncode == 1
    assert done.stderr.strip().startswith(f"Port {port} is in use by another program.")
    assert "script/server --port" in done.stderr


def test_a_second_start_in_the_same_data_folder_is_refused(tmp_path):
    with (tmp_path / "running").open("a+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        held.write("http://127.0.0.1:8000")
        held.flush()
        done = server("--port", "8001", data=tmp_path)
    assert done.returncode == 1
    assert done.stderr.strip() == (
        "The portal of this folder is already running at http://127.0.0.1:8000. Stop that one first."
    )


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("OSError: [Errno 28] No space left on device: 'x'", "This disk is full."),
        ("sqlite3.OperationalError: database or disk is full", "This disk is full."),
        ("npm error code EAI_AGAIN", "The network does not answer"),
        ("Temporary failure in name resolution", "The network does not answer"),
        ("ValueError: something else", "It said:\n    ValueError: something else"),
    ],
)
def test_a_failed_command_is_explained(output, words):
    assert words in explain(output, "It did not work.")


def test_a_command_that_is_not_there_is_named():
    with pytest.raises(Trouble, match="The program “no-such-program” is not there"):
        run(["no-such-program"], failing="It did not work.")


def test_the_start_knows_how_the_example_is_refused():
    command = settings.BASE / "reports" / "management" / "commands" / "load_example.py"
    assert NOT_EMPTY in command.read_text(), "script/lib/prepare.py recognises the refusal by these words."


def test_a_stamp_holds_until_what_it_was_made_from_changes(tmp_path):
    stamp = Stamp(tmp_path / "stamps" / "step", "one")
    assert not stamp.holds()
    stamp.set()
    assert stamp.holds()
    assert not Stamp(stamp.path, "two").holds()


def test_when_one_process_ends_it_is_named_and_all_others_end_with_what_they_started(tmp_path):
    note = tmp_path / "grandchild"
    parent = f"sleep 60 & echo $! > {note}; wait"
    with pytest.raises(Trouble, match=r"(?s)The schedule stopped by itself \(exit code 3\).*out of order"):
        with Children(tmp_path, patience=2) as children:
            children.start("worker", ["sh", "-c", parent])
            while not (note.exists() and note.read_text().strip()):
                time.sleep(0.02)
            children.start("schedule", ["sh", "-c", "echo out of order; exit 3"])
            started = [process.pid for process in children.running.values()]
            children.watch()
    assert not [number for number in started if is_alive(number)]
    deadline = time.monotonic() + 2
    while is_alive(int(note.read_text())) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_alive(int(note.read_text()))
