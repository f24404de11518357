"""The example ledger passes its own gate, and says what the articles say."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from timeline.api.recording import check, record
from timeline.facts.figures import figures_of, missing
from timeline.facts.fold import fold
from timeline.facts.market import PriceMoved
from timeline.facts.ownership import StakeChanged
from timeline.record.consistency import consistent
from timeline.record.documents import Documents
from timeline.record.drafts import Ledger
from timeline.record.gate import Gate, Known, examine
from timeline.record.ledger import read_ledger
from timeline.record.quotes import LIMIT, length
from timeline.store.log import Log

if TYPE_CHECKING:
    from timeline.facts.fact import Citation, Fact
    from timeline.record.drafts import Ledger

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return read_ledger([ROOT])


@pytest.fixture(scope="module")
def gate(ledger: Ledger, documents: Path) -> Gate:
    """Examine the ledger with every document's text at hand."""
    return examine(ledger, Documents.open(documents), Known(), required=True)


def facts(ledger: Ledger) -> list[Fact]:
    return [each.event for each in ledger.facts]


def citations(ledger: Ledger) -> list[Citation]:
    return [each for fact in facts(ledger) for each in fact.citations]


def fact(ledger: Ledger, name: str) -> Fact:
    return next(each for each in facts(ledger) if each.id == name)


# Without the documents


def test_the_files_have_no_faults(ledger: Ledger) -> None:
    assert ledger.problems == ()
    assert consistent(ledger) == []
    assert ledger.whole


def test_every_name_is_known_and_every_figure_is_quoted(ledger: Ledger) -> None:
    assert examine(ledger, Documents.none(), Known()).problems == ()
    assert sum(len(figures_of(each)) for each in facts(ledger)) > 20
    assert [each.id for each in facts(ledger) if missing(each, each.citations)] == []


def test_every_fact_cites_words_of_a_document(ledger: Ledger) -> None:
    assert [each.id for each in facts(ledger) if not each.citations] == []
    assert all(each.quote for each in citations(ledger))


def test_no_citation_is_longer_than_it_may_be(ledger: Ledger) -> None:
    assert [each.quote for each in citations(ledger) if length(each.quote) > LIMIT] == []


def test_every_document_is_described_and_cited(ledger: Ledger) -> None:
    described = {each.event.document for each in ledger.documents}
    assert {each.document for each in citations(ledger)} == described
    assert len(described) == 5
    assert all(re.fullmatch("[0-9a-f]{64}", each.event.sha256 or "") for each in ledger.documents)


def test_the_third_document_is_a_copy_of_the_fourth(ledger: Ledger) -> None:
    origins = {
        (each.event.file or "")[:3]: each.event.origin
        for each in ledger.documents
    }  # fmt: skip
    fourth = next(each.event for each in ledger.documents if (each.event.file or "")[:3] == "004")
    assert origins.pop("003") == fourth.document
    assert set(origins.values()) == {None}


@pytest.mark.parametrize(("company", "percent"), [("baidu", "8.08"), ("alibaba", "5.44")])
def test_each_rise_is_its_own_companys(ledger: Ledger, company: str, percent: str) -> None:
    moves = [each for each in facts(ledger) if isinstance(each, PriceMoved) and each.percent]
    (move,) = [each for each in moves if each.company == company]
    assert move.percent is not None
    assert move.percent.value == Decimal(percent)
    assert str(move.occurred) == "2025-09-12"


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("xinyuan-semiconductor-2025-08-26", None, "1.87%"),
        ("yezhixin-2025-08-29", None, "14.29%"),
        ("yunhe-zhiwang-2025-09-02", "3.34%", "3.68%"),
    ],
)
def test_three_deals_in_eight_days(
    ledger: Ledger, name: str, before: str | None, after: str
) -> None:
    stake = fact(ledger, f"stake-changed-shanghai-yunya-{name}")
    assert isinstance(stake, StakeChanged)
    assert (str(stake.before) if stake.before else None, str(stake.after)) == (before, after)


def test_it_is_recorded_once(ledger: Ledger) -> None:
    log = Log.memory()
    first = record([ROOT], Documents.none(), log)
    again = record([ROOT], Documents.none(), log)
    assert not first.problems
    assert first.recorded == len(ledger.facts) + len(ledger.entities) + len(ledger.documents)
    assert (again.recorded, again.unchanged, again.problems) == (0, first.recorded, ())


# With the documents


def test_with_documents_required_there_is_no_problem(gate: Gate, documents: Path) -> None:
    assert gate.problems == ()
    assert check([ROOT], Documents.open(documents), None, required=True) == []


def test_every_citation_is_verified(gate: Gate, ledger: Ledger) -> None:
    assert [name for name, flags in gate.verified.items() if not all(flags)] == []
    assert sum(map(len, gate.verified.values())) == len(citations(ledger))


def test_every_article_at_hand_is_described(ledger: Ledger, documents: Path) -> None:
    files = {each.event.file for each in ledger.documents}
    assert {each.name for each in documents.glob("*.txt")} == files


def written() -> list[Path]:
    """Return the files that people write: facts, records, code, documentation, tests."""
    kinds = {".toml", ".py", ".md", ".txt", ".sql", ".jsonl", ".svg"}
    folders = ("events", "seeds", "timeline", "tests", "docs", "tools")
    found = [path for each in folders for path in (ROOT / each).rglob("*") if path.suffix in kinds]
    return [*found, *ROOT.glob("*.md")]


def test_no_run_of_an_articles_words_here_is_longer_than_a_citation(documents: Path) -> None:
    articles = [fold(path.read_text("utf-8")).text for path in documents.glob("*.txt")]
    found = {
        path.relative_to(ROOT).as_posix(): runs
        for path in written()
        if (runs := copied(fold(path.read_text("utf-8", errors="ignore")).text, articles))
    }
    assert found == {}


def test_a_run_of_an_articles_words_would_be_found() -> None:
    article = "".join(chr(ord("一") + number) for number in range(60))
    latin = "the quick brown fox jumps over the lazy dog and then over the next dog too, at last"
    assert copied(f"note = {article[:40]}", [article]) == []
    assert copied(f"note = {article[5:46]}", [article]) == [article[5:46]]
    assert copied(latin[:60], [latin]) == []
    assert copied(f"x{latin}x", [article, latin]) == [latin]


def copied(text: str, articles: list[str]) -> list[str]:
    """Return the runs of words that a text shares with articles and that are too long to cite."""
    wide = LIMIT + 1
    theirs = {each[at : at + wide] for each in articles for at in range(len(each) - LIMIT)}
    runs: list[str] = []
    end = 0
    for at in range(len(text) - LIMIT):
        if text[at : at + wide] in theirs:
            run = runs.pop() + text[at + LIMIT] if at + LIMIT == end else text[at : at + wide]
            runs.append(run)
            end = at + wide
    return [run for run in runs if length(run) > LIMIT]
