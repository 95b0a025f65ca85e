from decimal import Decimal


def test_the_register_holds_every_amount_with_what_surrounds_it(opened):
    by_document = {amount.passage.source.id: amount for amount in opened.amounts}
    alsace, corse = by_document["alsace.md"], by_document["corse.md"]

    assert len(opened.amounts) == 2
    assert (alsace.value, alsace.qualifier, alsace.per, alsace.duration) == (Decimal(12000), "flat", "an", "3 ans")
    assert alsace.structures == ("ESP",)
    assert not alsace.possible
    assert (corse.value, corse.qualifier, corse.structures) == (Decimal(40000), "ceiling", ("MSP",))
    assert corse.possible


def test_every_row_is_found_again_verbatim(opened):
    for amount in opened.amounts:
        assert amount.unit.text in " ".join(amount.passage.text.split())
