"""Replay on the command line: each event, and what it changes."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING, Any

import click
import pytest

from timeline.cli import run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

BOUGHT = "stake-changed-shanghai-yunya-yunhe-zhiwang-2025-09-02"
TOLD = """\
 On 21 Nov 2026, as recorded by #1

 #1  recorded 21 Nov 2026 ──────────────────────────────────────────────────────────────────────────
   1 entity described
 ● by 26 Aug 2025  Shanghai Yunya was a        Ant Group in control of Shanghai Yunya  not told →
                   subsidiary of Ant Group     yes
                                               Ant Group set on AI first  yes
                                               Ant Group set on scarce frontier technology  yes
 ● 26 Aug 2025     Shanghai Yunya came to      Shanghai Yunya in Xinyuan Semiconductor  not told →
                   hold 1.87% of Xinyuan       1.87%
                   Semiconductor               Ant Group in control of Shanghai Yunya  yes
 ● 29 Aug 2025     Shanghai Yunya came to      Shanghai Yunya in Yezhixin  not told → 14.29%
                   hold 14.29% of Yezhixin     Ant Group in control of Shanghai Yunya  yes
 ● 2 Sep 2025      Shanghai Yunya raised its   Shanghai Yunya in Yunhe Zhiwang  not told → 3.68%
                   stake in Yunhe Zhiwang      Ant Group in control of Shanghai Yunya  yes
                   from 3.34% to 3.68%
"""


def lines(text: str) -> list[str]:
    return [each.rstrip() for each in text.splitlines()]


def test_each_event_stands_beside_what_it_changes(recorded: Path, tl: Run) -> None:
    code, out, _ = tl("replay", "--about", "Shanghai Yunya")
    assert (code, lines(out)) == (0, lines(TOLD))


def test_on_a_narrow_screen_the_answers_stand_below(
    recorded: Path, tl: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    out = lines(tl("replay", "--about", "yezhixin", "--known", "2025-09-02")[1])
    assert out[4:8] == [
        " ● 29 Aug 2025     Shanghai Yunya came to hold 14.29% of",
        "                   Yezhixin",
        "     Shanghai Yunya in Yezhixin  not told → ? 14.29%",
        "     Ant Group in control of Shanghai Yunya  ? yes",
    ]
    assert max(map(len, out)) <= 60


def test_what_may_not_be_used_says_why(recorded: Path, tl: Run) -> None:
    out = tl("replay", "--about", "yezhixin", "--known", "2025-08-01")[1]
    assert "not public before 2025-09-02" in out
    assert "merely rumoured: it moves no view" in tl("replay", "--about", "kunlun-p800")[1]
    assert (
        "happened later, on 2025-08-29"
        in tl("replay", "--about", "yezhixin", "--on", "2025-08-01")[1]
    )


def test_in_the_order_of_happening_the_days_rise(answer: Any) -> None:  # noqa: ANN401 - a fixture
    steps = answer("replay", "--by", "occurred")["steps"]
    exact = [each["occurred"] for each in steps if each["occurred"] and len(each["occurred"]) == 10]
    assert exact == sorted(exact)
    assert [each["position"] for each in steps] != sorted(each["position"] for each in steps)
    recorded = answer("replay")["steps"]
    assert [each["position"] for each in recorded] == list(range(1, len(steps) + 1))


def test_as_json_each_step_has_its_changes_and_the_state_after_it(answer: Any) -> None:  # noqa: ANN401 - a fixture
    told = answer("replay", "--on", "2025-09-01")
    (step,) = [each for each in told["steps"] if each["id"] == BOUGHT]
    (change,) = step["changes"]
    assert change["question"]["own"]["company"] == "yunhe-zhiwang"
    assert (change["before"], change["after"]["low"]) == (None, "3.34")
    assert change["after"] in [each["answer"] for each in step["state"]]
    assert (step["commit"], step["occurred"], step["left_out"]) == (1, "2025-09-02", None)


def test_at_the_end_the_answers_are_those_of_today(answer: Any) -> None:  # noqa: ANN401 - a fixture
    held: dict[str, Any] = {}
    for step in answer("replay")["steps"]:
        for change in step["changes"]:
            if own := change["question"].get("own"):
                held[json.dumps(own)] = change["after"]
    stakes = answer("own", "--zeros")["stakes"]
    assert sorted(each["low"] for each in held.values() if each) == sorted(
        each["low"] for each in stakes
    )


def test_a_correction_shows_what_it_takes_back(recorded: Path, tl: Run) -> None:
    code, _, err = tl("retract", BOUGHT, "--reason", "it never was", "--because", "recording")
    assert code == 0, err
    out = " ".join(tl("replay", "--about", "yunhe-zhiwang")[1].split())
    assert "#2 recorded 21 Nov 2026" in out
    assert "“Shanghai Yunya raised" in out
    assert "was taken back: it" in out
    assert "Shanghai Yunya in Yunhe Zhiwang 3.68% → not told" in out


def test_of_what_was_never_recorded_nothing_is_told(recorded: Path, tl: Run) -> None:
    code, out, _ = tl("replay", "--recorded", "2020-01-01")
    assert (code, lines(out)[-1]) == (0, " Nothing was recorded of that.")


# --- a step at a time --------------------------------------------------------------------------


class Terminal(io.StringIO):
    """A screen, or a keyboard, that says it is one."""

    def isatty(self) -> bool:
        return True


def before_a_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Let somebody sit before a terminal; return what they see."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "xterm")
    return terminal


@pytest.mark.parametrize(("keys", "seen"), [("q", 1), (" q", 2), (" " * 200, 3)])
def test_a_step_waits_for_a_key_and_q_ends_it(
    recorded: Path, monkeypatch: pytest.MonkeyPatch, keys: str, seen: int
) -> None:
    waiting, screen = iter(keys), before_a_terminal(monkeypatch)
    monkeypatch.setattr(click, "getchar", lambda: next(waiting))
    assert run(["replay", "--about", "yezhixin", "--step", "--by", "occurred"]) == 0
    text = screen.getvalue()
    assert text.count("●") == seen
    assert "\x1b[" in text


def test_without_a_terminal_nothing_waits(
    recorded: Path, tl: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(click, "getchar", lambda: pytest.fail("it waited"))
    assert tl("replay", "--step")[0] == 0
