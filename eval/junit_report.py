"""An evaluation in, JUnit XML out: one test a case, one suite a category, and one of gates."""

import re
from xml.etree.ElementTree import Element, SubElement, tostring

from eval.evaluation import Evaluation, by_category
from eval.gating import Finding
from eval.scoring import Result

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(evaluation: Evaluation) -> bytes:
    """Return the document; only the gates decide whether a change passes, failed cases are told."""
    root = Element("testsuites", name="eval")
    for category, results in by_category(evaluation.results).items():
        suite = _suite(root, category, len(results), sum(not result.passed for result in results))
        for result in results:
            _case(suite, category, result)
    suite = _suite(root, "gates", len(evaluation.findings), sum(not finding.held for finding in evaluation.findings))
    for finding in evaluation.findings:
        _gate(suite, finding)
    properties = SubElement(suite, "properties")
    for name, value in evaluation.provenance.items():
        SubElement(properties, "property", name=name, value=_legal(value))
    return tostring(root, encoding="utf-8", xml_declaration=True)


def _suite(root: Element, name: str, tests: int, failures: int) -> Element:
    return SubElement(root, "testsuite", name=name, tests=str(tests), failures=str(failures))


def _case(suite: Element, category: str, result: Result) -> None:
    case = result.run.case
    seconds = (result.run.latency_ms or result.run.answer.timing_ms.total) / 1000
    test = SubElement(suite, "testcase", classname=f"eval.{category}", name=case.id, time=f"{seconds:.3f}")
    if result.failures:
        failure = SubElement(test, "failure", message=_legal(", ".join(str(fault.check) for fault in result.failures)))
        failure.text = _legal(
            "\n".join(
                (
                    f"Question: {case.question}",
                    *map(str, result.failures),
                    f"Answer: {result.run.answer.text}",
                    f"A right answer: {case.expected.reference}",
                )
            )
        )


def _gate(suite: Element, finding: Finding) -> None:
    test = SubElement(suite, "testcase", classname="eval.gates", name=finding.name)
    if not finding.held:
        SubElement(test, "failure", message=_legal(finding.message))


def _legal(text: str) -> str:
    """Drop what XML cannot hold."""
    return _NOT_XML.sub("", text)
