"""True statements of the real documents are kept, however their figures are spelled; altered ones are all dropped."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pytest
from rapidfuzz import fuzz

from assistant import messages
from assistant.answer import Citation, Outcome, Statement
from assistant.checking import check
from assistant.composing.draft import Draft
from assistant.composing.wording import extract, wording
from assistant.question import Query, Question
from corpus.catalogue import load_corpus
from corpus.document import Passage
from corpus.folding import fold
from corpus.sentences import sentence_spans
from corpus.settings import CorpusSettings
from corpus.splitting import split
from corpus.vocabulary import load_vocabulary
from eval.case import load_question_set
from tests.assistant.mutations import FALSE, spelled_otherwise
from tests.conftest import DOCUMENTS, ROOT

QUESTIONS_SKIPPED = 3
"""One question in three is asked: the evaluation asks them all, and counts what is dropped."""
BLOCKED_SHARE = 0.02
NEAR_DUPLICATE = 70
"""From this likeness on, another document says the same: to cite it instead is no error."""
MOVED_CHARACTERS = 60
"""A shorter statement is a label or a gloss, true wherever its words stand."""


@dataclass(frozen=True, slots=True)
class Told:
    """A statement that rests on one passage."""

    text: str
    passage: Passage
    start: int
    end: int

    def altered(self, texts: Iterable[str]) -> "list[Told]":
        """Return the statement in other words, each once."""
        return [replace(self, text=text) for text in dict.fromkeys(texts)]

    def moved(self, passage: Passage) -> "Told":
        """Return the statement with another passage cited, whole."""
        return Told(self.text, passage, passage.start, passage.end)


@pytest.fixture(scope="module")
def question_set():
    return load_question_set(ROOT / "eval" / "cases" / "a.yaml")


@pytest.fixture(scope="module")
def answers(assistant, question_set):
    return [
        assistant.answer(
            Question(case.question, case.region and assistant.territories.region(case.region).id, case.history)
        )
        for case in question_set.cases[::QUESTIONS_SKIPPED]
    ]


@pytest.fixture(scope="module")
def passages():
    documents = load_corpus(DOCUMENTS, CorpusSettings()).documents
    return [passage for document in documents for passage in split(document, load_vocabulary())]


@pytest.fixture(scope="module")
def told(answers, passages):
    extracts = [extract(passage, at) for passage in passages for at in range(len(passage.units))]
    of_documents = [Told(wording(shown), shown.passage, shown.start, shown.end) for shown in extracts]
    of_answers = [
        Told(statement.text, citation.passage, citation.start, citation.end)
        for answer in answers
        for statement in answer.statements
        for citation in answer.citations
        if statement.citations == (citation.n,)
    ]
    return list(dict.fromkeys((*of_documents, *of_answers)))


@pytest.fixture(scope="module")
def is_kept(assistant):
    query = Query(text="?", words="?", subject="?")

    def check_alone(statement, *others):
        cited = (statement, *(statement.moved(other) for other in others))
        citations = tuple(Citation(n, t.passage, t.start, t.end) for n, t in enumerate(cited, start=1))
        draft = Draft(Outcome.ANSWERED, (Statement(statement.text, tuple(c.n for c in citations)),), citations)
        return not check(query, draft, assistant.territories)[1].dropped

    return check_alone


def show(what, statements, kept):
    print(f"{what}: {len(statements)}, kept {len(kept)}")
    for statement in kept[:5]:
        print("  kept:", statement.text[:160])


def test_what_the_assistant_composes_is_kept_and_checked_fast(answers):
    composed = sum(answer.checks.statements for answer in answers)
    dropped = sum(answer.checks.dropped for answer in answers)

    print(f"statements of {len(answers)} answers: {composed}, dropped {dropped}")
    assert composed > 100
    assert dropped <= BLOCKED_SHARE * composed
    assert sorted(answer.timing_ms.check for answer in answers)[len(answers) // 2] < 10


def test_what_the_documents_say_is_kept(told, is_kept):
    assert len(told) > 100

    blocked = [statement for statement in told if not is_kept(statement)]

    assert len(blocked) <= BLOCKED_SHARE * len(told), blocked[:3]


def test_the_same_value_spelled_otherwise_is_kept(told, is_kept):
    spelled = [other for statement in told for other in statement.altered(spelled_otherwise(statement.text))]
    assert len(spelled) > 300

    blocked = [statement for statement in spelled if not is_kept(statement)]

    print(f"spelled otherwise: {len(spelled)}, dropped {len(blocked)}")
    assert len(blocked) <= BLOCKED_SHARE * len(spelled), blocked[:3]


@pytest.mark.parametrize("mutation", FALSE, ids=lambda mutation: mutation.__name__)
def test_an_altered_statement_is_dropped(mutation, told, is_kept):
    mutants = [mutant for statement in told for mutant in statement.altered(mutation(statement.text))]

    kept = [mutant for mutant in mutants if is_kept(mutant)]

    show(mutation.__name__, mutants, kept)
    assert mutants
    assert not kept


def test_the_altered_statements_are_at_least_five_hundred(told):
    mutants = {mutant for t in told for mutation in FALSE for mutant in t.altered(mutation(t.text))}

    print(f"altered statements: {len(mutants)}")
    assert len(mutants) >= 500


def test_a_statement_that_cites_another_document_is_dropped(told, passages, is_kept):
    moved = [
        statement.moved(other)
        for statement in told
        if len(statement.text) >= MOVED_CHARACTERS
        for other in passages
        if other.source != statement.passage.source and fuzz.partial_ratio(statement.text, other.text) < NEAR_DUPLICATE
    ]

    kept = [statement for statement in moved if is_kept(statement)]

    show("moved to another document", moved, kept)
    assert len(moved) > 1000
    assert not kept


def test_a_demand_without_the_words_that_say_so_is_dropped(told, is_kept):
    demands = [
        replace(statement, text=statement.text.removeprefix(opening).strip())
        for statement in told
        if statement.text.startswith(opening := messages.proposal(statement.passage.source))
    ]

    kept = [statement for statement in demands if is_kept(statement)]

    show("demands told as rules", demands, kept)
    assert demands
    assert not kept


def test_plausible_wrong_answers_are_dropped(question_set, passages, is_kept):
    wrong = [
        (Told(case.expected.wrong, cited[0], cited[0].start, cited[0].end), cited[1:])
        for case in question_set.cases
        if case.expected.wrong and (cited := passages_of(case, passages))
    ]

    kept = [
        statement
        for statement, others in wrong
        if all(is_kept(replace(statement, text=sentence), *others) for sentence in sentences(statement.text))
    ]

    show("wrong answers", wrong, kept)
    assert len(kept) <= 0.1 * len(wrong)


def passages_of(case, passages):
    """Return the passages that a right answer rests on."""
    return [
        p
        for p in passages
        if any(s.file == p.source.id and fold(s.quote) in fold(p.text) for s in case.expected.sources)
    ]


def sentences(text):
    return [text[start:end] for start, end in sentence_spans(text, 0, len(text))]
