import pytest

from corpus.sentences import sentence_spans


def cut(text):
    return [text[start:end] for start, end in sentence_spans(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Un montant de 100 000 €. La CPTS reçoit 15 000 €. Fin.",
            ["Un montant de 100 000 €.", "La CPTS reçoit 15 000 €.", "Fin."],
        ),
        ("L’A.R.S. Bretagne accompagne. Elle finance.", ["L’A.R.S. Bretagne accompagne.", "Elle finance."]),
        ("Coopération (Cf. fiche 3 du CLS). Suite.", ["Coopération (Cf. fiche 3 du CLS).", "Suite."]),
        ("C’est quoi ? Une équipe.", ["C’est quoi ?", "Une équipe."]),
        ("École ouverte. École fermée.", ["École ouverte.", "École fermée."]),
        ("Sans point final", ["Sans point final"]),
        ("  ", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, expected):
    assert cut(text) == expected
