"""An evaluation in, three reports of it out: JSON for programs, Markdown for readers, JUnit XML for the CI."""

import json
from dataclasses import asdict
from pathlib import Path

from eval.evaluation import Evaluation, by_category, failed_checks, latencies
from eval.junit_report import junit
from eval.markdown_report import markdown
from eval.scoring import Result


def write_reports(evaluation: Evaluation, folder: Path) -> None:
    """Write report.json, report.md and junit.xml."""
    folder.mkdir(parents=True, exist_ok=True)
    content = json.dumps(as_json(evaluation), ensure_ascii=False, indent=1)
    (folder / "report.json").write_text(content + "\n", encoding="utf-8")
    (folder / "report.md").write_text(markdown(evaluation), encoding="utf-8")
    (folder / "junit.xml").write_bytes(junit(evaluation))


def as_json(evaluation: Evaluation) -> dict[str, object]:
    """Return the whole evaluation in plain types."""
    return {
        "provenance": dict(evaluation.provenance),
        "passed": evaluation.passed,
        "failed": evaluation.failed,
        "statements": evaluation.statements,
        "dropped": evaluation.dropped,
        "measures": {measure: asdict(mean) for measure, mean in evaluation.means.items()},
        "gates": [asdict(finding) for finding in evaluation.findings],
        "categories": {
            category: {"passed": sum(result.passed for result in results), "cases": len(results)}
            for category, results in by_category(evaluation.results).items()
        },
        "failed_checks": dict(failed_checks(evaluation.results)),
        "latency_ms": {stage: asdict(latency) for stage, latency in latencies(evaluation.results).items()},
        "cases": [_case(result) for result in evaluation.results],
        "cases_without_region": [_case(result) for result in evaluation.without_region],
    }


def _case(result: Result) -> dict[str, object]:
    case, answer = result.run.case, result.run.answer
    return {
        "id": case.id,
        "category": case.category,
        "region": case.region,
        "question": case.question,
        "history": [turn.content for turn in case.history],
        "reference": case.expected.reference,
        "passed": result.passed,
        "failures": [asdict(failure) for failure in result.failures],
        "answer": answer.text,
        "outcome": answer.outcome,
        "mode": answer.mode,
        "citations": [
            {"n": citation.n, "document": citation.passage.source.id, "quote": citation.quote}
            for citation in answer.citations
        ],
        "evidence": [
            {"document": evidence.passage.source.id, "headings": evidence.passage.headings, "score": evidence.score}
            for evidence in answer.evidence
        ],
        "checks": asdict(answer.checks),
        "scores": {measure: asdict(score) for measure, score in result.scores.items()},
        "timing_ms": asdict(answer.timing_ms),
        "latency_ms": result.run.latency_ms,
    }
