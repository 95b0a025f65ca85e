"""Amounts in, a bar for each out, in the order and under the numbers of the list below it."""

from collections.abc import Sequence

import altair as alt

from corpus.document import Status
from index.amounts import Amount
from index.amounts.exporting import in_words, region_names
from ui.pages import labels_financements as labels

BAR_HEIGHT = 46
COLORS = ("#3c87a6", "#b07a1e")
"""Of what a document states, and of what it only proposes; both readable on white and on black."""
WORDS_ON_LIGHT, WORDS_ON_DARK = "#1b2430", "#e6eaee"
"""The colours of text in .streamlit/config.toml; Streamlit gives an axis fainter ones."""
FRENCH_NUMBER = "replace(format(datum.value, ',.0f'), /,/g, '\u202f')"


def amounts_chart(amounts: Sequence[Amount], first: int, is_dark: bool) -> alt.Chart:
    """Return the chart of amounts numbered from `first`; their words are ours, never a document's."""
    kinds = (labels.STATED, labels.PROPOSED)
    rows = [
        {
            "euros": float(amount.highest),
            "words": labels.bar(n, ", ".join(amount.structures), region_names(amount), in_words(amount)),
            "kind": labels.PROPOSED if amount.status is Status.PROPOSAL else labels.STATED,
        }
        for n, amount in enumerate(amounts, start=first)
    ]
    # The labels of the axis lie above their bars, as wide as the chart: beside them, a phone would cut them.
    lines = alt.Axis(
        aria=False,
        labelAlign="left",
        labelPadding=0,
        labelOffset=-13,
        labelLimit=0,
        labelFontSize=13,
        labelColor=WORDS_ON_DARK if is_dark else WORDS_ON_LIGHT,
        maxExtent=0,
        ticks=False,
        domain=False,
        zindex=1,
    )
    return (
        alt.Chart(alt.InlineData(values=rows), height=alt.Step(BAR_HEIGHT), description=labels.CHART_DESCRIPTION)
        .mark_bar(aria=False, cornerRadiusEnd=3, height={"band": 0.35}, yOffset=10)
        .encode(
            y=alt.Y("words:N", sort=None, title=None, axis=lines),
            x=alt.X(
                "euros:Q",
                title=labels.EUROS,
                axis=alt.Axis(aria=False, labelExpr=FRENCH_NUMBER, tickCount=4, labelFontSize=12),
            ),
            color=alt.Color(
                "kind:N",
                scale=alt.Scale(domain=kinds, range=COLORS),
                legend=alt.Legend(title=None, orient="bottom") if len({row["kind"] for row in rows}) > 1 else None,
            ),
            tooltip=alt.Tooltip("words:N", title=labels.AMOUNT),
        )
    )
