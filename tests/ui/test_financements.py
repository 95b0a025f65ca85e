"""The page of the register of amounts."""

import csv
import json
from dataclasses import replace
from decimal import Decimal
from io import StringIO

from streamlit.testing.v1 import AppTest

from corpus.document import BlockKind, Passage, Source, Status, Unit
from index.amounts import Amount, Kind, Qualifier
from tests.ui.fake_assistant import FEDERATION, FIR, GRAND_EST, HOSTILE_TEXT, passages_of
from tests.ui.quoting_assistant import BRETAGNE, QuotingAssistant
from ui import labels, rendering
from ui.pages import labels_financements
from ui.pages.financements import LISTED, csv_bytes, in_order

RENT = passages_of(BRETAGNE, "L’aide est de 5\u00a0000\u00a0€ par an.", status=Status.RULE)[0]
WISH = passages_of(FEDERATION, "Il faut verser 60\u00a0000\u00a0€ à chaque MSP.", status=Status.PROPOSAL)[0]
OLD = passages_of(replace(GRAND_EST, id="old.txt"), "15\u00a0000\u00a0€ en attendant la mise en place des ACI.")[0]
HOSTILE = passages_of(replace(BRETAGNE, id="hostile.txt", title=HOSTILE_TEXT), f"10\u00a0€ {HOSTILE_TEXT}")[0]


def amount(value: int, passage: Passage, **described) -> Amount:
    """Return an amount that a passage of one sentence states."""
    unit = Unit(passage.start, passage.end, passage.text, passage.status, BlockKind.PARAGRAPH)
    fields = {
        **{"upper": None, "qualifier": Qualifier.NONE, "kind": Kind.AID, "possible": False, "per": (), "duration": ""},
        **{"payers": (), "structures": ("MSP",), "purpose": "", "condition": ""},
    }
    return Amount(value=Decimal(value), unit=unit, passage=passage, **{**fields, **described})


STARTER = amount(100_000, FIR[1], qualifier=Qualifier.CEILING, possible=True, payers=("FIR",), duration="2 ans")
YEARLY = amount(5_000, RENT, per=("year",), structures=("ESP",))
WISHED = amount(60_000, WISH)
REGISTER = (YEARLY, STARTER, WISHED)


class Assistant(QuotingAssistant):
    """Knows the documents of the amounts."""

    def context(self, passage: Passage) -> tuple[Passage, ...]:
        """Return the passages of the passage's document."""
        return FIR if passage in FIR else (passage,)

    def sources(self) -> tuple[Source, ...]:
        """Return the documents."""
        return (BRETAGNE, GRAND_EST, FEDERATION)


def page(*register: Amount) -> AppTest:
    """Return the page of a register as a session first sees it."""

    def script(assistant, register):
        from ui.pages.financements import draw

        draw(lambda: assistant, lambda: register)

    return AppTest.from_function(script, args=(Assistant(), register), default_timeout=30).run()


def html_of(app: AppTest) -> str:
    """Return all HTML drawn on the page."""
    return "\n".join(element.proto.body for element in app.get("html"))


def quotes_in(app: AppTest) -> list[str]:
    """Return the sentences listed, in order."""
    bodies = [element.proto.body for element in app.get("html")]
    quotes = {rendering.quote_html(amount.quote): amount.quote for amount in REGISTER}
    return [quotes[body] for body in bodies if body in quotes]


def test_amounts_are_listed_from_the_highest_with_the_sentence_that_states_them() -> None:
    app = page(*REGISTER)

    assert quotes_in(app) == [STARTER.quote, WISHED.quote, YEARLY.quote]
    assert "100\u202f000\u00a0€ au maximum, sur 2 ans" in html_of(app)
    assert "<dt>Nature</dt><dd>aide, peut être accordé, n’est pas dû</dd>" in html_of(app)


def test_the_page_warns_that_amounts_age_and_counts_those_without_a_date() -> None:
    app = page(*REGISTER)

    assert [info.value for info in app.info] == [labels_financements.CAUTION]
    assert labels_financements.amounts_counted(3, undated=1) in [element.value for element in app.markdown]


def test_words_that_date_a_text_are_pointed_out() -> None:
    app = page(amount(15_000, OLD))

    assert "signe d’un document ancien" in html_of(app)


def test_only_a_demand_is_marked_as_one() -> None:
    marked = [page(amount(60_000, passage)) for passage in (WISH, RENT)]

    assert [labels.PROPOSAL in html_of(app) for app in marked] == [True, False]


def test_a_region_keeps_its_own_amounts_and_national_ones() -> None:
    app = page(*REGISTER)

    app.selectbox[0].set_value("bretagne").run()

    assert quotes_in(app) == [WISHED.quote, YEARLY.quote]


def test_a_structure_keeps_its_own_amounts() -> None:
    app = page(*REGISTER)

    app.selectbox[1].set_value("ESP").run()

    assert quotes_in(app) == [YEARLY.quote]


def test_a_choice_without_amounts_says_so() -> None:
    app = page(*REGISTER)

    app.selectbox[1].set_value("CPTS").run()

    assert labels_financements.NO_AMOUNT in [element.value for element in app.markdown]
    assert quotes_in(app) == []


def test_each_order_lists_every_amount() -> None:
    ordered = {order: in_order(REGISTER, order) for order in labels_financements.ORDERS}

    assert ordered == {
        labels_financements.HIGHEST: [STARTER, WISHED, YEARLY],
        labels_financements.LOWEST: [YEARLY, WISHED, STARTER],
        labels_financements.LATEST: [YEARLY, STARTER, WISHED],
        labels_financements.BY_REGION: [YEARLY, STARTER, WISHED],
    }


def test_an_amount_opens_its_passage() -> None:
    app = page(*REGISTER)

    next(button for button in app.button if button.label == labels.open_passage(1)).click().run()

    assert f"<mark>{STARTER.quote}</mark>" in html_of(app)
    assert "Fin 2018, 128 MSP" in html_of(app)


def test_the_file_holds_the_amounts_listed() -> None:
    rows = list(csv.DictReader(StringIO(csv_bytes([STARTER, YEARLY]).decode("utf-8-sig")), delimiter=";"))

    assert [(row["Montant (€)"], row["Région"], row["Passage"]) for row in rows] == [
        ("100000", "Grand Est", STARTER.quote),
        ("5000", "Bretagne", YEARLY.quote),
    ]


def test_a_long_list_is_shown_in_parts() -> None:
    app = page(*(replace(YEARLY, value=Decimal(n)) for n in range(LISTED + 5)))
    drawn_first = html_of(app).count('class="quote"')

    app.selectbox[3].set_value(LISTED).run()

    assert app.selectbox[3].options == ["1 à 20", "21 à 25"]
    assert drawn_first == LISTED
    assert html_of(app).count('class="quote"') == 5


def test_a_hostile_document_is_shown_as_it_is_written() -> None:
    app = page(amount(10, HOSTILE, purpose=HOSTILE_TEXT, condition=HOSTILE_TEXT))

    assert "<img" not in html_of(app)
    assert HOSTILE_TEXT not in "".join(element.value for element in app.markdown)


def test_a_chart_of_our_own_words_stands_above_the_amounts_that_it_counts() -> None:
    app = page(*REGISTER, amount(10, HOSTILE, purpose=HOSTILE_TEXT, condition=HOSTILE_TEXT))

    (chart,) = app.get("vega_lite_chart")
    assert json.loads(chart.proto.spec)["description"] == labels_financements.CHART_DESCRIPTION
    assert "<img" not in chart.proto.spec
    assert labels_financements.CHART_NOTE in html_of(app)


def test_one_amount_needs_no_chart() -> None:
    assert page(STARTER).get("vega_lite_chart") == []


def test_an_address_opens_the_page_on_its_region_and_its_structure() -> None:
    def script(assistant, register):
        from ui.pages.financements import draw

        draw(lambda: assistant, lambda: register)

    app = AppTest.from_function(script, args=(Assistant(), REGISTER), default_timeout=30)
    app.query_params["region"] = "bretagne"
    app.query_params["structure"] = "ESP"

    app.run()

    assert quotes_in(app) == [YEARLY.quote]
