"""docker-compose.yml, the Dockerfile and docs/installeren.md agree with each other and with the settings."""

import re

import yaml

from socialebasis.proef.gedeeld import WORTEL

COMPOSE = yaml.safe_load((WORTEL / "docker-compose.yml").read_text())
DIENSTEN = COMPOSE["services"]
NAAM_IN_CODE = re.compile(r'\b(?:lees|lees_aan|lees_lijst|eis)\(\s*"([A-Z_]+)"')


def namen_van_instellingen():
    bestanden = (WORTEL / "socialebasis" / "settings").glob("*.py")
    return {naam for bestand in bestanden for naam in NAAM_IN_CODE.findall(bestand.read_text())}


def test_compose_holds_the_services_of_production():
    assert set(DIENSTEN) == {"postgres", "redis", "migratie", "web", "worker", "beat"}
    assert DIENSTEN["worker"]["deploy"]["replicas"] == 2
    assert set(COMPOSE["volumes"]) == {"postgres", "redis", "bestanden"}


def test_only_the_migration_connects_as_owner_and_the_rest_waits_for_it():
    rollen = {naam: re.match(r"postgres://(\w+):", dienst["environment"]["DATABASE_URL"])[1]
              for naam, dienst in DIENSTEN.items() if "DATABASE_URL" in dienst["environment"]}  # fmt: skip

    assert rollen == {"migratie": "migratie", "web": "app", "worker": "app", "beat": "app"}
    for naam in ("web", "worker", "beat"):
        assert DIENSTEN[naam]["depends_on"]["migratie"] == {"condition": "service_completed_successfully"}
    assert "migratie" not in DIENSTEN["migratie"]["depends_on"]


def test_no_secret_has_a_default():
    verwijzingen = re.findall(r"\$\{(\w+)(.*?)\}", (WORTEL / "docker-compose.yml").read_text())

    assert verwijzingen
    assert [naam for naam, rest in verwijzingen if rest != ":?"] == []


def test_only_the_web_server_is_reachable_and_only_from_the_machine_itself():
    poorten = {naam: dienst["ports"] for naam, dienst in DIENSTEN.items() if "ports" in dienst}

    assert poorten == {"web": ["127.0.0.1:8000:8000"]}


def test_compose_sets_only_names_that_the_settings_read():
    gezet = set(DIENSTEN["web"]["environment"])

    assert gezet - namen_van_instellingen() == set()


def test_every_setting_of_production_reaches_the_containers():
    gezet_in_het_image = {"PRIVATE_ROOT", "STATIC_ROOT"}
    nooit_in_productie = {"DEBUG", "PROEF", "EMAIL_BACKEND"}
    vast_in_compose = {"DATABASE_ROL_APP"}  # productie/rollen.sh makes role app

    gezet = set(DIENSTEN["web"]["environment"]) | gezet_in_het_image | nooit_in_productie | vast_in_compose

    assert namen_van_instellingen() - gezet == set()


def test_every_setting_is_described():
    beschreven = set(re.findall(r"`([A-Z][A-Z_]+)`", (WORTEL / "docs" / "installeren.md").read_text()))

    assert namen_van_instellingen() - beschreven == set()


def test_the_image_does_not_run_as_root():
    regels = (WORTEL / "Dockerfile").read_text().splitlines()

    assert regels.index("USER socialebasis") < next(i for i, regel in enumerate(regels) if regel.startswith("CMD"))
