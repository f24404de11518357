"""Run pytest on example projects, and compare what the person sees."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import duckdb  # noqa: F401 - pytester would load it anew each time, which it does not survive
import pytest

import timeline.testing  # noqa: F401 - loaded once, as above

if TYPE_CHECKING:
    from pathlib import Path

pytest_plugins = ["pytester"]

FACTS = """\
holder = "ant"

[[fact]]
type = "stake-changed"
occurred = "2025-09-02"
company = "kite"
before = "3.34%"
after = "3.68%"

[[entity]]
id = "ant"
kind = "company"
name = "Ant Group"

[[entity]]
id = "kite"
kind = "company"
name = "Blue Kite"
"""
TEST = """\
from timeline.testing import changed, given


def test_of_a_stake():
    view = given("events").on("2025-09-01")
    assert {asserted}
"""


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """A project of somebody's, with a ledger beside its tests."""
    pytester.mkdir("events")
    (pytester.path / "events" / "ant.toml").write_text(FACTS, "utf-8")
    return pytester


def seen(project: pytest.Pytester, test: str, *options: str) -> list[str]:
    """Run a test file; return the lines of its error, or what it passes with."""
    project.makepyfile(test)
    result = project.runpytest("--tb=short", *options)
    told = [each[4:] for each in result.outlines if each.startswith("E   ")]
    return told or [result.outlines[-1].strip("= ").partition(" in ")[0]]


# --- what passes -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asserted",
    [
        'view.stake("ant", "kite") == "3.34%"',
        'view.stake("Ant Group", "Blue Kite") == "3.340%"',
        'view.certainly("ant", "kite", ">3%")',
        'view.possibly("ant", "kite") and not view.possibly("ant", "kite", "5%")',
        'view.stake("ant", "kite").certainty == "definite"',
    ],
)
def test_a_ledger_answers_plain_asserts(project: pytest.Pytester, asserted: str) -> None:
    assert seen(project, TEST.format(asserted=asserted)) == ["1 passed"]


def test_the_path_of_a_ledger_is_beside_the_file_that_names_it(project: pytest.Pytester) -> None:
    project.makeconftest(
        """
        import pytest
        from timeline.testing import given

        @pytest.fixture
        def facts():
            return given("events/ant.toml")
        """
    )
    folder = project.mkdir("deep")
    (folder / "test_it.py").write_text(
        "def test_it(facts):\n    assert facts.on('2025-09-02').stake('ant', 'kite') == '3.68%'\n",
        "utf-8",
    )
    project.runpytest("deep").assert_outcomes(passed=1)


# --- what fails --------------------------------------------------------------------------------


def test_a_stake_that_differs_is_shown_with_its_facts_and_its_day(
    project: pytest.Pytester,
) -> None:
    assert seen(project, TEST.format(asserted='view.stake("ant", "kite") == "3.68%"')) == [
        "AssertionError: assert '3.34%' == '3.68%'",
        "  ant in kite on 2025-09-01: 3.34%, not 3.68%",
        "  definite, before-change; it is 3.68% on 2025-09-02",
        (
            "  from stake-changed-ant-kite-2025-09-02 (events/ant.toml:3): Ant Group raised its"
            " stake in Blue Kite from 3.34% to 3.68%"
        ),
    ]


def test_a_stake_that_is_not_told_is_shown_with_what_was_left_out(
    project: pytest.Pytester,
) -> None:
    test = TEST.replace(".on(", '.known("2026-11-20").on(')
    assert seen(project, test.format(asserted='view.stake("ant", "kite") == "3.34%"')) == [
        "AssertionError: assert 'not told' == '3.34%'",
        "  ant in kite on 2025-09-01, as known on 2026-11-20: not told, not 3.34%",
        (
            "  left out: stake-changed-ant-kite-2025-09-02 (events/ant.toml:3): not public before"
            " 2026-11-21"
        ),
    ]


def test_what_is_not_certain_says_what_is(project: pytest.Pytester) -> None:
    told = seen(project, TEST.format(asserted='view.certainly("ant", "kite", ">5%")'))
    assert told[0] == (
        "AssertionError: assert <no: ant in kite on 2025-09-01 is 3.34%, definite, before-change,"
        " from stake-changed-ant-kite-2025-09-02>"
    )


def test_problems_are_shown_as_check_says_them(project: pytest.Pytester) -> None:
    (project.path / "events" / "ant.toml").write_text(FACTS.replace("kite", "ant", 1), "utf-8")
    assert seen(project, TEST.format(asserted="view.problems == []")) == [
        "assert <2 problems> == []",
        ("  warning: no source is named for this fact [source-missing] (events/ant.toml:3)"),
        "  warning: “ant” is said to hold a stake in itself [of-itself] (events/ant.toml:3)",
    ]


def test_of_a_table_each_holding_that_differs_is_told(project: pytest.Pytester) -> None:
    boat = '[[entity]]\nid = "boat"\nkind = "company"\nname = "Red Boat"\n'
    (project.path / "events" / "boat.toml").write_text(boat, "utf-8")
    table = '{"Ant Group": "3.3%", "boat": "5%"}'
    assert seen(project, TEST.format(asserted=f'view.stakes_in("Blue Kite") == {table}')) == [
        "AssertionError: assert {'ant': '3.34%'} == {'Ant Group': '3.3%', 'boat': '5%'}",
        "  ant in kite on 2025-09-01: 3.34%, not 3.3%",
        "  definite, before-change",
        (
            "  from stake-changed-ant-kite-2025-09-02 (events/ant.toml:3): Ant Group raised its"
            " stake in Blue Kite from 3.34% to 3.68%"
        ),
        "  boat in kite on 2025-09-01: not told, not 5%",
        "  no fact tells of it",
    ]


@pytest.mark.parametrize("asserted", ["[{}] == ['3.3%']", "{{1: {}}} == {{1: '3.3%'}}"])
def test_of_answers_in_a_list_or_table_each_that_differs_is_told(
    project: pytest.Pytester, asserted: str
) -> None:
    told = seen(project, TEST.format(asserted=asserted.format('view.stake("ant", "kite")')))
    assert told[1:3] == [
        "  ant in kite on 2025-09-01: 3.34%, not 3.3%",
        "  definite, before-change",
    ]


def test_control_that_differs_says_whose(project: pytest.Pytester) -> None:
    assert seen(project, TEST.format(asserted='view.control("ant", "kite") == "definite"')) == [
        "AssertionError: assert 'no' == 'definite'",
        "  control of kite by ant on 2025-09-01: no, not definite",
        "  no fact tells of it",
    ]


def test_which_of_two_answers_is_more_is_not_told_by_their_texts(
    project: pytest.Pytester,
) -> None:
    assert seen(project, TEST.format(asserted='view.stake("ant", "kite") > "3%"')) == [
        (
            "timeline.testing.answered.AnswersUnordered: an answer is a text, and “16%” comes"
            " before “5%”"
        ),
        "hint: ask view.certainly(HOLDER, COMPANY, “>5%”)",
    ]


# --- wrong use ---------------------------------------------------------------------------------


def test_a_misspelt_name_is_no_answer_but_an_error_with_the_nearest(
    project: pytest.Pytester,
) -> None:
    assert seen(project, TEST.format(asserted='view.stake("ant", "kyte") == "not told"')) == [
        "timeline.errors.NotFound: no entity “kyte”",
        "hint: did you mean “kite”?",
    ]


def test_a_path_that_is_not_there_names_those_near(project: pytest.Pytester) -> None:
    test = TEST.replace('"events"', '"event"').format(asserted="view")
    assert seen(project, test) == [
        "timeline.errors.NotFound: no file or folder of facts “event”",
        "hint: did you mean “events”?",
    ]


def test_a_number_without_its_sign_is_told_to_be_no_share(project: pytest.Pytester) -> None:
    told = seen(project, TEST.format(asserted='view.stake("ant", "kite") == "3.34"'))
    assert told == [
        "AssertionError: assert '3.34%' == '3.34'",
        "  ant in kite on 2025-09-01: 3.34%, not 3.34",
        "  “3.34” has no percent sign: write 3.34%: a number without the sign could be a fraction",
    ]


def test_a_file_that_cannot_be_read_is_told_with_its_line(project: pytest.Pytester) -> None:
    (project.path / "events" / "ant.toml").write_text(FACTS.replace("3.34%", "3.34"), "utf-8")
    assert seen(project, TEST.format(asserted="view")) == [
        "timeline.testing.ledgers.LedgerFaulty: these facts cannot be read",
        "events/ant.toml:7: error: “before”: “3.34” has no percent sign [value-unreadable]",
        '  7 | before = "3.34"',
        "  hint: write 3.34%: a number without the sign could be a fraction",
    ]


def test_a_traceback_ends_in_the_test(project: pytest.Pytester) -> None:
    project.makepyfile(TEST.format(asserted='view.stake("ant", "kyte") == "1%"'))
    places = [each for each in project.runpytest().outlines if re.match(r"\S+\.py:\d+: ", each)]
    assert {each.partition(":")[0] for each in places} == {"test_a_traceback_ends_in_the_test.py"}


# --- docstrings --------------------------------------------------------------------------------

DOCSTRING = '''\
def test_of_its_docstring(ledger):
    """Ant raised its stake.

    [[fact]]
    type = "stake-changed"
    occurred = "2025-09-02"
    holder = "ant"
    company = "kite"
    before = "3.34%"
    after = "3.68%"
    """
    assert ledger.on("2025-09-01").stake("ant", "kite") == "{stake}"
'''


def test_a_tests_docstring_is_its_ledger(pytester: pytest.Pytester) -> None:
    assert seen(pytester, DOCSTRING.format(stake="3.34%")) == ["1 passed"]


def test_a_fact_of_a_docstring_has_its_line_in_the_test_file(pytester: pytest.Pytester) -> None:
    told = seen(pytester, DOCSTRING.format(stake="5%"))
    assert re.search(r"\(test_\w+\.py:4\): ant raised its stake in kite", told[-1])


def test_a_fault_in_a_docstring_is_told_at_its_line(pytester: pytest.Pytester) -> None:
    told = seen(pytester, DOCSTRING.format(stake="5%").replace("before =", "befor ="))
    assert re.match(r"test_\w+\.py:9: error: “befor” is no field of stake-changed", told[1])


def test_a_test_without_facts_has_an_empty_ledger(pytester: pytest.Pytester) -> None:
    test = '''
        from timeline.testing import stated

        def test_it(ledger):
            """Nothing is given here, not even x = 1."""
            assert ledger.log == ()
            assert ledger.later(stated("a", "b", "5%")).on("2027-01-01").stake("a", "b") == "5%"
    '''
    assert seen(pytester, test) == ["1 passed"]


# --- the clock and the log ---------------------------------------------------------------------

CLOCK = """
    from datetime import date
    from timeline import clock as program
    from timeline.testing import given, stated

    def test_it(clock, log):
        clock.set("2025-09-01")
        facts = given(stated("a", "b", "5%", published="2025-08-01"))
        clock.move(days=2)
        facts = facts.later(stated("a", "b", "6%", published="2025-08-02", on="2025-09-03"))
        assert program.today() == date(2025, 9, 3) == clock.today()
        assert [each.at.isoformat() for each in log_of(facts)] == [
            "2025-09-01T09:00:00+00:00", "2025-09-03T09:00:00+00:00"
        ]
        assert facts.on().stake("a", "b") == "6%"
        assert facts.recorded("2025-09-02").on().stake("a", "b") == "5%"
        assert log.exists is False
        assert given(facts.into(log)).on().everything() == facts.on().everything()
        assert [each.at for each in log.commits()] == [each.at for each in facts.log]

    def log_of(facts):
        return facts.log

    def test_that_it_goes_on_after():
        assert program.today() > date(2025, 9, 3)
"""


def without(project: pytest.Pytester, *packages: str) -> None:
    """Hide packages from a project."""
    project.makeconftest(
        f"""
        import sys
        import pytest

        @pytest.fixture(autouse=True)
        def hidden(monkeypatch):
            for each in {packages}:
                monkeypatch.setitem(sys.modules, each, None)
        """
    )


@pytest.mark.parametrize("package", ["freezegun", "time_machine"])
def test_the_clock_moves_the_record_clock_and_today_together(
    pytester: pytest.Pytester, package: str
) -> None:
    other = {"freezegun": "time_machine", "time_machine": "freezegun"}[package]
    without(pytester, other)
    assert seen(pytester, CLOCK) == ["2 passed"]


def test_without_a_package_that_stops_clocks_the_fixture_says_what_to_install(
    pytester: pytest.Pytester,
) -> None:
    without(pytester, "freezegun", "time_machine")
    assert seen(pytester, "def test_it(clock):\n    pass\n") == [
        "timeline.testing.clocks.ClockMissing: no package “freezegun”",
        "hint: the clock fixture needs it, or time-machine: install one",
    ]


# --- what it costs -----------------------------------------------------------------------------

PROBE = "def test_it():\n    import sys\n    print('loaded', *sorted(sys.modules))\n"


def test_nothing_of_the_package_is_loaded_where_no_test_asks_for_it(tmp_path: Path) -> None:
    loaded = ours(tmp_path)
    assert loaded == {"timeline", "timeline.pytest_plugin"}


def test_it_can_be_switched_off(tmp_path: Path) -> None:
    assert ours(tmp_path, "-p", "no:timeline") == set()


def ours(folder: Path, *options: str) -> set[str]:
    """Run a test that uses nothing of ours; return which of our modules were loaded."""
    (folder / "test_it.py").write_text(PROBE, "utf-8")
    printed = pytest_in(folder, *options)
    (line,) = (each for each in printed.splitlines() if "loaded " in each)
    return {each for each in line.split() if each.partition(".")[0] == "timeline"}


def pytest_in(folder: Path, *options: str) -> str:
    """Run pytest in a process of its own, with nothing of this project's settings."""
    command = [sys.executable, "-m", "pytest", "-s", "-c", os.devnull, *options, "."]
    return subprocess.run(command, cwd=folder, capture_output=True, check=True, text=True).stdout


def test_importing_it_takes_pytest_less_than_five_milliseconds() -> None:
    code = "import pytest; import timeline.pytest_plugin"
    times = []
    for _ in range(3):
        command = [sys.executable, "-X", "importtime", "-c", code]
        told = subprocess.run(command, capture_output=True, check=True, text=True).stderr
        (spent,) = re.findall(r"\| *(\d+) \| timeline\.pytest_plugin$", told, re.MULTILINE)
        times.append(int(spent))
    assert min(times) < 5_000
