import re
from collections import Counter

from assistant.answer import Answer, Outcome
from assistant.hearing.training import load_phrasings
from corpus.catalogue import document_paths
from corpus.folding import fold
from eval.answerability import Item, load_items, tell
from index.adapting.questions import load_groups
from tests.conftest import ROOT


def plain(text):
    return re.sub(r"\W+", " ", fold(text)).strip()


def test_each_writer_gives_about_as_many_with_an_answer_as_without_and_asks_nothing_twice():
    items = load_items()
    assert set(Counter((item.writer, item.answerable) for item in items).values()) <= {119, 120}
    asked = Counter((plain(item.question), item.history) for item in items)
    assert max(asked.values()) == 1
    assert all(item.quote if item.answerable else item.missing for item in items)


def test_every_quote_stands_in_a_document():
    said = plain(" ".join(path.read_text(encoding="utf-8") for path in document_paths(ROOT / "corpus" / "documents")))
    assert [item.quote for item in load_items() if item.answerable and plain(item.quote) not in said] == []


def test_nothing_was_trained_on_them():
    trained = {fold(q.text) for group in load_groups() for q in group.questions}
    trained |= {fold(phrasing.question) for phrasing in load_phrasings("phrasings")}
    assert [item.question for item in load_items() if fold(item.question) in trained] == []


def test_an_answer_is_compared_with_what_its_question_deserves():
    item = Item("Combien ?", answerable=True, writer="1", quote="100 000 € maximum")
    told = tell(item, Answer(Outcome.ANSWERED, "Le starter : **100 000 €** maximum sur deux ans."))
    assert (told.refused, told.quoted) == (False, True)
    told = tell(item, Answer(Outcome.PARTIAL, "Les documents ne précisent pas le montant."))
    assert (told.refused, told.quoted) == (True, False)
