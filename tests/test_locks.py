"""The locks: one hash for each file that is installed, and no address of a registry anywhere."""

import json
import re
import tomllib

import pytest
from django.conf import settings

LOCKS = sorted(path.name for path in settings.BASE.glob("requirements*.lock"))
ADDRESS = re.compile(r"\w+://|--(extra-)?index-url|--find-links|--trusted-host")


def packages(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", (settings.BASE / name).read_text(), re.M))


@pytest.mark.parametrize("name", [*LOCKS, "package-lock.json", "package.json", ".npmrc"])
def test_a_lock_names_no_address(name):
    assert not ADDRESS.search((settings.BASE / name).read_text()), f"Write {name} again with script/lock."


@pytest.mark.parametrize("name", LOCKS)
def test_every_python_package_is_pinned_by_hash(name):
    entries = re.split(r"\n(?=\S)", (settings.BASE / name).read_text().strip())
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_every_front_end_package_is_pinned_by_hash():
    lock = json.loads((settings.BASE / "package-lock.json").read_text())
    assert [path for path, package in lock["packages"].items() if path and "integrity" not in package] == []


def test_tests_run_on_the_versions_that_are_shipped():
    shipped, tested = packages("requirements.lock"), packages("requirements-dev.lock")
    assert {name: tested.get(name) for name in shipped} == shipped, "Write the locks again with script/lock."


def test_every_declared_package_is_in_its_lock():
    declared = tomllib.loads((settings.BASE / "pyproject.toml").read_text())
    for words, lock in [
        (declared["project"]["dependencies"], "requirements.lock"),
        (declared["dependency-groups"]["dev"], "requirements-dev.lock"),
        (declared["dependency-groups"]["installer"], "requirements-installer.lock"),
        (declared["dependency-groups"]["node"], "requirements-node.lock"),
    ]:
        names = {re.match(r"[\w.-]+", word)[0].lower() for word in words}
        assert names <= set(packages(lock)), f"{lock} is older than pyproject.toml: run script/lock."
