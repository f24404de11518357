"""The command `timeline`: options read, the program called, the answer printed.

Exit codes: 0 all is well, 1 the data has problems, 2 the command could not be
done. An error is one message and one hint. Nothing heavy is imported before it
is needed, so that `--help` is there at once.
"""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

from timeline import __version__
from timeline.errors import TimelineError

__all__ = ["cli", "main"]

_COMMANDS = {
    "check": ("recording", "Say what is wrong with a ledger; nothing where all is well."),
    "deals": ("answers", "Say which deals there were, and how far each had come."),
    "demo": ("recording", "Show the example ledger: five articles on chips, as a timeline."),
    "export": ("keeping", "Write the log, or the timeline, for somewhere else."),
    "import": ("keeping", "Restore an exported log."),
    "init": ("recording", "Begin a new ledger in a folder."),
    "log": ("keeping", "List what was recorded, commit by commit."),
    "own": ("answers", "Say who held what, on a day, as known on a day."),
    "quote": ("recording", "Propose the shortest citation that has these words."),
    "record": ("recording", "Record what is new in a ledger, as one commit."),
    "schema": ("recording", "Print the JSON Schema of the fact files, for editors."),
    "show": ("answers", "Draw the timeline."),
    "strategy": ("answers", "Say what a company was set on."),
    "verify": ("keeping", "Prove that what was recorded is as it was."),
    "why": ("answers", "Say why: the facts, their words, the rules, what was left out."),
}


class _Commands(click.Group):
    """The commands by name; the module of one is imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"timeline.cli.{_COMMANDS[cmd_name][0]}")
        command = getattr(module, f"{cmd_name}_")
        assert isinstance(command, click.Command)  # noqa: S101 - a fault of ours, tested
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in sorted(_COMMANDS.items())])


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="deal-timeline")
def cli() -> None:
    """Keep dated facts of corporate deals as plain text; answer who owned what, and when.

    A ledger is a folder with seeds/ (records of documents) and events/ (facts).
    Record it, then ask: what was so on a day (--on), as the public knew it by a
    day (--known), as this log held it by a day or commit (--recorded).
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; every error that we know ends as a message and a hint."""
    try:
        code: Any = cli.main(args=arguments, standalone_mode=False)
    except click.exceptions.Abort:
        _fail("stopped", "")
    except click.ClickException as fault:
        fault.show()
        sys.exit(2)
    except TimelineError as fault:
        _fail(fault.message, fault.hint)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    else:
        sys.exit(code if isinstance(code, int) else 0)


def _fail(message: str, hint: str) -> None:
    from timeline.show.words import safe

    click.echo(f"error: {safe(message)}", err=True)
    if hint:
        click.echo(f"hint: {safe(hint)}", err=True)
    sys.exit(2)
