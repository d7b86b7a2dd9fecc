"""`script/bench <naam>`: each bench is a module of this name with a `draai()` that gives its exit code."""

import importlib
import sys

NAMEN = ("laatste_minuut", "indexering", "brieven", "bulk", "begroting", "inlezen", "verantwoording")


def main(argumenten: list[str]) -> int:
    if len(argumenten) != 1 or argumenten[0] not in NAMEN:
        sys.stderr.write(f"Gebruik: script/bench {'|'.join(NAMEN)}\n")
        return 2
    return int(importlib.import_module(f"tests.bench.{argumenten[0]}").draai())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
