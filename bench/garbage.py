"""What 10 MB of garbage costs each reader: the worst CPU seconds and memory.

python bench/garbage.py [FORMAT]...
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).parent.parent / "tests" / "formats"
sys.path.insert(0, str(TESTS))

from caretrack.formats.registry import NAMES  # noqa: E402
from garbage import GARBAGE  # noqa: E402

SIZE = 10_000_000

with tempfile.TemporaryDirectory() as name:
    for sort, make in GARBAGE.items():
        (Path(name) / sort).write_bytes(make(SIZE))
    print("| format | slowest | seconds | next | seconds | MB |\n|---|---|---|---|---|---|")
    for format in sys.argv[1:] or NAMES:
        command = [sys.executable, str(TESTS / "garbage.py"), format, name, "300"]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode:
            print(f"| {format} | {done.stderr.strip()[-300:]} (exit {done.returncode}) |")
            continue
        told = json.loads(done.stdout)
        slowest = sorted(
            ((seconds, sort) for sort, (seconds, _) in told["costs"].items()), reverse=True
        )[:2]
        worst = " | ".join(f"{sort} | {seconds:.1f}" for seconds, sort in slowest)
        print(f"| {format} | {worst} | {told['kib'] / 1024:.0f} |", flush=True)
