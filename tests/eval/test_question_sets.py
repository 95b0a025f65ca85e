"""Every question set is fair: its facts stand in the documents, right answers pass, wrong and empty ones fail."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.catalogue import document_paths
from corpus.folding import collapse
from eval.case import Case, Expected, QuestionSet, load_question_set
from eval.documents import collapsed_texts
from eval.evaluating import HERE
from eval.set_checks import failures
from eval.wording import fold

ROOT = HERE.parent
REGIONS = ROOT / "tests" / "regions"
FOLDERS = (
    ROOT / "corpus" / "documents",
    REGIONS,
    *(REGIONS / name for name in ("unseen", "overseas", "southern", "held_back", "atlantic", "scattered")),
)
SETS = (*sorted((HERE / "cases").glob("*.yaml")), *(folder / "questions.yaml" for folder in FOLDERS[1:]))
SAYING_NOTHING = (
    "",
    "Je n’ai pas trouvé l’information dans les documents.",
    "Les documents dont je dispose ne permettent pas de répondre à cette question.",
)
UPPER_CASE_CLASS = re.compile(r"\\[A-Z]")
ESCAPE = re.compile(r"\\.")


@pytest.fixture(scope="module", params=SETS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def each_set(request: pytest.FixtureRequest) -> QuestionSet:
    return load_question_set(request.param)


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    names = [path.name for folder in FOLDERS for path in document_paths(folder)]
    return {name: text for folder in FOLDERS for name, text in collapsed_texts(folder, names).items()}


def test_ids_are_unique_across_the_sets():
    sets = [load_question_set(path) for path in SETS]

    ids = [case.id for question_set in sets for case in question_set.cases]

    assert len(ids) == len(set(ids))


def test_no_question_is_asked_twice():
    sets = [load_question_set(path) for path in SETS]

    asked = [fold(" ".join((*(turn.content for turn in case.history), case.question))) for case in _cases(sets)]

    assert len(asked) == len(set(asked))


def test_every_quote_stands_in_its_document(each_set: QuestionSet, texts: dict[str, str]):
    astray = [
        case.id
        for case in each_set.cases
        for source in case.expected.sources
        if collapse(source.quote.replace("*", "")) not in texts[source.file]
    ]

    assert astray == []


def test_every_expected_fact_is_told_by_the_quotes(each_set: QuestionSet):
    quotes = {case.id: _quotes(case) for case in each_set.cases}

    untold = [
        (case.id, [variant.pattern for variant in fact])
        for case in each_set.cases
        for fact in case.expected.must_contain
        if not any(variant.search(quotes[case.id]) for variant in fact)
    ]

    assert untold == []


def test_no_quote_says_what_an_answer_must_not(each_set: QuestionSet):
    quotes = {case.id: _quotes(case) for case in each_set.cases}

    forbidden = [
        (case.id, pattern.pattern)
        for case in each_set.cases
        for pattern in case.expected.must_not_contain
        if pattern.search(quotes[case.id])
    ]

    assert forbidden == []


def test_every_case_expects_something_to_be_said(each_set: QuestionSet):
    expected = {case.id: case.expected for case in each_set.cases}

    silent = [name for name, wanted in expected.items() if not (wanted.must_contain or wanted.missing)]
    gaps_not_named = [name for name, wanted in expected.items() if not wanted.answerable and not wanted.missing]

    assert silent == gaps_not_named == []


def test_every_reference_passes(each_set: QuestionSet):
    found = {case.id: failures(case.expected.reference, case, each_set.rules) for case in each_set.cases}

    assert {name: told for name, told in found.items() if told} == {}


def test_every_wrong_answer_fails(each_set: QuestionSet):
    wrong = [case for case in each_set.cases if case.expected.wrong]

    passing = [case.id for case in wrong if not failures(case.expected.wrong or "", case, each_set.rules)]

    assert 2 * len(wrong) >= len(each_set.cases)
    assert passing == []


@pytest.mark.parametrize("text", SAYING_NOTHING)
def test_saying_nothing_passes_nowhere(each_set: QuestionSet, text: str):
    passing = [case.id for case in each_set.cases if not failures(text, case, each_set.rules)]

    assert passing == []


def test_patterns_are_written_in_folded_form(each_set: QuestionSet):
    patterns = [(case.id, pattern) for case in each_set.cases for pattern in _patterns(case.expected)]

    unfolded = [(name, pattern) for name, pattern in patterns if _is_unfolded(pattern)]

    assert unfolded == []


@pytest.mark.parametrize(
    ("folder", "least"),
    [
        (REGIONS, 12),
        (REGIONS / "unseen", 12),
        (REGIONS / "overseas", 9),
        (REGIONS / "southern", 10),
        (REGIONS / "held_back", 9),
    ],
    ids=lambda value: getattr(value, "name", str(value)),
)
def test_a_set_on_other_regions_asks_about_each_of_its_documents(folder: Path, least: int):
    documents = {path.name for path in document_paths(folder)}

    cases = load_question_set(folder / "questions.yaml").cases

    asked = [{source.file for source in case.expected.sources} for case in cases]
    assert len(documents) >= 3
    assert all(sum(name in files for files in asked) >= least for name in documents)


def test_a_held_back_set_says_that_it_is():
    path = REGIONS / "held_back" / "questions.yaml"

    first = path.read_text(encoding="utf-8").splitlines()[0]

    assert first.startswith("# HELD BACK")


def _cases(sets: list[QuestionSet]) -> Iterator[Case]:
    return (case for question_set in sets for case in question_set.cases)


def _quotes(case: Case) -> str:
    """Answer as an extractive assistant would: the quotes, end to end."""
    return fold(" ".join(source.quote for source in case.expected.sources))


def _patterns(expected: Expected) -> Iterator[str]:
    facts = (*expected.must_contain, *expected.missing, *(attribution.near for attribution in expected.only_with))
    triggers = (attribution.trigger for attribution in expected.only_with)
    for pattern in (*expected.must_not_contain, *triggers, *(variant for fact in facts for variant in fact)):
        yield pattern.pattern


def _is_unfolded(pattern: str) -> bool:
    """Whether a letter, an accent or an apostrophe of the pattern can never match folded text."""
    letters = [char for char in ESCAPE.sub("", pattern) if char.isalpha() or char in "’‑–"]
    return bool(UPPER_CASE_CLASS.search(pattern)) or any(fold(char) != char for char in letters)
