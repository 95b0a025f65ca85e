"""Reports of evaluations, as `python -m eval` writes them."""

import json
from pathlib import Path


def write_report(folder: Path, day: int, passed: int = 89, held: bool = True) -> None:
    """Write the report of a day."""
    report = {
        "provenance": {"time": f"2026-01-0{day}T10:00:00+00:00", "question set": "eval/cases/a.yaml"},
        "passed": passed,
        "failed": 90 - passed,
        "gates": [{"name": "floor", "held": held, "message": ""}],
        "categories": {
            "funding_amount": {"passed": passed - 70, "cases": 20},
            "next_steps": {"passed": 70, "cases": 70},
        },
    }
    place = folder / f"eval-2026010{day}T100000Z"
    place.mkdir(parents=True)
    (place / "report.json").write_text(json.dumps(report), encoding="utf-8")
