"""The command `timeline`: options read, the program called, the answer printed.

Exit codes: 0 all is well, 1 the data has problems, 2 the command could not be
done. An error is one message and one hint. Nothing heavy is imported before it
is needed, so that `--help` is there at once.
"""

from __future__ import annotations

import importlib
import os
import sys
from io import StringIO, TextIOWrapper
from typing import Any

import click

from timeline import __version__
from timeline.api.collecting import seldom
from timeline.errors import TimelineError

__all__ = ["cli", "main", "run"]

_COMMANDS = {
    "around": ("windows", "Say what happened around a fact or a day."),
    "check": ("recording", "Say what is wrong with a ledger; nothing where all is well."),
    "correct": ("correcting", "Replace a fact by one that is right; say what that changes."),
    "deals": ("answers", "Say which deals there were, and how far each had come."),
    "demo": ("recording", "Show the example ledger: five articles on chips, as a timeline."),
    "diff": ("windows", "Say which answers differ between two days."),
    "export": ("keeping", "Write the log, or the timeline, for somewhere else."),
    "import": ("importing", "Take in other people's data, or an exported log."),
    "init": ("recording", "Begin a new ledger in a folder."),
    "lag": ("courses", "Say how long news took to be published and recorded."),
    "log": ("keeping", "List what was recorded, commit by commit."),
    "own": ("answers", "Say who held what, on a day, as known on a day."),
    "pace": ("windows", "Say in which days most of it happened."),
    "quote": ("recording", "Propose the shortest citation that has these words."),
    "rebuild": ("keeping", "Make the read models anew; print their digest."),
    "record": ("recording", "Record what is new in a ledger, as one commit."),
    "replay": ("replaying", "File the events one by one; show what each changes."),
    "retract": ("correcting", "Take back facts, or a commit; say what that changes."),
    "schema": ("recording", "Print the JSON Schema of the fact files, for editors."),
    "series": ("courses", "Say how a holding went on, point by point."),
    "show": ("answers", "Draw the timeline."),
    "sql": ("asking", "Ask the log a question of your own, in SQL."),
    "strategy": ("answers", "Say what a company was set on."),
    "thresholds": ("courses", "Say which thresholds a holding crossed, and when."),
    "verify": ("keeping", "Prove that what was recorded is as it was."),
    "why": ("answers", "Say why: the facts, their words, the rules, what was left out."),
    "window": ("windows", "Say what a window of days began with, saw and changed."),
}


class _Commands(click.Group):
    """The commands by name; the module of one is imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(_COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        cmd_name: str,
    ) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"timeline.cli.{_COMMANDS[cmd_name][0]}")
        command = getattr(module, f"{cmd_name}_")
        assert isinstance(command, click.Command)  # noqa: S101 - a fault of ours, tested
        return command

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        formatter: click.HelpFormatter,
    ) -> None:
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


def main() -> None:
    """Run the command of this process, and leave at once: nothing is left to tidy up.

    Taking down the modules of a process that is over would cost a tenth of an answer.
    """
    seldom()  # starting up makes many small objects and no garbage: it saves a tenth of it
    _open_streams()
    code = run(sys.argv[1:])
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        code = 0
    except OSError:  # what could not be written has been told of
        code = code or 2
    os._exit(code)


def _open_streams() -> None:
    """Write nowhere where no output was given, and “?” for a sign that it cannot write."""
    sys.stdout = sys.stdout or StringIO()
    sys.stderr = sys.stderr or StringIO()
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def run(arguments: list[str]) -> int:
    """Run a command line; return its exit code. An error ends as a message and a hint."""
    try:
        code: Any = cli.main(args=arguments, prog_name="timeline", standalone_mode=False)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.exceptions.Abort:
        return _failed("stopped", "")
    except click.ClickException as fault:
        fault.show()
        return 2
    except BrokenPipeError:
        return 0
    except (TimelineError, OSError) as fault:
        shown = fault.shown if isinstance(fault, TimelineError) else ""
        return _failed(*_said(fault), shown)
    return code if isinstance(code, int) else 0


def _said(fault: TimelineError | OSError) -> tuple[str, str]:
    """Give the message and the hint of a fault; the system's, in its words."""
    if isinstance(fault, TimelineError):
        return fault.message, fault.hint
    why = (fault.strerror or str(fault)).lower()
    if fault.filename is None:
        return f"the output cannot be written: {why}", "look where it goes, then try again"
    name = os.fsdecode(fault.filename)
    return f"“{name}” cannot be read or written: {why}", "mend that, or name another place"


def _failed(message: str, hint: str, shown: str = "") -> int:
    from timeline.show.words import safe

    click.echo(f"error: {safe(message)}", err=True)
    for line in shown.splitlines():
        click.echo(f"  {safe(line)}", err=True)
    if hint:
        click.echo(f"hint: {safe(hint)}", err=True)
    return 2
