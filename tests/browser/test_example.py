"""The example that every test of the browser begins with."""

from subgroups.models import Action
from tests.browser.conftest import Example


def test_what_a_test_did_is_gone_when_the_example_is_put_back(example: Example) -> None:
    there = Action.objects.count()
    left = example.folder / "files" / "left behind"
    left.touch()
    Action.objects.update(title="Something else")
    example.put_back()
    assert there and Action.objects.count() == there
    assert not Action.objects.filter(title="Something else").exists()
    assert not left.exists()
