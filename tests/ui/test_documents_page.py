"""The page of the documents, driven without a browser on a fake assistant."""

from dataclasses import dataclass, field, replace

import pytest
from streamlit.testing.v1 import AppTest

from corpus.document import NATIONAL, PAGE_BREAK, Basis, Passage, Source, Status
from corpus.errors import SetupError
from tests.ui.fake_assistant import (
    DEMAND,
    FEDERATION,
    FIR,
    GRAND_EST,
    HOSTILE,
    HOSTILE_TEXT,
    FakeTerritories,
    passages_of,
)
from ui import labels as common
from ui.pages import labels
from ui.pages.documents import DOCUMENTS_SHOWN, PASSAGES_SHOWN, date_told, quoted

OLD = Source(
    id="ancien été.txt",
    title="Constituer une équipe",
    publisher=None,
    regions=("bretagne",),
    region_basis=Basis.INFERRED,
    region_cue="« Rennes »",
    date_cue="« en attendant la mise en place des ACI »",
    kind="page d’information",
)
OLD_PASSAGES = passages_of(
    OLD,
    "À Rennes, l’équipe rencontre l’agence.",
    "Une aide est versée, en attendant la mise en place  des ACI, par l’agence.",
)


@dataclass(frozen=True, slots=True)
class Documents:
    """An assistant that knows documents and answers nothing."""

    documents: dict[Source, tuple[Passage, ...]] = field(
        default_factory=lambda: {
            GRAND_EST: FIR,
            FEDERATION: (*DEMAND, *passages_of(FEDERATION, "Une description.")),
            HOSTILE: passages_of(HOSTILE, HOSTILE_TEXT),
            OLD: OLD_PASSAGES,
        }
    )
    territories: FakeTerritories = field(default_factory=FakeTerritories)

    def sources(self) -> tuple[Source, ...]:
        """Return the documents."""
        return tuple(self.documents)

    def hidden_sources(self) -> tuple[Source, ...]:
        """Return the documents switched off: none."""
        return ()

    def passages(self, source_id: str) -> tuple[Passage, ...]:
        """Return the passages of a document."""
        return next(passages for source, passages in self.documents.items() if source.id == source_id)


def page(open_assistant) -> AppTest:
    """Return the page as a session first sees it."""

    def script(open_assistant):
        from ui.pages.documents import draw_documents

        draw_documents(open_assistant)

    return AppTest.from_function(script, args=(open_assistant,), default_timeout=10).run()


def page_of(assistant: Documents) -> AppTest:
    """Return the page of an assistant."""
    return page(lambda: assistant)


def html_of(app: AppTest) -> str:
    """Return all HTML drawn on the page."""
    return "\n".join(element.proto.body for element in app.get("html"))


def opened(app: AppTest, key: str) -> str:
    """Press a button, and return the HTML that it adds to the page."""
    before = html_of(app)
    return html_of(app.button(key=key).click().run()).removeprefix(before)


def links(app: AppTest) -> list[tuple[str, str]]:
    """Return the label and the address of each link."""
    return [(element.proto.label, element.proto.url) for element in app.get("link_button")]


def test_each_document_is_listed_by_title_with_what_is_known_of_it() -> None:
    app = page_of(Documents())

    html = html_of(app)
    titles = [GRAND_EST.title, OLD.title, FEDERATION.title]
    assert [html.index(title) for title in titles] == sorted(html.index(title) for title in titles)
    assert "4\u00a0documents, 9\u00a0passages" in html
    assert "<dt>Date</dt><dd>2018-2019 (date déduite de Fin 2018)</dd>" in html
    assert "<dt>Région</dt><dd>Bretagne (région déduite de «\u00a0Rennes\u00a0»)</dd>" in html
    assert "<dt>Nature</dt><dd>page d’information</dd>" in html
    assert not app.exception


def test_what_is_not_known_is_said() -> None:
    html = html_of(page_of(Documents()))

    assert f"<dt>Éditeur</dt><dd>{common.UNKNOWN_PUBLISHER}</dd>" in html
    assert "<dt>Région</dt><dd>région non précisée</dd>" in html
    assert "<dt>Date</dt><dd>document non daté</dd>" in html


def test_a_document_whose_status_varies_says_how_many_passages_have_each() -> None:
    html = html_of(page_of(Documents()))

    expected = (
        "proposition de l’éditeur, pas une règle en vigueur (2\u00a0passages)\u202f; description (1\u00a0passage)"
    )
    assert f"<dt>Statut</dt><dd>{expected}</dd>" in html


def test_signs_of_age_are_told_with_the_words_that_show_them() -> None:
    document = Documents({OLD: passages_of(OLD, "Écrire à l’ASIP Santé.")})

    html = html_of(page_of(document))

    assert "<dt>Ancienneté</dt><dd>à vérifier\u00a0: «\u00a0ASIP Santé\u00a0» dans le texte" in html


def test_only_the_documents_of_the_region_chosen_are_listed() -> None:
    app = page_of(Documents())

    app.selectbox[0].set_value("bretagne").run()

    assert app.selectbox[0].options == [labels.EVERY_REGION, "Bretagne", "Grand Est", "National"]
    assert OLD.title in html_of(app)
    assert GRAND_EST.title not in html_of(app)
    assert "1\u00a0document, 2\u00a0passages" in html_of(app)


def test_each_document_links_to_its_original() -> None:
    word = replace(GRAND_EST, id="note.docx")

    app = page_of(Documents({OLD: OLD_PASSAGES, word: FIR}))

    assert links(app) == [
        (common.open_original(None, is_shown=False), "/documents/note.docx"),
        (common.open_original(None, is_shown=True), "/documents/ancien%20%C3%A9t%C3%A9.txt"),
    ]


def test_a_document_opens_on_all_its_passages_in_order() -> None:
    app = page_of(Documents())

    html = opened(app, f"passages-{GRAND_EST.id}")

    shown = [html.replace("\u00a0", " ").index(passage.text.replace("\u00a0", " ")) for passage in FIR]
    assert shown == sorted(shown)
    assert html.count("Aide au démarrage</p>") == len(FIR)
    assert "Règle ou politique de l’éditeur" in html


def test_passages_of_a_pdf_link_to_their_page_and_its_proposals_are_marked() -> None:
    app = page_of(Documents({FEDERATION: DEMAND}))

    html = opened(app, f"passages-{FEDERATION.id}")

    assert html.count(common.PROPOSAL) == 2
    assert links(app)[2:] == [(labels.open_page(page), f"/documents/plaidoyer.pdf#page={page}") for page in (1, 2)]


def test_a_document_opens_on_the_words_that_its_entry_rests_on() -> None:
    app = page_of(Documents())

    html = opened(app, f"clues-{OLD.id}")

    assert labels.region_clue("Rennes") in html
    assert "<mark>Rennes</mark>" in html
    assert "<mark>en attendant la mise en place  des ACI</mark>" in html
    assert labels.age_clue("en attendant la mise en place des ACI") in html


def test_the_end_of_a_page_is_shown_as_a_line_break() -> None:
    app = page_of(Documents({OLD: passages_of(OLD, f"Première page.{PAGE_BREAK}Seconde page.")}))

    html = opened(app, f"passages-{OLD.id}")

    assert "Première page.\nSeconde page." in html


def test_a_clue_that_no_passage_holds_is_said_to_be_missing() -> None:
    elsewhere = replace(OLD, region_cue="« Vannes »", date_cue=None)
    app = page_of(Documents({elsewhere: passages_of(elsewhere, "À Rennes.")}))

    html = opened(app, f"clues-{elsewhere.id}")

    assert labels.CLUE_NOT_FOUND in html
    assert "<mark>" not in html


def test_a_document_that_rests_on_no_clue_offers_none() -> None:
    stated = Source(id="a.txt", title="A", regions=(NATIONAL,), region_basis=Basis.STATED)

    app = page_of(Documents({stated: passages_of(stated, "Texte.")}))

    assert [button.label for button in app.button] == [labels.read_passages(1)]


def test_long_lists_and_long_documents_are_cut_in_pages() -> None:
    sources = [replace(OLD, id=f"{n}.txt", title=f"Titre {n:03}") for n in range(DOCUMENTS_SHOWN + 1)]
    texts = [f"Passage numéro {n:03}." for n in range(PASSAGES_SHOWN + 1)]
    app = page_of(Documents({source: passages_of(source, *texts) for source in sources}))

    html = opened(app, "passages-0.txt")

    assert "Titre 019" in html_of(app)
    assert "Titre 020" not in html_of(app)
    assert "Passage numéro 019." in html
    assert "Passage numéro 020." not in html


def test_text_of_documents_reaches_no_markdown() -> None:
    app = page_of(Documents())

    shown = opened(app, f"passages-{HOSTILE.id}")

    read_as_markdown = [element.value for element in (*app.markdown, *app.caption, *app.title)]
    read_as_markdown += [element.label for element in app.button]
    assert not any("invalid.example" in text for text in read_as_markdown)
    assert "invalid.example" in shown
    assert "<img" not in html_of(app)
    assert "<script" not in html_of(app)
    assert "<a " not in html_of(app)


@pytest.mark.parametrize(
    ("error", "detail_shown"), [(SetupError("no index: run `make index`"), True), (RuntimeError("secret"), False)]
)
def test_without_an_assistant_the_page_says_so_and_only_what_the_operator_can_mend(error, detail_shown) -> None:
    def broken():
        raise error

    app = page(broken)

    assert [message.value for message in app.error] == [common.UNAVAILABLE]
    assert (str(error) in html_of(app)) is detail_shown
    assert not app.selectbox
    assert not app.exception


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (replace(OLD, date="2024", date_basis=Basis.STATED, date_cue=None), "2024"),
        (replace(OLD, date="2024", date_basis=Basis.STATED, date_cue="« mars 2024 »"), "2024"),
        (replace(OLD, date="2024", date_basis=Basis.INFERRED, date_cue=None), "2024 (date déduite)"),
        (OLD, "document non daté (indice\u00a0: « en attendant la mise en place des ACI »)"),
        (replace(OLD, date_cue=None), "document non daté"),
    ],
)
def test_a_date_says_how_it_is_known(source: Source, told: str) -> None:
    assert date_told(source) == told


def test_a_cue_may_quote_several_words_or_be_one_quote() -> None:
    assert quoted("« Fin 2018 » ; « septembre 2019 »") == ["Fin 2018", "septembre 2019"]
    assert quoted("Fin 2018") == ["Fin 2018"]
    assert quoted(None) == []


def test_a_passage_of_every_status_can_be_shown() -> None:
    documents = {
        replace(OLD, id=status.value): passages_of(replace(OLD, id=status.value), "Texte.", status=status)
        for status in Status
    }

    app = page_of(Documents(documents))

    assert all("Texte." in opened(app, f"passages-{status.value}") for status in Status)
