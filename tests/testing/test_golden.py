from __future__ import annotations

import duckdb  # noqa: F401 - pytester would load it anew each time, which it does not survive
import pytest
from hypothesis import given as given_any
from hypothesis import strategies as st

import timeline.testing  # noqa: F401 - loaded once, as above
from timeline.testing import changed, days, document, fact, given
from timeline.testing.matrix import Cell, Matrix, MatrixUnreadable, Place, asked, read, written

pytest_plugins = ["pytester"]

SNAPSHOT = """\
kite
            2025-09-01  2025-09-04  now
2025-09-01  -           3.34%? [a]  3.34% [a]
2025-09-02  -           3.68%? [a]  3.68% [a]

  [a] stake

price
            2025-09-01  2025-09-04  now
2025-09-01  -           -           -
2025-09-02  -           up? [a]     up [a]

  [a] price
"""
PRESS = document("press", "2025-09-03/2025-09-05")
STAKE = changed("ant", "kite", id="stake", on="2025-09-02", before="3.34%", after="3.68%",
                cites=[("press", "3.34% 3.68%")])  # fmt: skip
PRICE = fact("price-moved", company="kite", id="price", on="2025-09-02", cites=[("press", "up")])


def test_a_matrix_is_days_by_knowledge_with_the_facts_behind_each_cell() -> None:
    matrix = asked(
        given(PRESS, STAKE, PRICE),
        {"kite": lambda view: view.stake("ant", "kite"), "price": lambda view: view.moved("kite")},
        days("2025-09-01", "2025-09-02"),
        ["2025-09-01", "2025-09-04", None],
    )
    assert written(matrix) == SNAPSHOT
    assert read(SNAPSHOT) == matrix


def cells() -> st.SearchStrategy[Cell]:
    texts = st.sampled_from(["-", "3.34%", "[25%, 50%)?", ">0%", "+8.08%", "not known"])
    facts = st.lists(st.sampled_from(["a-fact", "b-fact~2", "c-fact"]), unique=True)
    return st.builds(Cell, texts, facts.map(sorted).map(tuple))


@given_any(st.lists(cells(), min_size=12, max_size=12), st.sampled_from(["now", "2025-09-05"]))
def test_a_matrix_that_was_written_is_read_the_same(several: list[Cell], last: str) -> None:
    places = [
        Place(title, known, on.isoformat())
        for title in ("Blue Kite", "Red Boat")
        for on in days("2025-09-01", "2025-09-03")
        for known in ("2025-09-04", last)
    ]
    matrix: Matrix = dict(zip(places, several, strict=True))
    assert read(written(matrix)) == matrix


def test_a_snapshot_that_was_cut_is_told_at_its_line() -> None:
    with pytest.raises(MatrixUnreadable, match="line 4"):
        read(SNAPSHOT.replace("3.68%? [a]  3.68% [a]", ""))


# --- in a project ------------------------------------------------------------------------------

FACTS = """\
[[document]]
id = "press"
publisher = "The Press"
published = "2025-09-03/2025-09-05"
retrieved = "2025-09-05"

[[fact]]
type = "stake-changed"
id = "stake"
occurred = "2025-09-02"
holder = "ant"
company = "kite"
before = "3.34%"
after = "3.68%"
document = "press"
quote = "from 3.34% to 3.68%"
"""
TEST = """
from timeline.testing import days, given

def test_of_the_kite(golden):
    golden(
        given("facts.toml"),
        {"kite": lambda view: view.stake("ant", "kite")},
        on=days("2025-08-30", "2025-09-03"),
        known=["2025-09-01", "2025-09-04", None],
    )
"""
NAME = "golden/golden/of-the-kite.txt"


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project with one golden matrix, not yet written, on somebody's own machine."""
    monkeypatch.delenv("CI", raising=False)
    (pytester.path / "facts.toml").write_text(FACTS, "utf-8")
    (pytester.path / "test_golden.py").write_text(TEST, "utf-8")
    return pytester


def seen(project: pytest.Pytester, *options: str) -> list[str]:
    """Run the project's tests; return the lines of the error, else the last lines."""
    lines = project.runpytest("--tb=short", "-q", *options).outlines
    told = [each[4:] for each in lines if each.startswith("E   ")]
    return told or [each.partition(" in 0")[0] for each in lines[-2:]]


def test_without_a_snapshot_the_test_fails_and_says_how_to_write_it(
    project: pytest.Pytester,
) -> None:
    assert seen(project) == [
        f"timeline.testing.golden.GoldenMissing: there is no snapshot {NAME} yet",
        "hint: pytest --timeline-update writes it; look at it, then keep it",
    ]


def test_it_is_written_once_and_holds_from_then_on(project: pytest.Pytester) -> None:
    assert seen(project, "--timeline-update") == [f"wrote {NAME}", "1 passed"]
    assert (project.path / NAME).read_text("utf-8") == (
        "kite\n"
        "            2025-09-01  2025-09-04  now\n"
        "2025-08-30  -           3.34%? [a]  3.34%? [a]\n"
        "2025-08-31  -           3.34%? [a]  3.34%? [a]\n"
        "2025-09-01  -           3.34%? [a]  3.34% [a]\n"
        "2025-09-02  -           3.68%? [a]  3.68% [a]\n"
        "2025-09-03  -           3.68%? [a]  3.68% [a]\n"
        "\n"
        "  [a] stake\n"
    )
    assert seen(project)[-1] == "1 passed"
    assert seen(project, "--timeline-update")[-1] == "1 passed"
    assert "wrote" not in "".join(seen(project, "--timeline-update"))


def test_a_difference_shows_the_cell_both_answers_and_the_facts_behind_them(
    project: pytest.Pytester,
) -> None:
    seen(project, "--timeline-update")
    later = FACTS.replace('"2025-09-02"', '"2025-09-03"').replace('"stake"', '"other"')
    (project.path / "facts.toml").write_text(later, "utf-8")
    snapshot = project.path / NAME
    snapshot.write_text(snapshot.read_text("utf-8").replace("[a] stake", "[a] other"), "utf-8")
    assert seen(project) == [
        f"timeline.testing.golden.GoldenDiffers: what holds is not as in {NAME}",
        "",
        "kite, on 2025-09-02, as known on 2025-09-04",
        "  was  3.68%?",
        "  is   3.34%?",
        "       possible, before-change; it is 3.68% on 2025-09-03",
        "       from other (facts.toml:7): ant raised its stake in kite from 3.34% to 3.68%",
        "",
        "kite, on 2025-09-01",
        "  was  3.34%",
        "  is   3.34%?",
        "       possible, before-change",
        "       from other (facts.toml:7): ant raised its stake in kite from 3.34% to 3.68%",
        "",
        "kite, on 2025-09-02",
        "  was  3.68%",
        "  is   3.34%",
        "       definite, before-change; it is 3.68% on 2025-09-03",
        "       from other (facts.toml:7): ant raised its stake in kite from 3.34% to 3.68%",
        "hint: where the new answers are right: pytest --timeline-update",
    ]


def test_days_that_change_alike_are_told_together_and_a_fact_that_is_gone_as_gone(
    project: pytest.Pytester,
) -> None:
    seen(project, "--timeline-update")
    other = FACTS.replace('"stake"', '"other"').replace("3.34%", "3%")
    (project.path / "facts.toml").write_text(other, "utf-8")
    told = seen(project)
    assert told[2:9] == [
        "kite, on 2025-08-30 to 2025-09-01, as known on 2025-09-04",
        "  was  3.34%?",
        "       from stake, which is no longer there",
        "  is   3%?",
        "       possible, before-change",
        "       from other (facts.toml:7): ant raised its stake in kite from 3% to 3.68%",
        "",
    ]


def test_columns_that_change_alike_are_told_together(project: pytest.Pytester) -> None:
    wide = TEST.replace('"2025-09-04", None', '"2025-09-03", "2025-09-04", "2025-09-05", None')
    (project.path / "test_golden.py").write_text(wide, "utf-8")
    seen(project, "--timeline-update")
    (project.path / "facts.toml").write_text(FACTS.replace("3.68%", "3.86%"), "utf-8")
    assert [each for each in seen(project) if each.startswith("kite")] == [
        "kite, on 2025-09-02 to 2025-09-03, as known on 2025-09-03 and 2025-09-04",
        "kite, on 2025-09-02 to 2025-09-03, as known on 2025-09-05 and now",
    ]


def test_of_an_answer_that_is_no_longer_told_the_day_and_what_was_left_out_are_told(
    project: pytest.Pytester,
) -> None:
    (project.path / "facts.toml").write_text(FACTS.replace('before = "3.34%"\n', ""), "utf-8")
    seen(project, "--timeline-update")
    later = FACTS.replace('before = "3.34%"\n', "").replace("2025-09-02", "2025-09-03")
    (project.path / "facts.toml").write_text(later, "utf-8")
    assert seen(project)[-6:-1] == [
        "  was  3.68%",
        "       from stake (facts.toml:7): ant came to hold 3.68% of kite",
        "  is   -",
        "       it is 3.68% on 2025-09-03",
        "       left out: stake (facts.toml:7): happened later, on 2025-09-03 or after",
    ]


def test_other_days_or_questions_are_told_before_any_cell(project: pytest.Pytester) -> None:
    seen(project, "--timeline-update")
    test = TEST.replace("2025-08-30", "2025-08-31").replace('"kite":', '"blue kite":')
    (project.path / "test_golden.py").write_text(test, "utf-8")
    assert seen(project) == [
        f"timeline.testing.golden.GoldenDiffers: what holds is not as in {NAME}",
        "questions no longer asked: kite",
        "questions not in it yet: blue kite",
        "days no longer asked: 2025-08-30",
        "hint: where the new answers are right: pytest --timeline-update",
    ]


def test_snapshots_are_not_written_in_ci(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    result = project.runpytest("--timeline-update")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert [each for each in result.errlines if each] == [
        (
            "ERROR: --timeline-update takes whatever is answered for right, and in CI (the"
            " environment has CI set) nobody looks at it"
        ),
        "hint: write snapshots where you can read what changed, and commit them",
    ]
    monkeypatch.setenv("CI", "false")
    project.runpytest("--timeline-update").assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('{"kite": lambda view: view.stake("ant", "kite")}', "{}", "questions"),
        ('days("2025-08-30", "2025-09-03")', "[]", "days"),
        ('["2025-09-01", "2025-09-04", None]', "()", "known"),
    ],
)
def test_a_matrix_of_nothing_is_refused(
    project: pytest.Pytester, old: str, new: str, what: str
) -> None:
    (project.path / "test_golden.py").write_text(TEST.replace(old, new), "utf-8")
    assert seen(project, "--timeline-update") == [
        f"timeline.testing.matrix.MatrixEmpty: a matrix of no {what} holds nothing",
        f"hint: name at least one of its {what}",
    ]


def test_one_day_may_stand_alone() -> None:
    asked_ = asked(given(PRESS), {"a": lambda _: "x"}, "2025-09-01", "2025-09-04")
    assert asked_ == {Place("a", "2025-09-04", "2025-09-01"): Cell("x")}
    assert asked(given(PRESS), {"a": lambda _: "x"}, days("2025-09-01", "2025-09-01"), None) == {
        Place("a", "now", "2025-09-01"): Cell("x")
    }


@pytest.mark.parametrize("answer", ["two  gaps", "two\nlines", "no mark [a]", "", " "])
def test_any_text_is_an_answer(answer: str) -> None:
    matrix = asked(given(PRESS), {" a  title": lambda _: answer}, "2025-09-01", None)
    assert read(written(matrix)) == matrix


def test_what_was_not_given_has_no_matrix(project: pytest.Pytester) -> None:
    test = TEST.replace('given("facts.toml"),', '"facts.toml",')
    (project.path / "test_golden.py").write_text(test, "utf-8")
    assert seen(project) == [
        "timeline.testing.ledgers.NoFacts: this is of type str, which holds no facts",
        "hint: wrap it: given(…)",
    ]


def test_two_matrices_have_a_snapshot_each(project: pytest.Pytester) -> None:
    twice = TEST + TEST.split("def test_of_the_kite(golden):\n")[1]
    (project.path / "test_golden.py").write_text(twice, "utf-8")
    taken = [
        (
            f"timeline.testing.golden.GoldenTaken: {NAME} is already the snapshot of a matrix in"
            " test_golden.py::test_of_the_kite"
        ),
        'hint: give each a name of its own: golden(…, name="…")',
    ]
    assert seen(project, "--timeline-update") == taken
    other = TEST + TEST.split("\n\n")[1].replace("kite(golden)", "boat(golden)").replace(
        "    )", '        name="of the kite",\n    )'
    )
    (project.path / "test_golden.py").write_text(other, "utf-8")
    assert seen(project, "--timeline-update") == taken
