from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from timeline.views.solving import components, solved

NODES = "abcdef"


def reaches(graph: dict[str, list[str]], one: str, other: str) -> bool:
    """Tell by itself whether a way leads from one node to another."""
    met, waiting = {one}, [one]
    while waiting:
        for each in graph[waiting.pop()]:
            if each not in met:
                met.add(each)
                waiting.append(each)
    return other in met


@given(st.dictionaries(st.sampled_from(NODES), st.lists(st.sampled_from(NODES))))
def test_parts_are_those_that_reach_each_other_each_after_what_leads_to_it(
    told: dict[str, list[str]],
) -> None:
    graph = {node: told.get(node, []) for node in NODES}
    parts = components(graph)
    place = {node: at for at, part in enumerate(parts) for node in part}
    assert sorted(place) == list(NODES)
    for one in NODES:
        for other in NODES:
            there, back = reaches(graph, one, other), reaches(graph, other, one)
            assert (place[one] == place[other]) == (there and back)
            assert not there or place[one] <= place[other]


def test_a_long_chain_and_a_long_ring_need_no_recursion() -> None:
    names = [f"n{at:05}" for at in range(20_000)]
    chain = {name: names[at + 1 : at + 2] for at, name in enumerate(names)}
    assert [part[0] for part in components(chain)] == names
    ring = chain | {names[-1]: [names[0]]}
    assert components(ring) == [names]


def systems() -> st.SearchStrategy[list[tuple[str, str, Fraction]]]:
    share = st.integers(0, 60).map(lambda each: Fraction(each, 100))
    return st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd"), share), max_size=9)


@given(systems(), st.lists(st.integers(0, 9), min_size=4, max_size=4))
def test_what_is_solved_solves_every_equation_and_is_the_sum_of_all_ways(
    shares: list[tuple[str, str, Fraction]], told: list[int]
) -> None:
    """The sum of ways is made step by step here; it comes near the solution, or grows for ever."""
    constants = {name: Fraction(each) for name, each in zip("abcd", told, strict=True)}
    found = solved(constants, shares)
    ways = {name: float(each) for name, each in constants.items()}
    for _ in range(400):
        last = ways
        ways = {name: float(each) for name, each in constants.items()}
        for owner, owned, share in shares:
            ways[owned] += last[owner] * float(share)
    if found is None:
        return
    for name in "abcd":
        right = constants[name] + sum(
            (found[owner] * share for owner, owned, share in shares if owned == name), Fraction(0)
        )
        assert found[name] == right
        assert found[name] >= 0
        assert ways[name] <= float(found[name]) * 1.000001


@given(systems())
def test_without_a_solution_some_company_is_held_by_its_own_circle_in_full(
    shares: list[tuple[str, str, Fraction]],
) -> None:
    """What has no solution has none for any constants, and what leaks everywhere has one."""
    of_each = {name: sum((s for _, owned, s in shares if owned == name), Fraction(0))
               for name in "abcd"}  # fmt: skip
    leaks = all(each < 1 for each in of_each.values())
    found = [solved(dict.fromkeys("abcd", Fraction(each)), shares) for each in (0, 1)]
    assert (found[0] is None) == (found[1] is None)
    assert not leaks or found[0] is not None


def test_a_circle_that_keeps_all_to_itself_has_no_solution() -> None:
    whole = Fraction(1)
    zero = dict.fromkeys("ab", Fraction(0))
    assert solved(zero, [("a", "b", whole), ("b", "a", whole)]) is None
    assert solved(zero, [("a", "a", whole)]) is None
    assert solved(zero, [("a", "b", whole), ("b", "a", Fraction(99, 100))]) == zero


def test_a_ring_of_thousands_is_solved_exactly() -> None:
    names = [f"n{at:04}" for at in range(2000)]
    shares = [(name, names[(at + 1) % 2000], Fraction(1, 2)) for at, name in enumerate(names)]
    found = solved({name: Fraction(name == names[0]) for name in names}, shares)
    assert found is not None
    assert found[names[0]] == 1 / (1 - Fraction(1, 2) ** 2000)
