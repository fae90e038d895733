"""What a study leaves on disk: the answer, every replicate, every series, and how to repeat it.

| file | what it holds |
| --- | --- |
| `answer.json` | every outcome: mean, error, interval, shares of the variance; goals; warnings |
| `replicates.parquet` | long form: replicate, parameters, society, measure, by, group, value |
| `series.parquet` | long form: replicate, measure, hour, value |
| `spend.parquet` | long form: replicate, media, measure, value at other amounts of media money |
| `creators.parquet` | long form: replicate, group, cost, measure, value with others paid |
| `manifest.json` | scenario, seed, replicates, versions, and a hash of the tables above |

`spend.parquet` is written where other amounts were tried; see `simsmm.study.curve`; and
`creators.parquet` where creators were picked; see `simsmm.study.picking`.

Nothing here depends on the clock, the machine or the number of workers.
"""

from __future__ import annotations

import json
import math
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simsmm.study.answer import Answer
from simsmm.study.manifest import manifest
from simsmm.study.outcome import Chance
from simsmm.study.picking.facts import facts_of

if TYPE_CHECKING:
    import pandas as pd


def write(answer: Answer, folder: Path) -> None:
    """Write all files into a folder, each complete or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in answer.tables.items():
        write_table(table, folder / f"{name}.parquet")
    write_text(to_json(answer_facts(answer)), folder / "answer.json")
    write_text(to_json(manifest(answer)), folder / "manifest.json")


def answer_facts(answer: Answer) -> dict[str, Any]:
    """The answer as plain data, for JSON."""
    return {
        "scenario": answer.scenario.name,
        "seed": answer.seed,
        "replicates": len(answer.replicates),
        "replicates asked for": answer.wanted,
        "complete": answer.complete,
        "people simulated": answer.setting.people,
        "people each stands for": answer.setting.scale,
        "currency": answer.setting.currency,
        "goals": [
            {
                "goal": goal.goal.text,
                "chance": goal.chance,
                "chance at least": goal.at_least,
                "chance at most": goal.at_most,
                "error": goal.error,
                "mean": goal.outcome.mean,
                "low": goal.outcome.low,
                "high": goal.outcome.high,
            }
            for goal in answer.goals
        ],
        **_chance("chance of a flop", answer.flop),
        **_chance("chance of a hit", answer.hit),
        **({} if answer.comparison is None else {"creators": facts_of(answer.comparison)}),
        "warnings": list(answer.warnings),
        "outcomes": answer.table().to_dict("records"),
    }


def _chance(name: str, chance: Chance) -> dict[str, float]:
    """A chance and its 95 % interval."""
    ends = {f"{name} at least": chance.at_least, f"{name} at most": chance.at_most}
    return {name: chance.share, **ends}


def to_json(facts: Any) -> str:
    """JSON with what is no number written as null."""
    return json.dumps(_without_nan(facts), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _without_nan(facts: Any) -> Any:
    if isinstance(facts, dict):
        return {str(key): _without_nan(value) for key, value in facts.items()}
    if isinstance(facts, list | tuple):
        return [_without_nan(value) for value in facts]
    if isinstance(facts, float) and not math.isfinite(facts):
        return None
    return facts


def write_table(table: pd.DataFrame, path: Path) -> None:
    """Write a table as Parquet, complete or not at all."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    partial = path.with_name(path.name + ".partial")
    pq.write_table(pa.Table.from_pandas(table, preserve_index=False), partial, compression="zstd")
    os.replace(partial, path)


def write_text(text: str, path: Path) -> None:
    """Write a text, complete or not at all."""
    partial = path.with_name(path.name + ".partial")
    partial.write_text(text, encoding="utf-8")
    os.replace(partial, path)
