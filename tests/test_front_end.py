"""The built front end: our own look only, every file it names is there, and nothing is built twice."""

import re
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

BUILT = settings.BASE / "build" / "static"


@pytest.fixture
def elsewhere(settings, tmp_path):
    """A project folder of its own with the real packages and a stylesheet to be written."""
    (tmp_path / "static" / "scss").mkdir(parents=True)
    for name in ("node_modules", "package-lock.json"):
        (tmp_path / name).symlink_to(settings.BASE / name)
    settings.BASE = tmp_path
    return tmp_path


def build(folder, scss):
    (folder / "static" / "scss" / "portal.scss").write_text(scss)
    said = StringIO()
    call_command("build_front_end", stdout=said)
    return said.getvalue()


def test_the_built_sheet_names_nothing_that_belongs_to_govuk_and_nothing_missing():
    assert (BUILT / "portal.css").exists(), "Build it first: manage.py build_front_end"
    css = (BUILT / "portal.css").read_text()
    assert not re.search(
        r"GDS Transport|crest|crown|logotype", " ".join(re.findall(r"url\([^)]*\)|font-family:[^;}]*", css))
    )
    for address in re.findall(r"url\([\"']?(?!data:|#)([^\"')?#]+)", css):
        assert (BUILT / address.removeprefix("/static/")).exists(), address


def test_no_rule_of_the_sheet_ties_a_page_to_one_way_of_holding_the_screen():
    """WCAG 1.3.4."""
    assert "orientation" not in (BUILT / "portal.css").read_text()


def test_no_crest_and_no_font_of_govuk_is_copied():
    names = [path.name for path in BUILT.rglob("*")]
    assert not [name for name in names if re.search(r"crest|crown|logotype|light-94|bold-b542", name)]


def test_a_second_build_does_nothing_until_the_sheet_changes(elsewhere):
    assert "built" in build(elsewhere, "a { color: #0b5a5d }")
    assert "nothing changed" in build(elsewhere, "a { color: #0b5a5d }")
    assert "built" in build(elsewhere, "a { color: #063537 }")
    assert "#063537" in (elsewhere / "build" / "static" / "portal.css").read_text()


@pytest.mark.parametrize(
    ("scss", "words"),
    [
        ("a { background: url(/static/ui/images/govuk-crest.svg) }", "only GOV.UK may use"),
        ("a { font-family: 'GDS Transport' }", "only GOV.UK may use"),
        ("a { background: url(/static/ui/images/no-such.svg) }", "ui/images/no-such.svg"),
        ("a { color: ", "does not compile"),
    ],
)
def test_a_sheet_that_cannot_be_served_is_refused_and_the_last_one_stays(elsewhere, scss, words):
    build(elsewhere, "a { color: #0b5a5d }")
    with pytest.raises(CommandError, match=words):
        build(elsewhere, scss)
    assert "#0b5a5d" in (elsewhere / "build" / "static" / "portal.css").read_text()
