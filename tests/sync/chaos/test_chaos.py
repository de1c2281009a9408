"""Chaos in short: some runs of each sort of hub. `run.py` plays as many as one asks."""

from __future__ import annotations

import os

import pytest
from engines import NoEngine
from storms import chaos
from story import SHORT

# Kept: each of these stories has most of what can happen in it. In 45 a file is copied, and the hub
# restored: the two folded what the other one had sent under the name of both.
SEEDS = {"folder": (1, 3), "copies": (2,), "rqlite": (1,), "postgres": (45,)}


@pytest.mark.parametrize("hub", SEEDS)
def test_machines_converge_whatever_happens(hub: str) -> None:
    try:
        with chaos(hub) as played:
            for seed in SEEDS[hub]:
                ended = played.run(seed, SHORT)
                assert not ended.wrong, f"{ended.wrong}\n" + "\n".join(ended.log)
                assert ended.counts["syncs"] > 0
                assert ended.counts["commands"] > 0
    except NoEngine as error:
        if os.environ.get("CARE_ENGINES_NEEDED"):
            pytest.fail(str(error))
        pytest.skip(str(error))
