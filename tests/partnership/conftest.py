"""Whoever stands at the door."""

import pytest

from partnership.models import Person
from tests.partnership.signing_in import give_password


@pytest.fixture
def amy(member: Person) -> Person:
    """A member of a body who has a password."""
    return give_password(member)
