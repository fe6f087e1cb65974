"""The containers of production: what has to run does, each says how it is, and no secret stands in a file."""

import re

import pytest
import yaml
from django.conf import settings

from dspp.environment import VARIABLES

PORTAL = ["web", "worker", "beat", "migrate"]


@pytest.fixture(scope="module")
def text():
    return (settings.BASE / "docker-compose.yml").read_text()


@pytest.fixture(scope="module")
def services(text):
    return yaml.safe_load(text)["services"]


def test_web_worker_beat_database_and_broker_run(services):
    assert set(services) == {*PORTAL, "database", "broker"}
    assert len({services[name]["image"] for name in PORTAL}) == 1


@pytest.mark.parametrize("name", ["web", "worker", "beat", "database", "broker"])
def test_what_keeps_running_says_how_it_is(services, name):
    assert services[name]["healthcheck"]["test"]


def test_the_portal_is_asked_for_its_process_and_for_what_it_needs(services):
    assert services["web"]["healthcheck"]["test"][-1].endswith("/healthz")
    assert services["beat"]["healthcheck"]["test"][-1].endswith("/readyz")


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_nothing_starts_before_the_tables_are_there(services, name):
    waits = services[name]["depends_on"]
    assert waits["migrate"]["condition"] == "service_completed_successfully"
    assert waits["database"]["condition"] == waits["broker"]["condition"] == "service_healthy"


def test_the_broker_writes_to_disk(services):
    assert "--appendonly yes" in services["broker"]["command"][-1]


def test_every_variable_is_declared_and_those_production_needs_are_given(services):
    given = set(services["web"]["environment"])
    assert given <= {variable.name for variable in VARIABLES}, "Declare the others in dspp/environment.py."
    assert {variable.name for variable in VARIABLES if variable.production_must} <= given


def test_no_secret_stands_in_the_files(services):
    for name, service in services.items():
        for key, value in service.get("environment", {}).items():
            if re.search(r"SECRET|PASSWORD|_URL$", key):
                assert "${" in str(value), f"{name} has {key} written out: take it from the environment."
                assert not re.search(r"://[^$]*:[^$@]+@", str(value)), f"{name}: {key} carries a password."
    for line in (settings.BASE / ".env.example").read_text().splitlines():
        assert not re.match(r"\w*(SECRET|PASSWORD)\w*=.", line), f".env.example must leave this one empty: {line}"


def test_the_example_of_the_environment_names_what_the_containers_read(text):
    read = set(re.findall(r"(?<!\$)\$\{(\w+)", text))
    named = set(re.findall(r"^(\w+)=", (settings.BASE / ".env.example").read_text(), re.M))
    assert read == named


def test_the_image_does_not_run_as_root_and_takes_nothing_private_in():
    assert re.search(r"^USER (?!root)\w+", (settings.BASE / "Dockerfile").read_text(), re.M)
    assert {".env", ".git", "var", "secrets"} <= set((settings.BASE / ".dockerignore").read_text().split())
