"""The tables of a bench, on numbers made up."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import Answer, Timing
from eval.bench import PAGE, disk_bytes
from eval.case import Case
from eval.evaluation import Latency
from eval.performance import WHOLE_ANSWER, Indexing, PageError, Performance, durations, latency, tables, with_tables
from eval.running import Run

STAGES = ("understand", "retrieve", "compose", "check", WHOLE_ANSWER)


@pytest.fixture
def performance() -> Performance:
    """Give what a bench of three answers might measure."""
    return Performance(
        conditions={"processor": "Z80", "cores": "1"},
        passes=({stage: [10.0, 20.0, 30.0] for stage in STAGES}, {stage: [1.0, 2.0, 3.0] for stage in STAGES}),
        indexing=Indexing(passages=80, texts=400, duration_s=8.0),
        start_up_s={"import the assistant": 1.25},
        disk_bytes={"index": 2_500_000, "model": None},
        peak_memory_bytes=1_500_000_000,
    )


def test_percentiles_lie_between_neighbours() -> None:
    durations_ms = [float(n) for n in range(101)]

    found = latency(durations_ms)

    assert found == Latency(p50=50.0, p95=95.0)
    assert latency([1.0, 2.0]) == Latency(p50=1.5, p95=pytest.approx(1.95))


def test_nothing_measured_has_no_percentiles() -> None:
    assert latency([]) is None


def test_a_stage_counts_only_the_answers_that_went_through_it(
    case_of: Callable[[str], Case], answer: Callable[..., Answer]
) -> None:
    full = replace(answer("oui"), timing_ms=Timing(1.0, 2.0, 3.0, 4.0, 10.0))
    stopped = replace(answer("hors sujet"), timing_ms=Timing(understand=5.0, total=5.0))
    runs = [Run(case_of("A-DEF-01"), full, 11.0), Run(case_of("A-DEF-02"), stopped, 6.0)]

    collected = durations(runs)

    assert collected == {
        "understand": [1.0, 5.0],
        "retrieve": [2.0],
        "compose": [3.0],
        "check": [4.0],
        WHOLE_ANSWER: [11.0, 6.0],
    }


def test_the_tables_tell_every_figure(performance: Performance) -> None:
    page = tables(performance)

    for line in (
        "| processor | Z80 |",
        "| stage | answers | p50, pass 1 | p95, pass 1 | p50, pass 2 | p95, pass 2 |",
        "| whole answer | 3 | 20.0 | 29.0 | 2.0 | 2.9 |",
        "| passages | 80 | 10.0 |",
        "| texts embedded | 400 | 50.0 |",
        "| import the assistant | 1.25 |",
        "| index | 2.5 |",
        "| model | not measured |",
        "| peak memory of the served app | 1500.0 |",
        "| p95 of a whole answer, first pass, ms | 29.00 | < 300 | yes |",
        "| peak memory of the served app, GB | 1.50 | < 1.6 | yes |",
    ):
        assert line in page.splitlines()


def test_a_limit_not_held_is_marked(performance: Performance) -> None:
    heavy = replace(performance, peak_memory_bytes=1_700_000_000)

    page = tables(heavy)

    assert "| peak memory of the served app, GB | 1.70 | < 1.6 | **NO** |" in page


def test_what_was_not_measured_is_said(performance: Performance) -> None:
    passes = ({stage: [] for stage in STAGES},) * 2

    page = tables(replace(performance, passes=passes, peak_memory_bytes=None))

    assert "| retrieve | 0 | - | - | - | - |" in page
    assert "| p95 of a whole answer, first pass, ms | not measured | < 300 | - |" in page
    assert "| peak memory of the served app, GB | not measured | < 1.6 | - |" in page


def test_new_figures_replace_the_former_ones_in_the_page(performance: Performance) -> None:
    page = PAGE.read_text(encoding="utf-8")
    written = with_tables(page, "former figures")

    rewritten = with_tables(written, tables(performance))

    assert "former figures" not in rewritten
    assert tables(performance) in rewritten
    assert rewritten.splitlines()[0] == page.splitlines()[0]
    assert with_tables(rewritten, "former figures") == written


@pytest.mark.parametrize(
    "page", ["# Performance", "<!-- bench: begin -->", "<!-- bench: end --> <!-- bench: begin -->"]
)
def test_a_page_without_its_markers_is_refused(page: str) -> None:
    with pytest.raises(PageError, match="Put back"):
        with_tables(page, "figures")


def test_a_folder_weighs_what_its_files_weigh(tmp_path: Path) -> None:
    (tmp_path / "builds").mkdir()
    (tmp_path / "builds" / "vectors").write_bytes(b"12345")
    (tmp_path / "pointer").write_bytes(b"123")

    assert disk_bytes(tmp_path) == 8
    assert disk_bytes(tmp_path / "missing") is None
