from __future__ import annotations

from timeline.testing import changed, corrected, deal, document, entity, given, renamed
from timeline.views.filing import Filing

LOG = given(
    document("paper", "2025-01-01"),
    entity("acme"),
    changed("anna", "acme", id="a", on="2025-01-01", after="5%"),
    changed("bert", "acme", id="b", on="2025-01-01", after="6%"),
    deal("d", "announced", id="c", on="2025-01-01", acquirer="anna", target="other"),
    corrected("a", "b"),
    renamed("b", "bb"),
).log


def ids(filing: Filing, heading: str, name: str = "") -> list[str]:
    return [each.event.id for each in filing.under(heading, name)]


def test_an_event_is_found_under_everything_that_it_is_about() -> None:
    filing = Filing().all(LOG)
    assert ids(filing, "facts") == ["a", "b", "c"]
    assert ids(filing, "type", "stake-changed") == ["a", "b"]
    assert ids(filing, "about", "anna") == ["a", "c"]
    assert ids(filing, "deal", "d") == ["c"]
    assert ids(filing, "document", "paper") == ["document:paper"]
    assert ids(filing, "entity", "acme") == ids(filing, "entities") == ["entity:acme"]
    assert ids(filing, "statement", "a") == ["corrected:a:b"]
    assert ids(filing, "replaces", "b") == ["corrected:a:b"]
    assert ids(filing, "renamed", "bb") == ["renamed:b"]
    assert ids(filing, "about", "nobody") == []
    assert filing.names("type") == ["deal-moved", "stake-changed"]


def test_what_is_found_is_in_the_order_recorded_however_it_was_filed() -> None:
    assert ids(Filing().all(reversed(LOG)), "facts") == ["a", "b", "c"]


def test_a_filing_never_changes() -> None:
    first = Filing().all(LOG[:3])
    more, other = first.all(LOG[3:5]), first.file(LOG[4])
    assert ids(first, "facts") == ["a"]
    assert ids(more, "facts") == ["a", "b", "c"]
    assert ids(other, "facts") == ["a", "c"]
    assert (first.count, more.count, other.count) == (3, 5, 4)
    assert first.names("deal") == []
    assert more.names("deal") == ["d"]


def test_the_first_of_a_filing_are_a_filing_on_the_same_shelf() -> None:
    every = Filing().all(LOG)
    first = every.first(3)
    assert (ids(first, "facts"), ids(first, "entities")) == (["a"], ["entity:acme"])
    assert first.names("deal") == []
    assert first._shelf is every._shelf
    assert every.first(99).count == every.count
    assert ids(first.file(LOG[4]), "facts") == ["a", "c"]
    assert ids(every, "facts") == ["a", "b", "c"]


def test_filing_one_more_shares_all_that_was_filed_before() -> None:
    """The shelf behind it is copied only where two filings part ways."""
    first = Filing().all(LOG[:3])
    assert first.file(LOG[3])._shelf is first._shelf
    assert first.file(LOG[4])._shelf is not first._shelf
