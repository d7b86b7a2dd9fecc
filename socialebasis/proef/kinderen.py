"""Starting and stopping a child process so that it never outlives us, not even after kill -9."""

import ctypes
import os
import pwd
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG, PR_SET_KEEPCAPS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 1, 8, 47, 2
CAP_DAC_OVERRIDE = 1
CAPABILITY_VERSION_3 = 0x20080522
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


class ProefFout(Exception):
    """Something the person at the keyboard must know, in one line."""


def onbevoorrecht() -> pwd.struct_passwd | None:
    """The account PostgreSQL runs under when we are root: it refuses to run as root. None when we are not."""
    if os.geteuid() != 0:
        return None
    for naam in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(naam)
        except KeyError:
            continue
    raise ProefFout("PostgreSQL draait niet als root en er is geen account 'nobody': start dit als gewone gebruiker.")


def bereikbaar(pad: Path) -> bool:
    """May every account walk to this path? Not so below /root, or in a private temporary directory."""
    return all(map_.stat().st_mode & stat.S_IXOTH for map_ in pad.resolve().parents)


def _houd_toegang(libc: ctypes.CDLL) -> None:
    """Keep one capability of root across the change of user: walking through closed directories."""
    kop = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    masker = 1 << CAP_DAC_OVERRIDE
    libc.capset(kop, (ctypes.c_uint32 * 6)(masker, masker, masker, 0, 0, 0))
    libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0)


def _bind(ouder: int, bij_wees: signal.Signals, overal_bij: bool) -> Callable[[], None]:
    """What the child does between fork and exec, after it changed user (that change would undo it)."""

    def bind() -> None:
        if _libc is None:
            return
        if overal_bij:
            _houd_toegang(_libc)
        _libc.prctl(PR_SET_PDEATHSIG, int(bij_wees))
        if os.getppid() != ouder:
            os._exit(1)

    return bind


def start(
    opdracht: Sequence[str | Path],
    *,
    omgeving: Mapping[str, str] | None = None,
    als: pwd.struct_passwd | None = None,
    bij_wees: signal.Signals = signal.SIGTERM,
    overal_bij: bool = False,
    uitvoer: IO[bytes] | int | None = None,
) -> subprocess.Popen[bytes]:
    """A child in its own process group (Ctrl-C reaches only us) that gets `bij_wees` when we die.

    Call it from the main thread: Linux counts the death of the starting thread as ours. With `als` it runs under that
    account; `overal_bij` then keeps it able to reach files below a directory that is closed to that account.
    """
    if _libc is not None and overal_bij:
        _libc.prctl(PR_SET_KEEPCAPS, 1)
    return subprocess.Popen(  # noqa: S603 - fixed commands of our own
        [str(deel) for deel in opdracht],
        env=dict(omgeving) if omgeving is not None else None,
        cwd="/" if als else None,
        user=als.pw_uid if als else None,
        group=als.pw_gid if als else None,
        extra_groups=[] if als else None,
        stdin=subprocess.DEVNULL,
        stdout=uitvoer,
        stderr=subprocess.STDOUT if uitvoer is not None else None,
        process_group=0,
        preexec_fn=_bind(os.getpid(), bij_wees, overal_bij),
    )


def stop(proces: subprocess.Popen[bytes], sein: signal.Signals, geduld: float) -> None:
    """Ask with `sein`, wait `geduld` seconds, then kill the whole group."""
    if proces.poll() is None:
        proces.send_signal(sein)
        try:
            proces.wait(geduld)
        except subprocess.TimeoutExpired:
            os.killpg(proces.pid, signal.SIGKILL)
            proces.wait()
