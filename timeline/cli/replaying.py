"""The command that files the events again, one by one: replay."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from timeline.cli.options import as_json, asked, clocks, log_option

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from timeline.views.replaying import Order

__all__ = ["replay_"]

_PROMPT = " any key: the next event; q: no more "


@click.command("replay")
@click.option("--by", type=click.Choice(["recorded", "occurred"]), default="recorded",
              show_default=True, help="In the order recorded, or of happening.")  # fmt: skip
@click.option("--about", multiple=True, metavar="ENTITY", help="Show only what concerns this one.")
@click.option("--step", is_flag=True, help="Wait for a key after each event, on a terminal.")
@clocks
@log_option
@as_json
def replay_(
    by: Order, about: Iterable[str], on: date | None, known: date | None, recorded: str | None,
    today: date | None, log_path: Path | None, *, step: bool, json_: bool,
) -> int:  # fmt: skip
    """File the events again, one by one; show what each changes in the answers.

    The question stays the same: a day (--on), what the public could know (--known).
    Beside each event stands what is answered of whom it touches, what changed in
    colour, and where nothing may change, why.
    """
    from timeline.show.names import Names

    answers = asked(log_path, on, known, recorded, today)
    names = Names(answers.entities)
    steps = answers.replay(by=by, about=about)
    if json_:
        from timeline.show import data, replay

        head = {"resolved": data.resolved(answers.question, answers.commit), "by": by}
        click.echo(data.dumps(head | {"steps": [replay.written(each, names) for each in steps]}))
        return 0
    from timeline.show import replay
    from timeline.show.screen import console

    screen = console()
    screen.print(replay.opening(answers.question))
    for each in replay.frames(steps, names):
        screen.print(each)
        if step and _over(screen):
            break
    return 0


def _over(screen: Any) -> bool:  # noqa: ANN401 - rich's console
    """Wait for a key, where somebody is there to press one; tell whether they have had enough."""
    if not (screen.is_terminal and sys.stdin is not None and sys.stdin.isatty()):
        return False
    click.echo(_PROMPT, nl=False)
    key = click.getchar()
    click.echo("\r" + " " * len(_PROMPT) + "\r", nl=False)
    return key in {"q", "Q", "\x1b"}
