"""script/backup and script/restore: prepare what is missing, then the commands of the same names."""

import os
import sys
from pathlib import Path

from run_server import hold_data_folder

import prepare
from work import PYTHON, Steps, Stopped, Trouble, closing, environment, run, stop_on_signals


def keep_or_put_back() -> int:
    if len(sys.argv) < 3 or sys.argv[2] in {"-h", "--help"}:
        raise Trouble(f"Say which folder: script/{sys.argv[1]} FOLDER")
    act, folder, *rest = sys.argv[1:]
    # The folder is meant as the person at the keyboard sees it.
    place = str(Path(os.environ.get("OLDPWD_OF_CALL", ".")).joinpath(folder).resolve())
    steps = Steps()
    prepare.python_packages(steps)
    words = [PYTHON, "manage.py", act, place, *rest]
    if act == "backup":
        print(run(words, failing="The backup was not made.").strip())
        return 0
    lock = hold_data_folder(prepare.data_folder())
    prepare.database(steps, example=False)
    print(run(words, failing="The backup was not put back.", extra=environment()).strip())
    run([PYTHON, "manage.py", "migrate", "--noinput", "-v0"], failing="The database could not be brought up to date.")
    lock.close()
    return 0


if __name__ == "__main__":
    stop_on_signals()
    try:
        code = closing(keep_or_put_back)
    except Stopped:
        print("\nStopped.", flush=True)
        code = 130
    sys.exit(code)
