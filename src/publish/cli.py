"""argv to operations: the only place that prints and exits.

Results go to standard output, everything else to standard error. Exit status 0 is clean, 1 findings or a failed
build, 2 wrong use or a broken project; no traceback is ever shown.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from . import __version__
from .diagnostics import Diagnostic, Refusal

_WORKS = (
    "works",
    {"nargs": "*", "metavar": "WORK", "help": "folders of sources/; all works where none is named"},
)
_LOCALE = ("-l", "--locale", {"dest": "locales", "action": "append", "default": [], "metavar": "LOCALE"})


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; the exit status. Used as the console script `publish`."""
    options = _parser().parse_args(argv)
    if options.command is None:
        _parser().print_help()
        return 0
    try:
        return _run(options)
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
        message = f"a mistake of publish's own: {type(error).__name__}: {error}"
        _show(
            [Diagnostic("internal", message, hint="set PUBLISH_DEBUG=1 for the details, and report it")],
            options,
        )
        return 2


def _run(options: argparse.Namespace) -> int:
    from . import operations

    options.colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    operation = getattr(
        operations, {"import": "import_", "normalize": "normalise"}.get(options.command, options.command)
    )
    outcome = operation(options, _teller(options))
    for line in outcome.lines:
        print(line)
    _show(outcome.found, options)
    return int(outcome.status)


def _teller(options: argparse.Namespace):  # type: ignore[no-untyped-def]
    def tell(line: str) -> None:
        if not options.quiet:
            print(line, file=sys.stderr, flush=True)

    return tell


def _show(diagnostics: Sequence[Diagnostic], options: argparse.Namespace) -> None:
    """Findings for a person go to standard error; those for a program are the result, on standard output."""
    from .report.diagnostics import render

    style = options.output_format
    if style == "text":
        text = render([d for d in diagnostics if d.severity != "note" or not options.quiet], style)
        if text:
            print(text, file=sys.stderr)
    elif options.command != "stats" or diagnostics:
        print(render(diagnostics, style))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="publish",
        description="One canonical text, many books: EPUB and typeset PDF in every language from one source.",
        epilog="example: publish build --format epub -l fr",
    )
    parser.add_argument("--version", action="version", version=f"publish {__version__}")
    parser.add_argument("-C", dest="root", default=".", metavar="DIR", help="work in this project folder")
    parser.set_defaults(output_format="text", quiet=False)
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
            ("--replace", {"action": "store_true", "help": "write over a work of that name"}),
        ),
    ),
    "normalise": (
        "shows what the pass changes",
        "publish normalise august --diff",
        (
            _WORKS,
            ("--diff", {"action": "store_true", "help": "each change in its sentence"}),
            ("--check", {"action": "store_true", "help": "only the findings, for CI"}),
        ),
    ),
    "extract": ("writes the templates for translators", "publish extract", (_WORKS,)),
    "update": ("brings every catalogue up to date", "publish update -l fr", (_WORKS, _LOCALE)),
    "check": (
        "lints sources, house and catalogues",
        "publish check -l fr --output-format github",
        (_WORKS, _LOCALE),
    ),
    "stats": ("progress of each translation", "publish stats", (_WORKS, _LOCALE)),
    "build": (
        "makes the books",
        "publish build --format epub --format pdf -l fr",
        (
            _WORKS,
            ("--format", {"dest": "formats", "action": "append", "default": [], "choices": ("epub", "pdf")}),
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
        ),
    ),
    "explain": (
        "what a diagnostic means and what to do",
        "publish explain tags",
        (("code", {"metavar": "CODE"}),),
    ),
}

if __name__ == "__main__":
    sys.exit(main())
