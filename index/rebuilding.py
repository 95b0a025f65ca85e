"""python -m index.rebuilding CORPUS: build as `python -m index` does, telling another program how far it is.

Standard output is one JSON object a line: {"stage", "done", "total"} on the way, then {"report"} or {"error"}.
"""

import json
import sys
from pathlib import Path

from corpus.errors import SetupError
from corpus.vocabulary import load_vocabulary
from index.building import BuildReport, build_index
from index.embedding import load_embeddings
from index.settings import IndexSettings


def rebuild(corpus: Path, settings: IndexSettings) -> dict[str, object]:
    """Build, print the progress, and return the last line."""
    try:
        report = build_index(
            corpus,
            settings,
            lambda: load_embeddings(settings.model, settings.model_cache),
            load_vocabulary(),
            lambda stage, done, total: _say({"stage": stage, "done": done, "total": total}),
        )
    except SetupError as error:
        return {"error": str(error)}
    return {"report": as_record(report)}


def as_record(report: BuildReport) -> dict[str, object]:
    """Return what a build changed in plain types."""
    return {
        "built": report.built,
        "documents": len(report.manifest.documents),
        "passages": report.manifest.passages,
        "added": list(report.added),
        "changed": list(report.changed),
        "removed": list(report.removed),
        "refused": [str(refusal) for refusal in report.refused],
    }


def _say(line: dict[str, object]) -> None:
    print(json.dumps(line, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    _say(rebuild(Path(sys.argv[1]), IndexSettings()))
