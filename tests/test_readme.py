"""The README stays true: what it names is there, and its table of settings is the one that the code reads."""

import re

import pytest
from django.conf import settings
from django.core.management import get_commands

from partnership.management.commands.settings_table import with_table


@pytest.fixture(scope="module")
def readme():
    return (settings.BASE / "README.md").read_text()


def test_the_settings_are_those_of_the_code(readme):
    assert with_table(readme, settings.ENVIRONMENT) == readme, "Run manage.py settings_table --write"


def test_every_script_it_names_is_there(readme):
    named = set(re.findall(r"\bscript/\w+", readme))
    assert {"script/server", "script/test"} <= named
    assert [name for name in named if not (settings.BASE / name).exists()] == []


def test_every_command_it_names_is_there(readme):
    named = set(re.findall(r"manage\.py (\w+)", readme))
    assert named - set(get_commands()) == set()


def test_every_folder_in_its_table_of_rooms_is_there(readme):
    rooms = re.findall(r"^\| `([a-z/]+)/`", readme, re.M)
    assert "partnership" in rooms
    assert [room for room in rooms if not (settings.BASE / room).is_dir()] == []
