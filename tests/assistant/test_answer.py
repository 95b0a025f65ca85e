"""The records of an answer."""

from assistant.answer import Citation
from corpus.document import PAGE_BREAK, Passage, Source, Status

TEXT = f"L’aide commence ici.{PAGE_BREAK}Son plafond est de 100 000 €.{PAGE_BREAK}Elle dure deux ans."
PASSAGE = Passage(
    Source("aide.pdf", "Aide"),
    headings=(),
    text=TEXT,
    page=4,
    start=50,
    end=50 + len(TEXT),
    status=Status.RULE,
    units=(),
)


def test_the_page_of_a_citation_is_that_of_its_quote_not_of_its_passage() -> None:
    pages = []
    for words in ("L’aide", "Son plafond", "Elle dure"):
        start = PASSAGE.start + TEXT.index(words)
        pages.append(Citation(1, PASSAGE, start, start + len(words)).page)

    assert pages == [4, 5, 6]
