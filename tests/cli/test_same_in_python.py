"""What a program is answered is what the command prints."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import timeline

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Run
    from timeline import AsOf
    from timeline.api.as_of import Clock

    Ask = Callable[..., dict[str, Any]]
    Asked = Callable[[AsOf], Any]

CLOCKS = {
    "now": {},
    "on a day": {"on": "2025-09-01"},
    "known on another": {"on": "2025-09-03", "known": "2025-09-05"},
    "as recorded first": {"on": "2025-09-03", "recorded": "#1"},
    "recorded by nobody": {"on": "2025-09-03", "recorded": "2020-01-01"},
}
YUNYA, YUNHE = "Shanghai Yunya", "yunhe-zhiwang"
QUESTIONS: dict[str, tuple[tuple[str, ...], Asked]] = {
    "own": (("own",), lambda view: view.own().to_dict()),
    "own by name": (
        ("own", "--holder", YUNYA, "--company", YUNHE),
        lambda view: view.own(holder=YUNYA, company=YUNHE).to_dict(),
    ),
    "own zeros": (("own", "--zeros"), lambda view: view.own(zeros=True).to_dict()),
    "own group": (
        ("own", "--holder", "ant-group", "--look-through", "group"),
        lambda view: view.own(holder="ant-group", look_through="group").to_dict(),
    ),
    "own economic": (
        ("own", "--holder", "ring-a", "--look-through", "economic"),
        lambda view: view.own(holder="ring-a", look_through="economic").to_dict(),
    ),
    "strategy": (("strategy",), lambda view: {"companies": view.strategy().to_dicts()}),
    "strategy of two": (
        ("strategy", "alibaba", "baidu"),
        lambda view: {"companies": view.strategy("alibaba", "baidu").to_dicts()},
    ),
    "deals": (("deals",), lambda view: {"deals": view.deals().to_dicts()}),
    "deals about": (
        ("deals", "--about", "alibaba"),
        lambda view: {"deals": view.deals(about="alibaba").to_dicts()},
    ),
    "show": (("show",), lambda view: {"events": view.show().to_dicts()}),
    "show some": (
        ("show", "--from", "2025-08-26", "--to", "2025-09-02", "--about", "ant-group", "--about",
         YUNYA, "--type", "stake-changed", "--type", "control-stated"),
        lambda view: {"events": view.show(
            from_="2025-08-26", to="2025-09-02", about=["ant-group", YUNYA],
            type=["stake-changed", "control-stated"],
        ).to_dicts()},
    ),
    "why of a holding": (("why", YUNYA, YUNHE), lambda view: view.why(YUNYA, YUNHE).to_dict()),
    "window": (
        ("window", "2025-08-26", "2025-09-02"),
        lambda view: view.window("2025-08-26", "2025-09-02").to_dict(),
    ),
    "pace": (("pace", "--days", "8"), lambda view: view.pace(8).to_dict()),
    "pace of some": (
        ("pace", "--days", "8", "--holder", "ant-group", "--type", "stake-changed", "--segment",
         "memory", "--most", "1"),
        lambda view: view.pace(
            8, holder="ant-group", type="stake-changed", segment="memory", most=1
        ).to_dict(),
    ),
    "around a day": (("around", "2025-09-12"), lambda view: view.around("2025-09-12").to_dict()),
    "around, closely": (
        ("around", "2025-08-27", "--before", "1", "--after", "3", "--about", YUNYA),
        lambda view: view.around("2025-08-27", before=1, after=3, about=YUNYA).to_dict(),
    ),
    "series": (
        ("series", "own", "--holder", YUNYA, "--company", YUNHE),
        lambda view: {"points": view.series(holder=YUNYA, company=YUNHE).to_dicts()},
    ),
    "series by week": (
        ("series", "own", "--holder", YUNYA, "--company", YUNHE, "--every", "week", "--from",
         "2025-08-20"),
        lambda view: {"points": view.series(
            holder=YUNYA, company=YUNHE, every="week", from_="2025-08-20"
        ).to_dicts()},
    ),
    "thresholds": (
        ("thresholds",), lambda view: {"crossings": view.thresholds().to_dicts()}
    ),
    "thresholds of one": (
        ("thresholds", "--company", YUNHE, "--at", "3.5%,50%"),
        lambda view: {"crossings": view.thresholds(company=YUNHE, at=["3.5%", 50]).to_dicts()},
    ),
    "lag": (("lag",), lambda view: view.lag().to_dict()),
}  # fmt: skip
SAID_TWICE = {"schema", "resolved", "on", "known", "recorded"}
MORE = """
[[entity]]
id = "ring-a"
kind = "company"
name = "Ring A"

[[entity]]
id = "ring-b"
kind = "company"
name = "Ring B"

[[fact]]
type = "stake-stated"
holder = "ring-a"
company = "ring-b"
occurred = "2025-08-01"
stake = "100%"

[[fact]]
type = "stake-stated"
holder = "ring-b"
company = "ring-a"
occurred = "2025-08-01"
stake = "100%"

[[fact]]
type = "stake-stated"
holder = "ring-a"
company = "baidu"
occurred = "2025-08-30"
shares = "1000"

[[fact]]
type = "stake-changed"
holder = "ring-b"
company = "baidu"
occurred = "2025-08-30"
before = "10%"
after = "none"

[[fact]]
id = "yunhe-again"
type = "stake-changed"
corrects = "stake-changed-shanghai-yunya-yunhe-zhiwang-2025-09-02"
because = "recording"
reason = "misread"
holder = "shanghai-yunya"
company = "yunhe-zhiwang"
occurred = "2025-09-02"
before = "3.34%"
after = "3.7%"
"""


@pytest.fixture
def twice(recorded: Path, tl: Run) -> Path:
    """Return the example ledger with a second commit: a circle, shares, zero, a correction."""
    (recorded / "events" / "more.toml").write_text(MORE, "utf-8")
    code, _, err = tl("record")
    assert code == 0, err
    return recorded


@pytest.fixture
def ask(twice: Path, answer: Ask) -> Ask:
    """Ask a question of that ledger by the command line."""
    assert twice.is_dir()
    return answer


def flags(clocks: dict[str, str]) -> list[str]:
    return [each for name, value in clocks.items() for each in (f"--{name}", value)]


def told(document: dict[str, Any]) -> dict[str, Any]:
    """Return a document without the clocks, which every answer would repeat."""
    return {name: each for name, each in document.items() if name not in SAID_TWICE}


@pytest.mark.parametrize("clocks", CLOCKS.values(), ids=CLOCKS)
def test_every_answer_is_what_the_command_prints(
    clocks: dict[str, str], twice: Path, tl: Run
) -> None:
    view = timeline.open(twice).as_of(**clocks)
    full: list[str] = []
    for name, (arguments, question) in QUESTIONS.items():
        code, out, err = tl(*arguments, *flags(clocks), "--json")
        if code:
            with pytest.raises(timeline.TimelineError) as refused:
                question(view)
            assert refused.value.message in err, name
            continue
        document = json.loads(out)
        assert question(view) == told(document), name
        if name == "own":
            assert view.resolved.to_dict() == document["resolved"]
        full += [name] if all(told(document).values()) else []
    assert len(full) > 4 or clocks.get("recorded") == "2020-01-01"


def test_why_of_a_fact_is_what_the_command_prints(twice: Path, ask: Ask) -> None:
    fact = "stake-changed-shanghai-yunya-yunhe-zhiwang-2025-09-02"
    view = timeline.open(twice).as_of()
    assert view.why("yunhe-again").to_dict() == told(ask("why", "yunhe-again"))
    view = timeline.open(twice).as_of(recorded=1)
    assert view.why(fact).to_dict() == told(ask("why", fact, "--recorded", "#1"))
    view = timeline.open(twice).as_of()
    assert view.why("events/market.toml:8").to_dict() == told(ask("why", "events/market.toml:8"))
    name = "price-moved-baidu-9888-hk-2025-09-12"
    assert view.around(name, before=30).to_dict() == told(ask("around", name, "--before", "30"))


@pytest.mark.parametrize(
    ("by", "before", "after", "clocks"),
    [
        ("occurred", "2025-08-25", "2025-09-02", {}),
        ("known", "2025-09-01", "2025-09-20", {"on": "2025-09-20"}),
        ("recorded", "#1", "#2", {"on": "2025-09-03"}),
        ("recorded", "2026-11-20", "2026-11-21", {"on": "2025-09-03", "known": "2026-01-01"}),
    ],
)
def test_a_difference_is_what_the_command_prints(
    by: Clock, before: str, after: str, clocks: dict[str, str], ask: Ask
) -> None:
    found = timeline.open().as_of(**clocks).diff(before, after, clock=by)
    printed = ask("diff", before, after, "--clock", by, *flags(clocks))
    assert printed["changes"]
    assert found.to_dict() == told(printed)


def test_what_keeps_a_ledger_is_what_the_commands_print(twice: Path, ask: Ask, tl: Run) -> None:
    ledger = timeline.open(twice)
    assert ledger.commits().to_dicts() == ask("log")["commits"]
    assert ledger.verify().to_dict() == told(ask("verify"))
    (twice / "events" / "wrong.toml").write_text('[[fact]]\ntype = "stake-sold"\n', "utf-8")
    code, out, _ = tl("check", "--json")
    assert code == 1
    assert ledger.check().to_dicts() == json.loads(out)["problems"]
