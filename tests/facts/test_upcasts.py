"""An old payload is brought up to the present version, one version a step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from timeline.facts.upcasts import Payload, UpcastMissing, upcast

if TYPE_CHECKING:
    from collections.abc import Callable

OLD: Payload = {"type": "ship-named", "version": 1, "id": "x", "ship": "Ada", "tags": ["a"]}


def ship_is_vessel(fields: Payload) -> Payload:
    fields["vessel"] = fields.pop("ship")
    return fields


def vessel_has_a_flag(fields: Payload) -> Payload:
    return {**fields, "flag": f"{fields['vessel']} of version {fields['version']}"}


STEPS: dict[tuple[str, int], Callable[[Payload], Payload]] = {
    ("ship-named", 1): ship_is_vessel,
    ("ship-named", 2): vessel_has_a_flag,
}


def test_a_payload_of_the_present_version_is_as_it_was() -> None:
    assert upcast(OLD, to=1, steps=STEPS) == OLD


def test_steps_run_one_version_at_a_time() -> None:
    assert upcast(OLD, to=3, steps=STEPS) == {
        "type": "ship-named", "version": 3, "id": "x", "vessel": "Ada", "tags": ["a"],
        "flag": "Ada of version 2",
    }  # fmt: skip


def test_steps_begin_at_the_version_that_the_payload_has() -> None:
    later = {"type": "ship-named", "version": 2, "id": "x", "vessel": "Bob"}
    assert upcast(later, to=3, steps=STEPS)["flag"] == "Bob of version 2"


def test_the_payload_itself_is_left_as_it_is() -> None:
    before = {**OLD}
    upcast(OLD, to=3, steps=STEPS)
    assert before == OLD
    same = upcast(OLD, to=1, steps=STEPS)
    same["id"] = "y"
    assert OLD["id"] == "x"


@pytest.mark.parametrize(
    ("version", "to", "hint"), [(1, 4, "no upcast"), (0, 3, "no upcast"), (5, 3, "upgrade")]
)
def test_a_version_that_no_step_leads_from_is_refused(version: int, to: int, hint: str) -> None:
    with pytest.raises(UpcastMissing) as error:
        upcast({**OLD, "version": version}, to=to, steps=STEPS)
    assert "ship-named" in error.value.message
    assert hint in error.value.hint


def test_a_step_of_another_type_is_no_step() -> None:
    with pytest.raises(UpcastMissing, match=r"boat-named.* of version 1 .* knows 2"):
        upcast({**OLD, "type": "boat-named"}, to=2, steps=STEPS)
