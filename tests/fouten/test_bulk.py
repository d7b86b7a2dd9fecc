"""Letters in bulk while everything below them breaks: each comes out once, whole (`script/bench bulk` for a thousand).

In a process of its own: it kills its servers, which are not those of this test run.
"""

import os
import subprocess
import sys

import pytest

from tests.omgeving import SJABLONEN, vingerafdruk

AANTAL = 40


@pytest.mark.usefixtures("django_db_setup")
def test_forty_letters_survive_killed_servers_a_full_broker_and_a_full_disk_once_each():
    schoon = {naam: waarde for naam, waarde in os.environ.items() if not naam.startswith(("TEST_", "PYTEST_"))}

    klaar = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.bench", "bulk"],
        env=schoon | {"BENCH_SJABLOON": str(SJABLONEN / f"pg-{vingerafdruk()}"), "BENCH_AANTAL": str(AANTAL)},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )

    assert klaar.returncode == 0, klaar.stdout + klaar.stderr[-3000:]
    assert "elk precies een keer, hashes gelijk, grootboek gelijk: ja" in klaar.stdout
    assert "een beschadigd bestand valt op: ja" in klaar.stdout
