import pytest

from corpus.document import NATIONAL


def test_a_region_is_a_rule_for_both_searches(opened):
    found = opened.search("installation d’une maison de santé", ["grand-est"])

    assert found
    assert all(evidence.passage.source.regions in (("grand-est",), (NATIONAL,)) for evidence in found)


def test_without_a_region_every_document_is_searched(opened):
    found = opened.search("financement")

    assert {evidence.passage.source.id for evidence in found} == {"alsace.md", "corse.md"}


def test_both_searches_contribute_and_are_fused_by_rank(opened):
    best = opened.search("délégation départementale")[0]

    assert "délégation départementale" in best.passage.text
    assert best.score == pytest.approx(1 / (60 + best.dense_rank) + 1 / (60 + best.keyword_rank))


@pytest.mark.parametrize(
    "typed", ["delegation departementale", "DÉLÉGATION", "délégations", "delegasion departementale"]
)
def test_accents_case_endings_and_slips_do_not_matter(opened, typed):
    best = opened.search(typed)[0]

    assert "délégation" in best.passage.text
    assert best.keyword_rank == 1


def test_an_acronym_finds_its_full_name(opened):
    assert opened.search("ESP")[0].passage.source.id == "alsace.md"


def test_every_unit_has_a_vector_of_its_own(opened):
    for passage in opened.passages:
        assert len(opened.unit_relevance("aide forfaitaire", passage)) == len(passage.units)


def test_overlap_is_a_share(opened):
    passage = opened.search("aide forfaitaire de 12 000 €")[0].passage

    common = max(sum(unit.values()) for unit in opened.unit_credits("aide forfaitaire", passage))
    assert 0.0 < common < 1.0
    assert not any(opened.unit_credits("échographe", passage))


def test_words_are_known_to_be_held_or_not(opened):
    assert opened.holds("forfaitaires")
    assert not opened.holds("échographe")
    assert opened.holds_in("forfaitaire", ["grand-est"])
    assert not opened.holds_in("forfaitaire", ["corse"])
