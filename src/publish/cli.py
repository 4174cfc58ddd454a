"""argv to operations: the only place that prints and exits.

Results go to standard output, everything else to standard error. Exit status 0 is clean, 1 findings or a failed
build, 2 wrong use or a broken project; no traceback is ever shown.
"""

from __future__ import annotations

import argparse
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from . import __version__
from .diagnostics import Diagnostic, Place, Refusal
from .project import FORMATS

_FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)  # in the system's temporary folder: our own writes say their place
_CLEAR = "\r\x1b[K"  # back to the start of the line, which is wiped (ECMA-48, EL)
_TELLING = ("stats", "explain")  # their result is not what they find
_WORKS = (
    "works",
    {"nargs": "*", "metavar": "WORK", "help": "folders of sources/; all works where none is named"},
)
_LOCALE = ("-l", "--locale", {"dest": "locales", "action": "append", "default": [], "metavar": "LOCALE"})


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; the exit status. Used as the console script `publish`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that lacks a letter gets its number, never a failure
            stream.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(argv)
    if options.command is None:
        _parser().print_help()
        return 0
    try:
        status = _run(options)
        sys.stdout.flush()
        return status
    except Refusal as refusal:
        _show(refusal.diagnostics, options)
        return 2
    except KeyboardInterrupt:
        _show([Diagnostic("interrupted", "stopped; nothing half-made was left")], options)
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone; Python would complain once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        if os.environ.get("PUBLISH_DEBUG"):
            raise
        if isinstance(error, OSError) and error.errno in _FULL:
            message = f"the disk is full: {error.strerror}; nothing half-made was left"
            _show([Diagnostic("cannot-write", message, Place(tempfile.gettempdir()))], options)
            return 2
        message = f"a mistake of publish's own: {type(error).__name__}: {error}"
        _show(
            [Diagnostic("internal", message, hint="set PUBLISH_DEBUG=1 for the details, and report it")],
            options,
        )
        return 2


if TYPE_CHECKING:
    from .operations.outcome import Outcome, Tell

    Operation = Callable[[argparse.Namespace, Tell], Outcome]


def _run(options: argparse.Namespace) -> int:
    from . import operations

    options.colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    options.console = _Terminal(colour=options.colour)
    operation = getattr(
        operations, {"import": "import_", "normalize": "normalise"}.get(options.command, options.command)
    )
    if getattr(options, "watch", False):
        return _watch(operation, options)
    return _once(operation, options)


def _watch(operation: Operation, options: argparse.Namespace) -> int:
    """Does it now and after every save, until Ctrl-C, which is how it is meant to end."""
    from .operations import saves

    with suppress(KeyboardInterrupt):
        for _ in saves(options):
            try:
                _once(operation, options)
            except Refusal as refusal:  # a file that is half typed: the next save may mend it
                _show(refusal.diagnostics, options)
    return 0


def _once(operation: Operation, options: argparse.Namespace) -> int:
    teller = _Teller(options.quiet)
    try:
        outcome = operation(options, teller)
    finally:
        teller.end()
    told = options.command in _TELLING
    if outcome.lines:
        # For a program, standard output holds one thing: the findings or, of a command that tells, what it tells.
        print("\n".join(outcome.lines), file=sys.stdout if told or options.output_format == "text" else sys.stderr)
    _show(outcome.found, options, told=told)
    return int(outcome.status)


class _Teller:
    """Progress on standard error: lines, and on a terminal what is being worked on, until the next line."""

    def __init__(self, quiet: bool):
        self._quiet = quiet
        self._passing = not quiet and sys.stderr.isatty()

    def __call__(self, line: str) -> None:
        if not self._quiet:
            print(_CLEAR + line if self._passing else line, file=sys.stderr, flush=True)

    def working(self, names: list[str]) -> None:
        if self._passing:
            width = shutil.get_terminal_size().columns - 1
            print(_CLEAR + f"… {', '.join(names)}"[:width], end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._passing:
            print(_CLEAR, end="", file=sys.stderr, flush=True)


class _Terminal:
    """The editor at the keyboard, for `audit --review`; a pipe is read by lines, so that a script can answer."""

    def __init__(self, *, colour: bool):
        self.colour = colour

    def show(self, text: str) -> None:
        print(text, flush=True)

    def key(self) -> str:
        if not sys.stdin.isatty():
            return sys.stdin.readline()[:1].strip() or ""
        import termios
        import tty

        stream = sys.stdin.fileno()
        before = termios.tcgetattr(stream)
        try:
            tty.setcbreak(stream)
            return os.read(stream, 1).decode("ascii", "ignore") or "?"
        finally:
            termios.tcsetattr(stream, termios.TCSADRAIN, before)

    def line(self, prompt: str) -> str:
        print(prompt, end="", flush=True)
        return sys.stdin.readline()


def _show(diagnostics: Sequence[Diagnostic], options: argparse.Namespace, *, told: bool = False) -> None:
    """Findings for a person go to standard error; those for a program are the result, on standard output, unless
    the command has told its result there already."""
    from .report.diagnostics import render

    style = options.output_format
    if style != "text" and not told:
        print(render(diagnostics, style))
    elif diagnostics:
        text = render([d for d in diagnostics if d.severity != "note" or not options.quiet], style)
        print(text, end="\n" if text else "", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="publish",
        description="One canonical text, many books: EPUB and typeset PDF in every language from one source.",
        epilog="example: publish build --format epub -l fr",
    )
    parser.add_argument("--version", action="version", version=f"publish {__version__}")
    parser.add_argument("-C", dest="root", default=".", metavar="DIR", help="work in this project folder")
    parser.set_defaults(output_format="text", quiet=False, works=[], locales=[], formats=[])
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, (summary, example, arguments) in _COMMANDS.items():
        aliases = ["normalize"] if name == "normalise" else []
        command = commands.add_parser(
            name, help=summary, description=summary, epilog=f"example: {example}", aliases=aliases
        )
        for *flags, settings in (*arguments, *_COMMON):
            command.add_argument(*flags, **settings)
    return parser


_COMMON = (
    (
        "-C",
        {
            "dest": "root",
            "default": argparse.SUPPRESS,
            "metavar": "DIR",
            "help": "work in this project folder",
        },
    ),
    ("--quiet", {"action": "store_true", "help": "say nothing but results and findings"}),
    (
        "--output-format",
        {
            "choices": ("text", "json", "github", "sarif"),
            "default": "text",
            "help": "how findings are written",
        },
    ),
)
_COMMANDS = {
    "init": (
        "a working project to start from",
        "publish init my-books",
        (("dir", {"nargs": "?", "metavar": "DIR"}),),
    ),
    "import": (
        "brings a text in: txt, html, docx, odt, md or epub",
        "publish import article.txt --work august",
        (
            ("files", {"nargs": "+", "metavar": "FILE"}),
            ("--work", {"default": "", "metavar": "ID", "help": "the folder of sources/ that it goes to"}),
            (
                "--language",
                {"default": "", "metavar": "TAG", "help": "the text's language, where it is not found out"},
            ),
            (
                "--as-translation",
                {
                    "dest": "translation",
                    "default": "",
                    "metavar": "LOCALE",
                    "help": "the file is the translation of --work ID: into its catalogue, what is unsure as fuzzy",
                },
            ),
            ("--replace", {"action": "store_true", "help": "write over a work of that name"}),
        ),
    ),
    "audit": (
        "finds what nobody has ruled on yet: misspellings, stray forms, two ways of writing one thing",
        "publish audit august --review",
        (
            _WORKS,
            ("--review", {"action": "store_true", "help": "one by one, a key each, into the house files"}),
        ),
    ),
    "normalise": (
        "shows what the pass changes",
        "publish normalise august --diff",
        (
            _WORKS,
            ("--diff", {"action": "store_true", "help": "each change in its sentence"}),
            ("--check", {"action": "store_true", "help": "only the findings, for CI"}),
            ("--report", {"action": "store_true", "help": "writes dist/reports/WORK.html, to be read"}),
            (
                "--tei",
                {"action": "store_true", "help": "writes dist/reports/WORK.xml, with what was received (TEI P5)"},
            ),
        ),
    ),
    "extract": (
        "writes the templates for translators or, with --format, XLIFF or TMX files for those who do not use PO",
        "publish extract --format xliff -l fr",
        (
            _WORKS,
            (
                "--format",
                {
                    "dest": "formats",
                    "action": "append",
                    "default": [],
                    "choices": ("xliff", "tmx"),
                    "help": "writes locale/LOCALE/WORK.xlf or .tmx; `publish update --from FILE` takes them back",
                },
            ),
            _LOCALE,
        ),
    ),
    "update": (
        "brings every catalogue up to date; with --from, puts in what came back from a translator",
        "publish update --from august.xlf -l fr",
        (
            _WORKS,
            _LOCALE,
            (
                "--from",
                {
                    "dest": "returned",
                    "action": "append",
                    "default": [],
                    "metavar": "FILE",
                    "help": "an XLIFF 2 (.xlf) or TMX (.tmx) file whose translations go into the catalogues",
                },
            ),
        ),
    ),
    "check": (
        "lints sources, house and catalogues",
        "publish check -l fr --output-format github",
        (_WORKS, _LOCALE),
    ),
    "stats": (
        "progress of each translation",
        "publish stats --svg dist/reports",
        (
            _WORKS,
            _LOCALE,
            ("--svg", {"default": "", "metavar": "DIR", "help": "a badge and a bar of each for a README, in DIR"}),
        ),
    ),
    "build": (
        "makes the books",
        "publish build --format epub --format pdf -l fr",
        (
            _WORKS,
            ("--format", {"dest": "formats", "action": "append", "default": [], "choices": FORMATS}),
            _LOCALE,
            (
                "--jobs",
                {
                    "type": int,
                    "default": 0,
                    "metavar": "N",
                    "help": "editions at a time; the cores there are",
                },
            ),
            (
                "--cluster",
                {"default": "", "metavar": "ADDRESS", "help": "on the Dask cluster of this scheduler: tls://host:8786"},
            ),
            ("--watch", {"action": "store_true", "help": "make them again after every save, until Ctrl-C"}),
            ("--dry-run", {"action": "store_true", "help": "only say what would be made, and why"}),
            ("--explain", {"action": "store_true", "help": "say why each edition was made anew"}),
            ("--timings", {"action": "store_true", "help": "say what each edition took"}),
        ),
    ),
    "release": (
        "makes all books for a release: from a clean commit, without a warning, judged, with manifest and checksums",
        "publish release",
        (("--jobs", {"type": int, "default": 0, "metavar": "N", "help": "editions at a time; the cores there are"}),),
    ),
    "explain": (
        "what a diagnostic means and what to do",
        "publish explain tags",
        (("code", {"metavar": "CODE"}),),
    ),
}

if __name__ == "__main__":
    sys.exit(main())
