"""Fuzz the parsers: `python tests/fuzz/run.py [PARSER …] --seconds 600 --seed 1`.

Seconds are of CPU, for each parser. With Google's `atheris` installed, `--atheris` lets the code
that is reached guide the changes, one parser a process. What breaks a parser is written into a file
in the current folder, named after it. Ends with 1 if there was a fault.
"""

import argparse
import hashlib
import random
import sys
import time
import traceback
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1] / "src")]
# In seconds of CPU: a reader of LONGEST bytes that needs more does not grow with its input alone.
SLOW = 3.0


def main() -> int:
    """Fuzz what is asked for, print a row for each parser, and return the exit code."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("parser", nargs="*")
    asked.add_argument("--seconds", type=float, default=10)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--atheris", action="store_true")
    options = asked.parse_args()
    if options.atheris:
        return _guided(options.parser[0], options.seconds, options.seed)
    from parsers import PARSERS

    faults = 0
    for name in options.parser or PARSERS:
        cases, found, slowest = fuzz(name, options.seconds, options.seed)
        faults += len(found)
        print(
            f"{name}: {options.seconds:g} s of CPU, seed {options.seed}, {cases:,} cases, "
            f"slowest {slowest:.2f} s, {len(found)} faults",
            flush=True,
        )
    return 1 if faults else 0


def fuzz(
    name: str, seconds: float, seed: int, most: int = 10**9
) -> tuple[int, dict[str, bytes], float]:
    """Try cases for `seconds` of CPU, at most so many.

    Return how many were tried, the faults by the place where they happened, and the seconds of the
    slowest case.
    """
    from mutate import mutated
    from parsers import PARSERS, SAMPLES

    chance = random.Random(f"{name} {seed}")
    samples = list(SAMPLES[name])
    faults: dict[str, bytes] = {}
    cases, slowest, end = 0, 0.0, time.process_time() + seconds
    while cases < most and time.process_time() < end:
        data = mutated(chance, samples)
        start = time.process_time()
        why = ""
        try:
            PARSERS[name](data)
        except Exception:
            why = _place(sys.exc_info()[2])
        took = time.process_time() - start
        slowest, cases = max(slowest, took), cases + 1
        if not why and took > SLOW:
            why = "slow"
        if why and why not in faults:
            faults[why] = data
            _keep(name, why, data)
        # A case of a case goes further from what was written for a sample.
        if not why and len(samples) < 400 and chance.randrange(50) == 0:
            samples.append(data)
    return cases, faults, slowest


def _place(trace: object) -> str:
    last = traceback.extract_tb(trace)[-1]  # type: ignore[arg-type]
    return f"{Path(last.filename).name}:{last.lineno} {sys.exc_info()[0].__name__}"  # type: ignore[union-attr]


def _keep(name: str, why: str, data: bytes) -> None:
    file = Path(f"fault-{name.replace(' ', '-')}-{hashlib.sha256(data).hexdigest()[:8]}")
    file.write_bytes(data)
    print(f"  {why}: {file}", flush=True)


def _guided(name: str, seconds: float, seed: int) -> int:
    import atheris  # type: ignore[import-not-found]

    with atheris.instrument_imports(include=["caretrack"]):
        from parsers import PARSERS, SAMPLES
    corpus = Path(f"corpus-{name.replace(' ', '-')}")
    corpus.mkdir(exist_ok=True)
    for number, sample in enumerate(SAMPLES[name]):
        (corpus / str(number)).write_bytes(sample)
    parse = PARSERS[name]
    limits = [f"-max_total_time={seconds:g}", f"-seed={seed}", "-max_len=20000", "-timeout=20"]
    atheris.Setup([sys.argv[0], str(corpus), *limits], parse)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
