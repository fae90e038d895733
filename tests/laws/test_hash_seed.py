"""Results do not depend on the hash seed of the interpreter, nor on what lies in the cache."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.laws.test_budgets import PLAN

ROOT = Path(__file__).parents[2]

TELL = """
import hashlib, sys
from simsmm.assemble import Stage
from simsmm.scenario import parse
from simsmm.society import cache, society
from simsmm.spread.engine import Engine

drawn_anew = lambda kind, text, key, build: build()
cache.get = drawn_anew
world, setting = Stage(parse(sys.stdin.read()), 5, 0).world(3, 2)
record = Engine(world).run()
digest = hashlib.blake2b(digest_size=16)
for part in (*world.crowd, *world.web, *world.plan):
    digest.update(part.tobytes())
for part in (world.law.reach, world.law.response, record.exposures["time"], record.recall):
    digest.update(part.tobytes())
for name in ("person", "source", "kind", "acts"):
    digest.update(record.exposures[name].tobytes())
print(len(record.exposures), digest.hexdigest())
"""


def test_two_interpreters_with_other_hash_seeds_and_locales_agree() -> None:
    text = PLAN.format(budget=300, first=100, second=200, start="day 2", end="day 8")
    running = []
    for seed, locale in (("1", "C"), ("20270901", "tr_TR.UTF-8")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale}
        running.append(
            subprocess.Popen(
                [sys.executable, "-c", TELL],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )
    told = [process.communicate(text)[0].split() for process in running]
    assert all(process.returncode == 0 for process in running)
    assert int(told[0][0]) > 100
    assert told[0] == told[1]
