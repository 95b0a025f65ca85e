"""Amounts in, a bar for each out, in the order and under the numbers of the list below it."""

from collections.abc import Sequence

import altair as alt

from corpus.document import Status
from index.amounts import Amount
from index.amounts.exporting import in_words, region_names
from ui.pages import labels_financements as labels

BAR_HEIGHT = 34
COLORS = ("#3c87a6", "#b07a1e")
"""Of what a document states, and of what it only proposes; both readable on white and on black."""
BORROWED = "#7d8791"
"""Grey of the axes, readable on white and on black."""


def amounts_chart(amounts: Sequence[Amount], first: int) -> alt.LayerChart:
    """Return the chart of amounts numbered from `first`; their words are ours, never a document's."""
    kinds = (labels.STATED, labels.PROPOSED)
    rows = [
        {
            "name": labels.bar(n, ", ".join(amount.structures), region_names(amount)),
            "euros": float(amount.highest),
            "words": in_words(amount),
            "kind": labels.PROPOSED if amount.status is Status.PROPOSAL else labels.STATED,
        }
        for n, amount in enumerate(amounts, start=first)
    ]
    named = alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=220, labelFontSize=13))
    base = alt.Chart(alt.InlineData(values=rows), height=alt.Step(BAR_HEIGHT)).encode(y=named)
    bars = base.mark_bar(cornerRadiusEnd=3, height={"band": 0.45}, yOffset=7).encode(
        x=alt.X("euros:Q", title=labels.EUROS, axis=alt.Axis(format=",.0f", tickCount=4, labelFontSize=12)),
        color=alt.Color(
            "kind:N",
            scale=alt.Scale(domain=kinds, range=COLORS),
            legend=alt.Legend(title=None, orient="bottom") if len({row["kind"] for row in rows}) > 1 else None,
        ),
        tooltip=[alt.Tooltip("name:N", title=labels.LINE), alt.Tooltip("words:N", title=labels.AMOUNT)],
    )
    words = base.mark_text(align="left", dy=-9, fontSize=12, color=BORROWED).encode(x=alt.value(2), text="words:N")
    return (bars + words).properties(description=labels.CHART_DESCRIPTION)
