"""Reading question sets."""

from pathlib import Path

import pytest

from eval.case import QuestionSet, QuestionSetError, load_question_set


def test_the_committed_set_is_read_whole(question_set: QuestionSet) -> None:
    cases = question_set.cases

    follow_ups = [case for case in cases if case.history]

    assert len(cases) == 90
    assert len(follow_ups) == 9
    assert all(turn.role in ("user", "assistant") for case in follow_ups for turn in case.history)


def test_a_quote_given_for_context_is_not_evidence(question_set: QuestionSet) -> None:
    every_source = sum(len(case.expected.sources) for case in question_set.cases)

    evidence = sum(len(case.expected.evidence) for case in question_set.cases)

    assert (every_source, evidence) == (210, 183)


def test_a_missing_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "absent.yaml"

    with pytest.raises(QuestionSetError) as error:
        load_question_set(path)

    assert str(path) in str(error.value)
    assert "--questions FILE" in str(error.value)


def test_broken_yaml_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("meta:\n  version: 1\nitems: [unclosed\n", encoding="utf-8")

    with pytest.raises(QuestionSetError, match=r"line [34]"):
        load_question_set(path)


@pytest.mark.parametrize(
    ("before", "after", "field", "fault"),
    [
        ("answerable: true", "answerable: perhaps", "items.0.expected.answerable", "boolean"),
        ("- fonds d'investissement", "- '(unclosed'", "items.5.expected.must_not_contain.0", "regular expression"),
        ("max_caracteres: 2000", "max_caracteres: many", "meta.max_caracteres", "integer"),
        ("question: ACI = ?", "demande: ACI = ?", "items.4.question", "required"),
    ],
)
def test_a_wrong_field_is_named_with_its_line(
    questions: Path, tmp_path: Path, before: str, after: str, field: str, fault: str
) -> None:
    text = questions.read_text(encoding="utf-8")
    path = tmp_path / "wrong.yaml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")

    with pytest.raises(QuestionSetError) as error:
        load_question_set(path)

    assert field in str(error.value)
    assert fault in str(error.value)
    if fault != "required":
        line = text[: text.index(before)].count("\n") + 1
        assert f"line {line}," in str(error.value)


def test_an_id_used_twice_is_refused(questions: Path, tmp_path: Path) -> None:
    path = tmp_path / "twice.yaml"
    path.write_text(questions.read_text(encoding="utf-8").replace("id: A-DEF-02", "id: A-DEF-01"), encoding="utf-8")

    with pytest.raises(QuestionSetError, match="more than once: A-DEF-01"):
        load_question_set(path)
