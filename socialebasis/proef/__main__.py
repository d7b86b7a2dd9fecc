"""`python -m socialebasis.proef klaarzetten|run|manage …`: the commands behind script/."""

import subprocess
import sys
from contextlib import nullcontext

from socialebasis.proef.draai import draai
from socialebasis.proef.gedeeld import WORTEL, gedeelde_servers, van_buiten
from socialebasis.proef.kinderen import ProefFout
from socialebasis.proef.klaarzetten import zet_klaar


def manage(argumenten: list[str]) -> int:
    """manage.py as owner of the database, on the servers of .data/ or those named in the environment."""
    buiten = van_buiten()
    with nullcontext(buiten) if buiten else gedeelde_servers() as adressen:
        return subprocess.call(  # noqa: S603 - our own manage.py
            [sys.executable, WORTEL / "manage.py", *argumenten], env=adressen.omgeving(als_eigenaar=True)
        )


OPDRACHTEN = {"klaarzetten": zet_klaar, "run": draai, "manage": manage}


def main(argumenten: list[str]) -> int:
    try:
        return OPDRACHTEN[argumenten[0]](argumenten[1:])
    except ProefFout as fout:
        sys.stderr.write(f"{fout}\n")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
