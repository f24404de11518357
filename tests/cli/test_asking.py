from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.cli.conftest import Run

HELD = "SELECT company, low, first_day, facts FROM ownership_as_of('2025-09-01') WHERE low = 3.34"
FACT = "stake-changed-shanghai-yunya-yunhe-zhiwang-2025-09-02"


def test_a_query_is_answered_with_a_table(recorded: Path, tl: Run) -> None:
    code, out, err = tl("sql", "SELECT company, low FROM ownership_of('云合智网', '2025-09-01')")
    assert (code, err) == (0, "")
    assert out.splitlines() == [" company         low", " yunhe-zhiwang  3.34"]


def test_a_query_is_answered_with_one_json_document(recorded: Path, tl: Run) -> None:
    document = json.loads(tl("sql", HELD, "--json")[1])
    assert document == {
        "schema": 1,
        "columns": [
            {"name": "company", "type": "VARCHAR"},
            {"name": "low", "type": "DECIMAL(38,12)"},
            {"name": "first_day", "type": "DATE"},
            {"name": "facts", "type": "VARCHAR[]"},
        ],
        "rows": [
            {"company": "yunhe-zhiwang", "low": "3.34", "first_day": "2025-09-01", "facts": [FACT]}
        ],
    }


def test_a_query_is_answered_with_csv(recorded: Path, tl: Run) -> None:
    rows = list(csv.reader(io.StringIO(tl("sql", HELD, "--csv")[1])))
    assert rows == [
        ["company", "low", "first_day", "facts"],
        ["yunhe-zhiwang", "3.34", "2025-09-01", FACT],
    ]


def test_csv_and_json_are_not_both_to_be_had(recorded: Path, tl: Run) -> None:
    assert tl("sql", HELD, "--csv", "--json")[0] == 2


def test_a_query_is_read_from_standard_input(
    recorded: Path, tl: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("SELECT 1 AS one\n"))
    assert tl("sql")[:2] == (0, " one\n   1\n")


def test_no_query_at_a_terminal_is_asked_for(
    recorded: Path, tl: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", terminal)
    code, out, err = tl("sql")
    assert (code, out) == (2, "")
    assert err.startswith("error: no query was given\nhint: give one")


def test_an_error_in_a_query_is_shown_with_its_line_and_a_caret(recorded: Path, tl: Run) -> None:
    code, out, err = tl("sql", "SELECT company\nFROM stakes\nWHERE compny = 'a'", "--json")
    assert (code, out) == (2, "")
    error, line, caret, hint = err.splitlines()
    assert error.startswith("error: Binder Error: Referenced column")
    assert line == "  LINE 3: WHERE compny = 'a'"
    assert caret.index("^") == line.index("compny")
    assert hint.startswith("hint: ")


def test_what_would_write_is_refused(recorded: Path, tl: Run) -> None:
    code, out, err = tl("sql", "COPY stakes TO 'out.csv'")
    assert (code, out) == (2, "")
    assert err.splitlines()[0] == "error: COPY is refused: a log is only read here"
    assert not (recorded / "out.csv").exists()


def test_a_value_is_printed_and_not_obeyed(recorded: Path, tl: Run) -> None:
    out = tl("sql", "SELECT chr(27) || '[31m[bold]red[/bold]' AS \"[red]x[/red]\"")[1]
    assert out.splitlines() == [" [red]x[/red]", " ␛[31m[bold]red[/bold]"]


def test_csv_obeys_nothing_on_a_terminal_and_is_as_it_is_in_a_pipe(
    recorded: Path, tl: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = "SELECT 'a' || chr(10) || chr(27) || '[31m' AS a"
    assert tl("sql", "--csv", query)[1] == 'a\n"a\n\x1b[31m"\n'
    monkeypatch.setattr("timeline.cli.asking._on_a_terminal", lambda: True)
    assert tl("sql", "--csv", query)[1] == 'a\n"a\n␛[31m"\n'


def test_read_models_that_are_behind_are_to_be_made_anew(recorded: Path, tl: Run) -> None:
    from timeline.store.log import Log

    with Log(recorded / "deals.duckdb").writing() as connection:
        connection.execute("UPDATE derived SET commit = 0")
    code, _, err = tl("sql", "SELECT 1")
    assert code == 2
    assert err.splitlines()[-1] == "hint: “timeline rebuild” makes them anew"
    assert tl("rebuild")[0] == 0
    assert tl("sql", "SELECT 1")[0] == 0
