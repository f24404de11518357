"""Import bulk files: what SQL writes is what the types write, all of it or nothing."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any, get_args

import duckdb
import pytest
from attrs import evolve

from tests.market.bulk import Format, write_bulk
from tests.market.facts import Row, events_of
from tests.market.market import Market
from tests.market.rows import made
from timeline.api import deriving, parts
from timeline.api.answers import Answers
from timeline.api.bulk import import_facts
from timeline.api.verifying import verify
from timeline.api.wants import stakes
from timeline.clock import now
from timeline.dates import parse
from timeline.errors import NotFound
from timeline.facts.cells import cells
from timeline.facts.codec import encode, entry
from timeline.facts.fact import Citation, Event, Fact, FactRef
from timeline.facts.names import NAMES
from timeline.facts.records import Confirmed, Renamed, Retracted
from timeline.record.tables import read_event
from timeline.store import bulk
from timeline.store.log import Log
from timeline.store.refusals import LogFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from types import ModuleType

    from timeline.store.bulk import Brought

DOCUMENT = {"id": "d", "publisher": "The Kite", "published": "2024-02-03"}
ENTITIES = [
    {"id": "blue", "kind": "fund", "name": "Blue Kite"},
    {"id": "green", "kind": "person", "name": "Green Lamp"},
    {"id": "boat", "kind": "company", "name": "Red Boat"},
]
FACT = {
    "id": "f1", "type": "stake-changed", "occurred": "2024-01-02", "published": "2024-02-03",
    "document": "d", "holder": "blue", "company": "boat", "after": "60.5%",
}  # fmt: skip


@pytest.fixture
def log(tmp_path: Path) -> Log:
    return Log(tmp_path / "deals.duckdb")


def ndjson(path: Path, rows: Iterable[Row]) -> Path:
    path.write_text("".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in rows), "utf-8")
    return path


def files(folder: Path, *facts: Row, **others: list[Row]) -> list[Path]:
    """Write files of facts, and of what they rest on."""
    folder.mkdir(exist_ok=True)
    told = {"documents": [DOCUMENT], "entities": ENTITIES, "facts": facts} | others
    return [ndjson(folder / f"{name}.ndjson", rows) for name, rows in told.items() if rows]


def called(monkeypatch: pytest.MonkeyPatch, module: ModuleType, *names: str) -> list[str]:
    """Return the names of functions of a module as they are called."""
    found: list[str] = []

    def noted(name: str) -> Callable[..., object]:
        function = getattr(module, name)

        def noting(*args: object, **others: object) -> object:
            found.append(name)
            return function(*args, **others)

        return noting

    for each in names:
        monkeypatch.setattr(module, each, noted(each))
    return found


def payloads(log: Log) -> list[str]:
    return [each.entry.payload for each in log.read()]


def rules(brought: Brought) -> list[tuple[str, str]]:
    return [(each.place, each.rule) for each in brought.problems]


# --- the same events ------------------------------------------------------------------------


def due(market: Market) -> list[str]:
    """Return the payloads that a market's rows come to in Python, in the order of its files.

    But for two things, in which a file differs: its rows quote no words, and so say
    themselves when they were published.
    """
    with made(market) as rows:
        texts = {each["id"]: each for each in rows.texts()}
        return [encode(_as_in_a_file(each, texts)) for each in events_of(rows)]


def _as_in_a_file(event: Event, rows: dict[str, Row]) -> Event:
    if isinstance(event, Fact | Retracted | Confirmed):
        cited = dict.fromkeys(Citation(document=each.document) for each in event.citations)
        event = evolve(event, citations=tuple(cited))
    if isinstance(event, Fact) and (published := rows[event.id]["published"]):
        event = evolve(event, published=parse(published))
    return event


@pytest.mark.parametrize("format_", get_args(Format))
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_market_is_recorded_to_the_byte_as_its_events_are_written(
    tmp_path: Path, log: Log, format_: Format, seed: int
) -> None:
    market = Market(events=2_000, seed=seed)
    write_bulk(market, tmp_path / "files", format_, rows_a_file=700)
    brought = import_facts(sorted((tmp_path / "files").iterdir()), log, models=False)
    assert (brought.problems, brought.modelled) == ((), False)
    told, wanted = payloads(log), due(market)
    unnamed = set(told) - set(wanted)
    assert all('"type":"entity-described"' in each for each in unnamed)
    assert sorted(told) == sorted({*wanted, *unnamed})
    facts = [each for each in wanted if '-described"' not in each]
    corrections = [each for each in facts if '"type":"corrected"' in each]
    others = [each for each in facts if each not in set(corrections)]
    assert [each for each in told if '-described"' not in each] == [*others, *corrections]
    assert verify(log, quick=True) == []


def test_every_type_is_written_as_its_class_writes_it(tmp_path: Path, log: Log) -> None:
    rows = [
        row_of(name)
        for name in dict.fromkeys(each.type for each in cells() if each.source == "facts")
    ]
    assert len(rows) == 27
    brought = import_facts(files(tmp_path, FACT, *rows), log)
    assert brought.problems == ()
    wanted = [event_of(each) for each in rows]
    assert set(map(encode, wanted)) <= set(payloads(log))


VALUES: dict[str, str] = {
    "text": 'a "quoted" text\\ with\ttabs, \x1f, \x0b, 中文 and \\u001B', "whole": "7",
    "yes": "true", "document": "d", "entity": "blue", "entities": "green boat", "fact": "f1",
    "facts": "f1", "date": "2024Q2", "share": "03.50%", "points": "+1.50 points",
    "change": "up 3.0%", "amount": "US$4,000m", "count": "12000000",
    "measure": "15.47亿 CNY", "texts": "a | b c",
}  # fmt: skip


def row_of(name: str) -> Row:
    """Make a row that tells all that its type may, in forms that are written otherwise."""
    row: Row = {"id": f"of-{name}", "type": name}
    for each in cells():
        if each.source == "facts" and each.type == name:
            row[each.name] = each.words[-1] if each.words else VALUES[each.kind]
    if name == "stake-changed":
        del row["from"], row["to"]
    if name == "confirmed":
        row |= {"fields": "after | before", "published": DOCUMENT["published"]}
    if "parties" in row:
        del row["parties"]
        row |= {"parties.acquirer": "blue green", "parties.target": "boat"}
    return row


def event_of(row: Row) -> Event:
    """Read the row as a ledger's table would be read."""
    cls = NAMES[row["type"]]
    kinds = {each.name: each.kind for each in cells() if each.type == row["type"]}
    values: dict[str, Any] = {}
    for name, text in row.items():
        kind = kinds.get(name)
        if kind in {"entities", "facts"}:
            values[name] = text.split()
        elif kind == "texts":
            values[name] = [each.strip() for each in text.split("|")]
        elif kind in {"whole", "yes"}:
            values[name] = json.loads(text)
        else:
            values[name] = text
    values["citations"] = [{"document": values.pop("document")}]
    values |= {"published": DOCUMENT["published"]} if "published" not in values else {}
    for name in ("type", *(("published",) if row["type"] == "confirmed" else ())):
        values.pop(name)
    if row["type"] != "retracted":
        for name in ("corrects", "reason", "because"):
            values.pop(name, None)
    acquirer, target = values.pop("parties.acquirer", None), values.pop("parties.target", None)
    if acquirer:
        values["parties"] = {"acquirer": acquirer.split(), "target": target}
    event, faults = read_event(cls, values)
    assert not faults
    assert event is not None
    return event


def test_descriptions_are_written_as_their_classes_write_them(tmp_path: Path, log: Log) -> None:
    document = {
        "id": "d2", "publisher": "The “Kite”", "published": "2024-02-03/..", "file": "a.txt",
        "retrieved": "2024Q2", "sha256": "0" * 64, "title": "Ein\nTitel", "language": "de",
        "origin": "d", "note": "n",
    }  # fmt: skip
    entity = {
        "id": "chip", "kind": "programme", "name": "Chip", "aliases": "C 1 | C2", "owner": "boat",
        "segments": "memory", "what": "a chip", "note": "n", "identifiers.ticker": "1.HK",
        "identifiers.lei": "X",
    }  # fmt: skip
    brought = import_facts(
        files(tmp_path, documents=[DOCUMENT, document], entities=[*ENTITIES, entity]), log
    )
    assert brought.problems == ()
    values = document | {"id": "document:d2", "document": "d2"}
    told, _ = read_event(NAMES["document-described"], values)
    assert told is not None
    assert encode(told) in payloads(log)
    names: dict[str, object] = {key: each for key, each in entity.items() if "." not in key}
    names |= {
        "id": "entity:chip", "entity": "chip", "aliases": ["C 1", "C2"],
        "identifiers": {"lei": "X", "ticker": "1.HK"},
    }  # fmt: skip
    told, _ = read_event(NAMES["entity-described"], names)
    assert told is not None
    assert encode(told) in payloads(log)


def test_an_entity_of_a_file_is_found_by_its_name_in_either_script(
    tmp_path: Path, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    yunya = {
        "id": "yunya",
        "kind": "company",
        "name": "上海雲玡",
        "aliases": "Yunya |  ＹＵＮＹＡ 1",
    }
    import_facts(files(tmp_path, entities=[*ENTITIES, yunya]), log)
    monkeypatch.setattr(parts, "LARGE", 0)
    monkeypatch.setattr(Log, "history", None)  # all descriptions are read by that
    for name in ("上海云玡", "上海雲玡", "YUNYA", "yunya 1"):
        assert list(Answers.of(log, want=stakes(None, name)).entities) == ["yunya"]


def test_every_type_is_still_of_the_version_that_is_written() -> None:
    assert {each.VERSION for each in NAMES.values()} == {1}


PROVEN = {
    "date": ["2024-02-29", "2023-02-29", "0000-01-01", "0001-01", "2024-13", "2024", "0000"],
    "share": ["1.87%", "0%", "0.00%", "100%", "100.0%", "05%", "none", "unknown", ">0%", "99.999%"],
    "points": ["2.21 points", "-6 points", "-0.50 points", "-0 points", "0.0 points", "+1 points"],
    "change": ["+8.08%", "-60.5%", "8%", "+0%", "-0.0%", "up", "flat", "+1000%", "+999.90%"],
    "amount": ["1.5bn USD", "0.5bn USD", "1,000m USD", "999.999m CNY", "1.50m EUR", "3m RMB"],
    "count": ["8.822m", "78,563", "999", "0", "1000", "100,000", "1,49,000", "12m", "3tn"],
    "whole": ["0", "7", "-7", "-0", "07", "1.0", "12345678901234567890", "x"],
    "yes": ["true", "false", "True", "1"],
}  # fmt: skip


@pytest.mark.parametrize("kind", PROVEN)
def test_what_sql_takes_for_proven_is_written_as_it_stands(kind: str) -> None:
    from timeline.facts.cells import written
    from timeline.store.queries import query

    with duckdb.connect() as connection:
        connection.execute(query("bulk/macros"))
        proven = {
            text
            for text in PROVEN[kind]
            if connection.execute("SELECT proven($1, $2)", [kind, text]).fetchall() == [(True,)]
        }  # fmt: skip
    assert proven
    if kind not in {"whole", "yes"}:
        assert {text: written(kind, text) for text in proven} == {text: text for text in proven}
    else:
        assert all(json.dumps(json.loads(text)) == text for text in proven)


# --- where it stands ------------------------------------------------------------------------


def test_each_event_cites_file_and_line_and_the_commit_the_digest(tmp_path: Path, log: Log) -> None:
    market = Market(events=30)
    write_bulk(market, tmp_path / "a", "csv", rows_a_file=20)
    import_facts(sorted((tmp_path / "a").iterdir()), log)
    lines = {
        name: (tmp_path / "a" / name).read_text("utf-8").splitlines()
        for name in ("facts-0001.csv", "facts-0002.csv", "documents.csv", "entities.csv")
    }
    for each in log.read():
        assert each.entry.file is not None
        assert each.entry.line is not None
        first = lines[each.entry.file][each.entry.line - 1].split(",")[0]
        assert each.entry.id.removeprefix("corrected:").rpartition(":")[2] == first
    message = log.commits()[0].message
    digest = duckdb.execute(
        "SELECT sha256(content) FROM read_text($1)", [str(tmp_path / "a" / "facts-0001.csv")]
    ).fetchall()[0][0]
    assert f"facts-0001.csv (SHA-256 {digest})" in message


def test_a_quote_of_a_bulk_row_is_no_verified_one(tmp_path: Path, log: Log) -> None:
    import_facts(files(tmp_path, FACT), log)
    found = {each.entry.id: each.entry.verified for each in log.read()}
    assert found["f1"] == (False,)
    assert found["document:d"] == ()


def test_a_row_that_tells_no_publication_was_published_with_its_document(
    tmp_path: Path, log: Log
) -> None:
    untold = {key: each for key, each in FACT.items() if key != "published"}
    import_facts(files(tmp_path, untold), log)
    assert '"published":"2024-02-03"' in payloads(log)[-1]


def test_a_path_that_looks_like_a_pattern_is_just_that_file(tmp_path: Path, log: Log) -> None:
    folder = tmp_path / "a[b]*c?"
    write_bulk(Market(events=20), folder, "parquet")
    (tmp_path / "abxc?").mkdir()
    brought = import_facts(sorted(folder.iterdir()), log)
    assert brought.commit is not None


# --- once more ------------------------------------------------------------------------------


def test_importing_again_changes_nothing(tmp_path: Path, log: Log) -> None:
    market = Market(events=300)
    write_bulk(market, tmp_path / "a", "parquet")
    paths = sorted((tmp_path / "a").iterdir())
    first = import_facts(paths, log)
    again = import_facts(paths, log)
    assert (again.commit, again.recorded, again.unchanged) == (None, 0, first.recorded)
    assert again.problems == ()


def test_a_file_that_grew_adds_what_is_new(tmp_path: Path, log: Log) -> None:
    import_facts(files(tmp_path, FACT), log)
    more = [FACT | {"id": "f0"}, FACT, FACT | {"id": "f2", "corrects": "f1", "reason": "r"}]
    brought = import_facts(files(tmp_path, *more), log)
    assert (brought.recorded, brought.unchanged) == (3, 5)
    assert [each.entry.id for each in log.read()][5:] == ["f0", "f2", "corrected:f2"]
    assert [each.position for each in log.read()] == list(range(1, 9))
    assert verify(log) == []


def test_a_recorded_fact_that_reads_differently_is_refused(tmp_path: Path, log: Log) -> None:
    import_facts(files(tmp_path, FACT), log)
    brought = import_facts(files(tmp_path, FACT | {"id": "f3"}, FACT | {"after": "61%"}), log)
    assert rules(brought) == [("facts.ndjson:2", "fact-changed")]
    assert "commit #1" in brought.problems[0].message
    assert len(log.read()) == 5


def test_a_row_may_come_twice_and_not_read_differently(tmp_path: Path, log: Log) -> None:
    brought = import_facts(files(tmp_path, FACT, FACT | {"after": "61%"}), log)
    assert rules(brought) == [("facts.ndjson:2", "id-twice")]
    brought = import_facts(files(tmp_path, FACT, FACT), log)
    assert (brought.recorded, brought.unchanged, brought.problems) == (5, 1, ())


def test_what_is_described_anew_is_a_further_version(tmp_path: Path, log: Log) -> None:
    import_facts(files(tmp_path, FACT), log)
    renamed = [*ENTITIES[:2], ENTITIES[2] | {"name": "Redder Boat"}]
    for _ in range(2):
        import_facts(files(tmp_path, FACT, entities=renamed), log)
    assert [each.entry.id for each in log.read()][5:] == ["entity:boat~2"]
    assert '"name":"Redder Boat"' in payloads(log)[-1]
    import_facts(files(tmp_path, FACT), log)
    assert [each.entry.id for each in log.read()][6:] == ["entity:boat~3"]


def test_what_was_withdrawn_is_not_recorded_again(tmp_path: Path, log: Log) -> None:
    import_facts(files(tmp_path, FACT), log)
    with log.writing() as raw:
        raw.execute("DROP TRIGGER events_never_change ON events")
        raw.execute("UPDATE events SET payload = NULL WHERE id = 'f1'")
    brought = import_facts(files(tmp_path, FACT | {"after": "61%"}), log)
    assert (brought.commit, brought.errors) == (None, 0)
    assert rules(brought) == [("facts.ndjson:1", "fact-withdrawn")]


# --- what is refused ------------------------------------------------------------------------

WRONG: dict[str, tuple[Row, str, str]] = {
    "no type": ({"type": None}, "field-missing", "no “type”"),
    "another type": ({"type": "stake-chnged"}, "type-unknown", "stake-chnged"),
    "no id": ({"id": ""}, "field-missing", "no “id”"),
    "an id of the log": ({"id": "a:b"}, "value-unreadable", "“a:b” is no id"),
    "an id with a space": ({"id": "a\u3000b"}, "value-unreadable", "is no id"),
    "a missing field": ({"company": None}, "field-missing", "“company” is missing"),
    "a field of another type": ({"stake": "3%"}, "field-unknown", "“stake” is no field of"),
    "no share": ({"after": "60.5"}, "value-unreadable", "has no percent sign"),
    "too large a share": ({"after": "160%"}, "value-unreadable", "is outside 0% to 100%"),
    "no date": ({"occurred": "2024-02-30"}, "value-unreadable", "is not a date"),
    "no money": ({"paid": "12 m"}, "value-unreadable", "“paid”: "),
    "no word": ({"cause": "bougt"}, "value-unreadable", "“cause”: “bougt” is none"),
    "no number": ({"order": "first"}, "value-unreadable", "is no whole number"),
    "nothing told": ({"after": None}, "fact-malformed", "it says neither"),
    "joint with itself": ({"jointly_with": "green blue"}, "fact-malformed", "jointly with itself"),
    "no such entity": ({"holder": "bleu"}, "entity-unknown", "no entity has the id “bleu”"),
    "no such joint holder": ({"jointly_with": "green gren"}, "entity-unknown", "“gren”"),
    "no such document": ({"document": "e"}, "document-unknown", "no document has the id “e”"),
    "no such fact": ({"corrects": "f9", "reason": "r"}, "fact-unknown", "no fact has the id “f9”"),
    "itself": ({"corrects": "f1", "reason": "r"}, "corrects-itself", "to correct itself"),
    "no reason": ({"corrects": "f0"}, "field-missing", "“reason” is missing"),
    "no party": (
        {"type": "agreement-made", "holder": None, "company": None, "after": None,
         "agreement": "a", "kind": "supply"}, "field-missing", "“parties” is missing",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_a_bad_row_is_named_and_nothing_is_recorded(tmp_path: Path, log: Log, what: str) -> None:
    change, rule, message = WRONG[what]
    first = FACT | {"id": "f0"}
    brought = import_facts(files(tmp_path, first, FACT | change, FACT | {"id": "f2"}), log)
    assert rules(brought) == [("facts.ndjson:2", rule)]
    assert message in brought.problems[0].message
    assert brought.errors == 1
    assert not log.exists


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"published": "2024-02-03/.."}, "publication-open"),
        ({"published": "3 Feb"}, "value-unreadable"),
        ({"origin": "e"}, "origin-itself"),
        ({"origin": "g"}, "document-unknown"),
        ({"publisher": None}, "field-missing"),
    ],
)
def test_a_bad_description_is_named(tmp_path: Path, log: Log, change: Row, rule: str) -> None:
    described = [DOCUMENT, DOCUMENT | {"id": "e"} | change]
    assert rules(import_facts(files(tmp_path, FACT, documents=described), log)) == [
        ("documents.ndjson:2", rule)
    ]


def test_a_name_that_a_fact_goes_by_is_of_no_other(tmp_path: Path, log: Log) -> None:
    import_facts(files(tmp_path, FACT), log)
    renamed = Renamed(id="renamed:f1", of=FactRef("f1"), to=FactRef("g1"))
    log.append([entry(renamed)], at=now(), message="")
    brought = import_facts(files(tmp_path, FACT | {"id": "g1"}), log)
    assert rules(brought) == [("facts.ndjson:1", "id-twice")]


def test_a_bad_row_leaves_a_log_as_it_was(tmp_path: Path, log: Log) -> None:
    import_facts(files(tmp_path, FACT), log)
    head = log.head()
    assert import_facts(files(tmp_path, FACT | {"id": "f2", "after": "x"}), log).errors == 1
    assert log.head() == head
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".import")] == []


def test_what_is_near_is_proposed(tmp_path: Path, log: Log) -> None:
    brought = import_facts(files(tmp_path, FACT | {"holder": "bleu"}), log)
    assert "“blue”" in brought.problems[0].hint


def test_the_first_faults_are_told_and_all_are_counted(tmp_path: Path, log: Log) -> None:
    rows = [FACT | {"id": f"f{each}", "after": f"{each}"} for each in range(1, 40)]
    brought = import_facts(files(tmp_path, *rows, *rows), log)
    assert len(brought.problems) == 20
    assert brought.errors == 78
    assert "and so in 1 further rows" in brought.problems[0].message


@pytest.mark.parametrize("change", [{"cause": "x{}"}, {"holder": "x{}"}, {"id": "a {}"}])
def test_all_that_errs_is_counted_whatever_it_is(tmp_path: Path, log: Log, change: Row) -> None:
    rows = [
        FACT | {"id": f"f{each}"} | {key: text.format(each) for key, text in change.items()}
        for each in range(50)
    ]
    brought = import_facts(files(tmp_path, *rows), log)
    assert (len(brought.problems), brought.errors) == (20, 50)


def test_a_retraction_may_be_of_a_correction_and_a_fact_go_by_another_name(
    tmp_path: Path, log: Log
) -> None:
    second = FACT | {"id": "f2", "after": "61%", "corrects": "f1", "reason": "r"}
    back = {
        "id": "r1",
        "type": "retracted",
        "of": "corrected:f2",
        "reason": "r",
        "because": "recording",
    }
    assert import_facts(files(tmp_path, FACT, second, back), log).problems == ()
    renamed = Renamed(id="renamed:f1", of=FactRef("f1"), to=FactRef("g1"))
    log.append([entry(renamed)], at=now(), message="")
    third = FACT | {"id": "f3", "after": "62%", "corrects": "g1", "reason": "r"}
    assert import_facts(files(tmp_path, third), log).problems == ()


def test_a_confirmation_is_published_with_its_document(tmp_path: Path, log: Log) -> None:
    confirmed = {
        "id": "c",
        "type": "confirmed",
        "of": "f1",
        "document": "d",
        "published": "2024-03",
    }
    brought = import_facts(files(tmp_path, FACT, confirmed), log)
    assert rules(brought) == [("facts.ndjson:2", "value-unreadable")]


FLAWS: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "stake-changed": (
        {"company": "boat"},
        {"holder": "blue", "from": "blue", "to": "green", "after": "3%", "shares_after": "7",
         "jointly_with": "green green"},
    ),
    "stake-stated": (
        {"company": "boat", "holder": "blue"},
        {"stake": "3%", "shares": "7", "jointly_with": "blue", "class": "A"},
    ),
    "price-moved": ({"company": "boat"}, {"percent": "+3%", "direction": "up", "close": "3m USD"}),
    "results-reported": (
        {"company": "boat", "metric": "sales"}, {"value": "3", "change": "+3%", "prior": "2"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", FLAWS)
def test_a_row_is_malformed_just_where_its_type_says_so(
    tmp_path: Path, log: Log, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr("timeline.store.bulk_checks.MOST", 1_000)
    needed, told = FLAWS[kind]
    rows, wanted = [], []
    for number, chosen in enumerate(product((False, True), repeat=len(told))):
        some = {name: told[name] for name, yes in zip(told, chosen, strict=True) if yes}
        row = {"id": f"f{number}", "type": kind, "document": "d", **needed, **some}
        event = event_of(row)
        assert isinstance(event, Fact)
        rows.append(row)
        wanted += [(f"facts.ndjson:{number + 1}", event.flaw())] if event.flaw() else []
    brought = import_facts(files(tmp_path, *rows), log)
    assert [(each.place, each.message) for each in brought.problems] == wanted


# --- files ----------------------------------------------------------------------------------


def csv(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_column_that_is_unknown_is_named(tmp_path: Path, log: Log) -> None:
    file = csv(tmp_path / "f.csv", "id,type,holdr\n1,stake-stated,x\n")
    brought = import_facts([file], log)
    assert rules(brought) == [("f.csv:1", "bulk-malformed")]
    assert "“holdr”" in brought.problems[0].message
    assert "“holder”" in brought.problems[0].hint


def test_a_line_is_the_one_on_which_a_row_begins(tmp_path: Path, log: Log) -> None:
    """Cells may break lines, and empty lines are no rows."""
    head = "id,type,occurred,document,holder,company,stake,note"
    row = "{},stake-stated,2024-01-02,d,blue,boat,{},{}"
    lines = [head, "", row.format("f1", "55%", '"a\r\nb, ""c"""'), row.format("f2", "55%", '"\n"')]
    file = csv(tmp_path / "f.csv", "\ufeff" + "\r\n".join([*lines, row.format("f3", "5", "")]))
    brought = import_facts([*files(tmp_path / "a"), file], log)
    assert rules(brought) == [("f.csv:7", "value-unreadable")]
    csv(file, "\n".join([*lines, row.format("f3", "5%", "")]))
    assert import_facts([*files(tmp_path / "a"), file], log).problems == ()
    told = [(each.entry.id, each.entry.line) for each in log.read() if each.entry.file == "f.csv"]
    assert told == [("f1", 3), ("f2", 5), ("f3", 7)]


def test_words_quoted_have_no_column(tmp_path: Path, log: Log) -> None:
    brought = import_facts([csv(tmp_path / "f.csv", "id,type,quote\n")], log)
    assert "a ledger's files" in brought.problems[0].hint


BROKEN: dict[str, tuple[str, str, str]] = {
    "short.csv": ("id,type,note\na,stake-stated\n", "short.csv:2", "has 2 cells, and the header"),
    "long.csv": ("id,type\n\na,b\nc,d,e\n", "long.csv:4", "has 3 cells, and the header has 2"),
    "open.csv": ('id,type,note\na,b,"c\n', "open.csv:2", "a double quote is not closed"),
    "within.csv": ('id,type,note\na,b,"c"d\n', "within.csv:2", "or stands within a cell"),
    "latin.csv": ("id,type,note\na,b,c\na,b,\udce9\n", "latin.csv:3", "not written in UTF-8"),
    "twice.csv": ("id,type,Type\n", "twice.csv:1", "comes twice"),
    "nothing.csv": ("", "nothing.csv", "its columns are neither"),
    "other.csv": ("a,b\n1,2\n", "other.csv", "its columns are neither"),
    "broken.ndjson": ('{"id": "a", "type": "b"}\n{"id"\n', "broken.ndjson:2", "end of data"),
    "alone.ndjson": ('{"id":"a",,\n', "alone.ndjson:1", "unexpected character"),
    "gaps.ndjson": ('\n{"id":"a","type":"b"}\n \n\n{"id":,}\n', "gaps.ndjson:5", "unexpected"),
    "list.ndjson": (
        '\n{"id":"a","type":"b"}\n\n["id"]\n',
        "list.ndjson:4",
        "this line is no object",
    ),
    "two.ndjson": (
        '{"id":"a"}\n{"id":"a"} {"id":"b"}\n',
        "two.ndjson:2",
        "JSON: unexpected content",
    ),
    "mixed.csv": ("id,type\r\na,b\nc,d\r\n", "mixed.csv:2", "ends otherwise"),
    "latin.ndjson": ('{"id":"a"}\n\n{"id":"\udce9"}\n', "latin.ndjson:3", "UTF-8"),
    "lists.ndjson": (
        '{"id":"a","type":"b","note":"so: [1]"}\n\n{"id":"c","type":"b","jointly_with":["d"]}\n',
        "lists.ndjson:3",
        "column “jointly_with” holds a list or a table",
    ),
    "tables.ndjson": (
        '{"id":"a","type":"b","note": {"c":1}}\n',
        "tables.ndjson:1",
        "“note” holds a list or a table",
    ),
    "none.txt": ("", "none.txt", "of no format"),
    "no.parquet": ("not parquet", "no.parquet", "cannot be read"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_named_with_its_line_and_what_is_wrong(
    tmp_path: Path, log: Log, name: str
) -> None:
    text, place, said = BROKEN[name]
    path = tmp_path / name
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    brought = import_facts([path], log)
    assert {each.rule for each in brought.problems} == {"bulk-malformed"}
    assert brought.problems[0].place == place
    assert said in brought.problems[0].message
    assert not log.exists


def test_a_row_of_ndjson_is_of_its_line_whatever_is_empty_between(tmp_path: Path, log: Log) -> None:
    entities = "\n\n".join(json.dumps(each) for each in ENTITIES) + "\n \n"
    (tmp_path / "entities.ndjson").write_text(entities, "utf-8")
    bad = json.dumps({"id": "d 1", "publisher": "x", "published": "2024"})
    (tmp_path / "documents.ndjson").write_text(f"\n\n{bad}\n", "utf-8")
    paths = [tmp_path / "entities.ndjson", tmp_path / "documents.ndjson"]
    assert [each.place for each in import_facts(paths, log).problems] == ["documents.ndjson:3"]
    assert import_facts(paths[:1], log).recorded == 3
    assert [each.entry.line for each in log.read()] == [1, 3, 5]


def test_what_was_published_with_no_end_was_so_until_it_was_read(tmp_path: Path, log: Log) -> None:
    document = DOCUMENT | {"published": "2024-02-03/..", "retrieved": "2024-03-05"}
    paths = files(tmp_path, FACT | {"published": None}, documents=[document])
    assert import_facts(paths, log).problems == ()
    assert '"published":"[2024-02-03..2024-03-05]"' in payloads(log)[-1]
    held = Answers.of(log, known=date(2024, 4, 1)).own(company="boat").held
    assert [each.certainty for each in held] == ["definite"]
    more = FACT | {"id": "f2", "published": None, "occurred": "2024-01-03"}
    assert import_facts(files(tmp_path / "b", more, documents=[], entities=[]), log).recorded == 1
    assert '"published":"[2024-02-03..2024-03-05]"' in payloads(log)[-1]


def test_texts_that_look_like_lists_are_texts(tmp_path: Path, log: Log) -> None:
    vague = FACT | {"occurred": "[2024-01-02..2024-01-05]", "after": "[25%, 50%)", "note": "[1]"}
    assert import_facts(files(tmp_path, vague), log).problems == ()
    assert '"note":"[1]"' in payloads(log)[-1]


def test_a_number_without_quotes_is_the_one_that_is_written(tmp_path: Path, log: Log) -> None:
    """No decimal is lost."""
    numbers = ("9007199254740993.5", "0.12345678901234567890", "1.50", "12345678901234567890123")
    rows = "".join(
        f'{{"id": "f{at}", "type": "capital-changed", "occurred": "2024", "document": "d",'
        f' "company": "boat", "note": "so, \\"before\\": 1.50, and \\\\",'
        f' "before":{number}, "after": "{number}"}}\n'
        for at, number in enumerate(numbers)
    )
    path = tmp_path / "facts.ndjson"
    path.write_text(rows, "utf-8")
    assert import_facts([*files(tmp_path), path], log).problems == ()
    told = [json.loads(each) for each in payloads(log) if '"capital-changed"' in each]
    assert [each["before"] for each in told] == [each["after"] for each in told]
    assert {each["note"] for each in told} == {'so, "before": 1.50, and \\'}
    assert told[0]["before"] == "9,007,199,254,740,993.5"


def test_bytes_are_refused_which_are_not_said_to_be_text(tmp_path: Path, log: Log) -> None:
    path = tmp_path / "f.parquet"
    parquet(path, "SELECT 'f1' AS id, 'stake-stated' AS type, encode('持股') AS note")
    brought = import_facts([path], log)
    assert "“note” holds bytes" in brought.problems[0].message


def test_a_file_that_is_not_there_is_named(tmp_path: Path, log: Log) -> None:
    with pytest.raises(NotFound, match="no file"):
        import_facts([tmp_path / "none.csv"], log)


def parquet(path: Path, query: str) -> None:
    with duckdb.connect() as connection:
        connection.sql(query).write_parquet(str(path))


def test_columns_of_parquet_may_be_of_any_plain_type(tmp_path: Path, log: Log) -> None:
    made_of = (
        "SELECT 'f1' AS id, 'stake-stated' AS type, DATE '2024-01-02' AS occurred, 3 AS \"order\","
    )
    made_of += (
        "'d' AS document, 'blue' AS holder, 'boat' AS company, '3%' AS stake, true AS effective"
    )
    path = tmp_path / "f.parquet"
    parquet(path, made_of)
    assert import_facts([*files(tmp_path), path], log).problems == ()
    assert '"effective":true' in payloads(log)[-1]
    assert '"occurred":"2024-01-02","order":3' in payloads(log)[-1]


def test_a_column_of_lists_is_refused(tmp_path: Path, log: Log) -> None:
    path = tmp_path / "f.parquet"
    parquet(path, "SELECT 'f1' AS id, 'stake-stated' AS type, ['blue'] AS jointly_with")
    brought = import_facts([path], log)
    assert "holds lists" in brought.problems[0].message


# --- all or nothing ---


def test_with_too_little_memory_nothing_is_recorded(
    tmp_path: Path, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_facts(files(tmp_path / "a", FACT), log)
    write_bulk(Market(events=3_000), tmp_path / "b")
    monkeypatch.setattr(bulk, "MEMORY", "3MB")
    with pytest.raises(LogFailed, match="memory"):
        import_facts(sorted((tmp_path / "b").iterdir()), log)
    assert len(log.read()) == 5
    assert verify(log) == []


def test_where_the_read_models_fail_nothing_is_recorded(
    tmp_path: Path, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError

    import_facts(files(tmp_path / "a", FACT), log)
    monkeypatch.setattr("timeline.api.deriving.derived", fails)
    with pytest.raises(RuntimeError):
        import_facts(files(tmp_path / "b", FACT | {"id": "f2"}), log)
    assert len(log.read()) == 5
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".import")] == []


# --- what follows ---------------------------------------------------------------------------


def test_the_read_models_of_few_rows_follow_at_once(tmp_path: Path, log: Log) -> None:
    assert import_facts(files(tmp_path, FACT), log).modelled
    more = FACT | {"id": "f2", "occurred": "2024-01-05", "after": "61%"}
    assert import_facts(files(tmp_path, more), log).modelled
    assert verify(log) == []
    held = Answers.of(log).own(company="boat")
    assert [each.level.low for each in held.held] == [61]


def test_what_is_wrong_is_told_all_at_once_and_line_by_line(tmp_path: Path, log: Log) -> None:
    wrong = [
        FACT | {"id": "f1", "holder": "blu"},
        FACT | {"id": "f2", "after": "60"},
        FACT | {"id": "f3", "document": "e"},
        FACT | {"id": "f4", "type": "nosuch"},
        FACT | {"id": "f5", "occurred": "2024-13-01"},
    ]
    brought = import_facts(files(tmp_path, *wrong), log)
    assert (brought.errors, brought.refused) == (5, True)
    assert rules(brought) == [
        ("facts.ndjson:1", "entity-unknown"), ("facts.ndjson:2", "value-unreadable"),
        ("facts.ndjson:3", "document-unknown"), ("facts.ndjson:4", "type-unknown"),
        ("facts.ndjson:5", "value-unreadable"),
    ]  # fmt: skip


def test_whether_the_read_models_follow_is_told_where_nothing_is_new_too(
    tmp_path: Path, log: Log
) -> None:
    import_facts(files(tmp_path / "a", FACT), log, models=False)
    assert not import_facts(files(tmp_path / "a", FACT), log, models=False).modelled
    wrong = FACT | {"id": "f2", "after": "60"}
    assert not import_facts(files(tmp_path / "b", wrong), log, models=False).modelled


def test_the_read_models_are_left_behind_where_that_is_asked_for(tmp_path: Path, log: Log) -> None:
    brought = import_facts(files(tmp_path, FACT), log, models=False)
    assert not brought.modelled
    assert [each.kind for each in verify(log)] == ["models-behind"]


@pytest.mark.parametrize("share", [1, 10_000])
def test_the_read_models_of_very_many_rows_follow_in_the_same_commit(
    tmp_path: Path, log: Log, monkeypatch: pytest.MonkeyPatch, share: int
) -> None:
    """They are made anew, but where what is new is a small part of a log."""
    monkeypatch.setattr(bulk, "_FEW", 0)
    monkeypatch.setattr(bulk, "_SHARE", share)
    market, more = tmp_path / "a", FACT | {"id": "more", "occurred": "2024-01-05"}
    write_bulk(Market(events=300, retracted=0.05, corrected_recording=0.05), market)
    made = called(monkeypatch, deriving, "derived", "derived_anew")
    assert import_facts(sorted(market.iterdir()), log).modelled
    assert import_facts(files(tmp_path / "b", more), log).modelled
    assert made == ["derived_anew", "derived" if share == 1 else "derived_anew"]
    assert verify(log) == []
    held = Answers.of(log).own(company="boat")
    assert [each.level.low for each in held.held] == [Fraction("60.5")]


def test_an_import_onto_read_models_that_are_behind_leaves_those_of_a_large_log(
    tmp_path: Path, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_facts(files(tmp_path / "a", FACT), log, models=False)
    more = FACT | {"id": "f2", "occurred": "2024-01-05", "after": "61%"}
    with monkeypatch.context() as patch:
        patch.setattr("timeline.store.appending.SMALL", 0)
        assert not import_facts(files(tmp_path / "b", more), log).modelled
    assert [each.kind for each in verify(log)] == ["models-behind"]
    assert import_facts(files(tmp_path / "c", more | {"id": "f3"}), log).modelled
    assert verify(log) == []


def test_an_import_into_a_log_in_memory_leaves_its_settings(tmp_path: Path) -> None:
    log = Log.memory()
    with log.reading() as connection:
        before = connection.execute("SELECT current_setting('memory_limit')").fetchall()
    assert import_facts(files(tmp_path, FACT), log).commit is not None
    with log.reading() as connection:
        assert connection.execute("SELECT current_setting('memory_limit')").fetchall() == before


def test_how_far_it_is_is_told_step_by_step(tmp_path: Path, log: Log) -> None:
    steps: dict[str, list[float]] = {}
    import_facts(
        files(tmp_path, FACT), log, watch=lambda name, done: steps.setdefault(name, []).append(done)
    )
    assert [each for each in steps if each.startswith("recording")] == [
        "recording documents", "recording entities", "recording facts",
    ]  # fmt: skip
    assert {"reading", "checking facts", "comparing", "sealing"} <= set(steps)
    assert all(each == sorted(each) for each in steps.values())
    assert all(0 <= done <= 1 for each in steps.values() for done in each)
