"""Measures candidates side by side: interleaved rounds, medians, ratios against a stated limit.

The machine is shared and its speed drifts, so only ratios from one run mean anything: every round
runs each candidate once, in turning order. Nothing here asserts; ``make bench`` prints and a person
judges. Work that fills one core is told in processor time, which other programs change little, and
may have a limit, so that a run ends whatever an engine does.
"""

from __future__ import annotations

import functools
import math
import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Reading:
    """One run of one candidate: seconds, and its process's peak memory in MiB if it had one.

    Seconds are infinite where a run was ended at its limit.
    """

    seconds: float
    peak: float | None = None


@dataclass
class Candidate:
    """What is measured; ``run`` gives a :class:`Reading` or several by the name of a stage.

    ``limits`` says how many times the base each stage may take.
    """

    name: str
    run: Callable[[], Mapping[str, Reading]]
    limits: Mapping[str, float] = field(default_factory=dict)


def measure(
    candidates: Sequence[Candidate], rounds: int, warm: bool = True
) -> dict[str, dict[str, list[Reading]]]:
    """Run every candidate ``rounds`` times, after one round (``warm``) that only fills caches."""
    readings: dict[str, dict[str, list[Reading]]] = {c.name: {} for c in candidates}
    for turn in range(rounds + warm):
        start = turn % len(candidates)
        for candidate in [*candidates[start:], *candidates[:start]]:
            for stage, reading in candidate.run().items():
                if turn >= warm:
                    readings[candidate.name].setdefault(stage, []).append(reading)
    return readings


def compare(
    title: str,
    base: Candidate,
    others: Sequence[Candidate],
    rounds: int = 10,
    warm: bool = True,
) -> None:
    """Measure ``others`` against ``base`` and print a table; ratios are medians of the rounds'.

    A stage that the base does not have is compared with the base's first stage.
    """
    readings = measure([base, *others], rounds, warm)
    print(f"\n{title} ({rounds} rounds, interleaved)")
    print(f"  {'':34} {'median':>9} {'min':>9} {'peak':>9}   ratio")
    first = next(iter(readings[base.name].values()))
    for candidate in [base, *others]:
        for stage, taken in readings[candidate.name].items():
            against = readings[base.name].get(stage, first)
            _line(candidate, stage, taken, against if candidate is not base else None)


def _line(
    candidate: Candidate, stage: str, taken: list[Reading], against: list[Reading] | None
) -> None:
    seconds = [reading.seconds for reading in taken]
    peaks = [reading.peak for reading in taken if reading.peak is not None]
    peak = f"{max(peaks):6.0f} MB" if peaks else ""
    verdict = ""
    if against is not None:
        ratio = statistics.median(
            a.seconds / b.seconds for a, b in zip(taken, against, strict=True)
        )
        limit = candidate.limits.get(stage)
        verdict = f"{ratio:.2f} ×" + (_judged(ratio, limit) if limit else "")
    print(
        f"  {candidate.name + ', ' + stage:34} {_time(statistics.median(seconds)):>9}"
        f" {_time(min(seconds)):>9} {peak:>9}   {verdict}"
    )


def _judged(ratio: float, limit: float) -> str:
    return f" (limit {limit:g} ×: {'within' if ratio <= limit else 'OVER'})"


def _time(seconds: float) -> str:
    if math.isinf(seconds):
        return "OVER"
    return f"{seconds * 1000:.1f} ms" if seconds < 10 else f"{seconds:.1f} s"


def timed(act: Callable[[], object]) -> Reading:
    """Run ``act`` in this process and give its seconds."""
    start = time.perf_counter()
    act()
    return Reading(time.perf_counter() - start)


@dataclass(frozen=True)
class Ended:
    """A child process that ended: wall seconds, peak MiB, when it started, and what it printed.

    ``processor`` is the processor time it took, in seconds, infinite where it met its limit.
    """

    seconds: float
    peak: float
    started: float
    printed: str
    processor: float


def child(
    arguments: Sequence[str],
    env: Mapping[str, str] | None = None,
    python: str = sys.executable,
    most: int | None = None,
) -> Ended:
    """Run this Python (or another) with ``arguments`` to its end; RuntimeError when it fails.

    After ``most`` seconds of processor time the system ends it. ``started`` is ``time.time()`` just
    before the process was created, so that the child can print ``time.time()`` at some moment and
    the difference is meaningful.
    """
    given = dict(os.environ if env is None else env)
    given.pop("PYTHONDONTWRITEBYTECODE", None)  # a person's second start finds compiled modules
    started = time.time()
    begun = time.perf_counter()
    with tempfile.TemporaryFile("w+") as complaints:
        process = subprocess.Popen(
            [python, *arguments],
            env=given,
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
            preexec_fn=None if most is None else functools.partial(_limited, most),
        )
        assert process.stdout is not None
        with process.stdout:
            printed = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        over = most is not None and process.returncode in (-signal.SIGXCPU, -signal.SIGKILL)
        if process.returncode != 0 and not over:
            complaints.seek(0)
            said = printed + complaints.read()
            raise RuntimeError(f"{arguments} ended with {process.returncode}: {said}")
    # Linux counts in KiB, macOS in bytes.
    peak = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    processor = math.inf if over else usage.ru_utime + usage.ru_stime
    return Ended(seconds, peak, started, printed, processor)


def _limited(most: int) -> None:
    """Ask the system to end this process after so much processor time."""
    resource.setrlimit(resource.RLIMIT_CPU, (most, most + 5))
