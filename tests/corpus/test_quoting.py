import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.catalogue import load_corpus
from corpus.quoting import find_quote
from corpus.settings import CorpusSettings
from tests.assistant.mutations import FALSE
from tests.conftest import DOCUMENTS

TEXT = (
    "Le financement FIR (Fonds d’Intervention Régional) « starter » peut être mobilisé à hauteur de 100 000 € maximum "
    "sur deux ans. Il n'est pas prévu de finance-\nment spéci\ufb01que. Les soins non programmés, session 2018-2019. "
    "Entre 7 et 12 jours ; c'est im-\npossible, le projet formé."
)
SENTENCE = "Ce financement peut être mobilisé à hauteur de 100 000 € maximum sur deux ans."
WORDS = re.findall(r"\S+", SENTENCE)


@pytest.fixture(scope="module")
def documents():
    return load_corpus(DOCUMENTS, CorpusSettings()).documents


@pytest.fixture(scope="module")
def quotes(documents):
    return [
        (document.text, document.text[line.start : line.end])
        for document in documents
        for block in document.blocks
        for line in block.lines
        if line.end - line.start > 20
    ]


@pytest.mark.parametrize(
    "quote",
    [
        "100 000 € maximum sur deux ans",
        "100\u202f000\u00a0€ maximum",
        "fonds d'intervention Régional",
        '"starter" peut être mobilisé',
        "Il n’est pas prévu de financement spécifique.",
        "soins\nnon  programmés",
        "session 2018–2019",
        "7 et 12 jours",
    ],
)
def test_a_quote_is_found_whatever_its_white_space_and_typography(quote):
    span = find_quote(TEXT, quote)

    assert span is not None
    assert find_quote(TEXT[slice(*span)], quote) == (0, span[1] - span[0])


@pytest.mark.parametrize(
    "quote",
    [
        "10 000 €",
        "00 000 € maximum",
        "100 000 € par an",
        "100.000 €",
        "Il est prévu de financement spécifique",
        "prévu de financement spécifique",
        "programmés",
        "session 20182019",
        "session 2018-2020",
        "2 jours",
        "possible",
        "forme",
        "Fonds d’Intervention Regional",
        "",
        " - ",
    ],
)
def test_a_quote_that_differs_or_is_cut_short_is_not_found(quote):
    assert find_quote(TEXT, quote) is None


def test_no_altered_quote_is_found(quotes):
    altered = {
        (text, other) for text, quote in quotes for mutation in FALSE for other in mutation(quote) if other not in quote
    }

    found = [quote for text, quote in altered if find_quote(text, quote)]

    print(f"altered quotes: {len(altered)}, found {len(found)}")
    assert len(altered) >= 300
    assert not found


def test_true_quotes_are_found_through_the_noise_of_a_pdf(quotes):
    chance = random.Random(7)
    noisy = [(pdf_like(text, chance), quote) for text, quote in quotes]

    found = [quote for text, quote in noisy if find_quote(text, quote)]

    print(f"quotes in noisy text: {len(noisy)}, found {len(found)}")
    assert len(found) >= 0.95 * len(noisy)


@given(first=st.integers(0, len(WORDS) - 1), length=st.integers(1, len(WORDS)))
def test_whole_words_are_found_where_they_stand_and_numbers_are_not_cut(first, length):
    quote = " ".join(WORDS[first : first + length])

    span = find_quote(SENTENCE, quote)

    assert (span is None) == (quote.startswith("000") or quote.endswith(" 100") or quote == "100")
    assert span is None or SENTENCE[slice(*span)] == quote


def pdf_like(text, chance):
    """Return `text` with what extraction from a PDF does to it: hyphenation, ligatures, narrow and broken spaces."""
    spaces = [" ", " ", "\u00a0", "\u202f", "\n", "  "]
    noisy = re.sub(r"(?<=\S) (?=\S)", lambda _: chance.choice(spaces), text)
    noisy = re.sub(r"(?<=[a-z]{4})(?=[a-z]{4})", lambda _: "-\n" if chance.random() < 0.05 else "", noisy)
    return noisy.replace("fi", "\ufb01").replace("fl", "\ufb02").replace("'", "’")
