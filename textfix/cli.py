"""Usage: textfix [OPTION]... [FILE]...

Repair Chinese text: damage done by copying tools, encodings and page layouts,
and Traditional characters that should be Simplified.

Each FILE (standard input if there is none, or where FILE is -) is repaired by
itself and written to standard output as UTF-8; the files stay as they are.
The encoding of each is found out (UTF-8, GB18030, Big5, UTF-16 and others), or
the file is refused. Line endings are kept, as is the byte order mark of a
single UTF-8 input.

What to repair:
  --profile NAME        repair: undo what encodings and copying tools did
                        zh-hans (the default): that, stray white space, and
                        Traditional to Simplified
                        publish: all that, and typography
  --select RULE[,RULE]  apply only these rules, unsafe ones too (repeatable)
  --ignore RULE[,RULE]  leave these rules out (repeatable)
  --unsafe              apply unsafe rules too: likely right, not certain
  --protect WORD        never touch WORD (repeatable)
  --encoding NAME       read every FILE in this encoding
  --errors strict|keep|escape
                        bytes that cannot be read: refuse the file (strict,
                        the default), keep them as they are, or write \\x8a
  --format auto|text    auto (the default): refuse a FILE that by its name is
                        not plain text, such as data.csv or page.html
                        text: repair every FILE as plain text

To learn more:
  --list-rules          list the rules that the options above choose
  --explain RULE        print the manual of a rule
  --diagnose            list what damaged lines may have been, the likeliest
                        first; repair nothing
  --version             print the versions of the program and of its rules
  -h, --help            print this help

Examples:
  textfix page.txt > clean.txt
  pdftotext -enc UTF-8 report.pdf - | textfix > report.txt
  textfix page.txt | diff page.txt -      what would change?
  textfix --profile repair page.txt       Traditional stays Traditional
  textfix --diagnose page.txt             what went wrong with the encoding?
  textfix --ignore blank-lines,trailing-space --protect 乾隆 page.txt

Exit status:
  0    done, whether or not anything changed
  2    error: one line on standard error says what is wrong and what to do
  130  interrupted
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from textwrap import indent
from typing import Any, NoReturn
from unicodedata import east_asian_width

import click

from textfix import RULESET, Decoded, Pipeline, Rule, __version__, decode
from textfix.recode.byteread import as_utf8
from textfix.recode.declared import for_file

# Files that are more than their text: data, markup, translations, subtitles, code.
_FORMATS = (
    ".csv .tsv .json .jsonl .ndjson .geojson .ipynb .yaml .yml .toml .ini .cfg .conf .properties "
    ".xml .xsl .svg .html .htm .xhtml .vue .svelte .css .scss .less .md .markdown .mdx .rmd .qmd "
    ".rst .adoc .asciidoc .org .tex .sty .bib .po .pot .xliff .xlf .strings .resx .srt .vtt .ass "
    ".ssa .lrc .diff .patch .py .pyi .js .mjs .cjs .jsx .ts .tsx .java .kt .scala .groovy .c .h "
    ".cc .cpp .cxx .hpp .m .mm .cs .go .rs .rb .php .pl .pm .lua .r .jl .swift .dart .ex .erl .hs "
    ".clj .el .vim .sql .sh .bash .zsh .fish .bat .cmd .ps1 .proto .graphql .cmake .gradle"
)
_CURES = {
    errno.ENOENT: "; check the name",
    errno.EISDIR: "; name the files in it",
    errno.EACCES: "; check that you may read it",
    errno.ENOSPC: "; make room and run it again",
    errno.EPIPE: ": its reader left before all was written",
    errno.EBADF: "; redirect it to a file or a pipe",
}


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run the command `textfix` and exit: the console entry point."""
    code, error = 2, ""
    try:
        code = _command.main(argv, prog_name="textfix", standalone_mode=False)
    except click.UsageError as wrong:
        near = getattr(wrong, "possibilities", None)
        error = wrong.message if near else wrong.format_message()
        cure = f"did you mean {near[0]}?" if near else "see textfix --help"
        error = f"{error[:1].lower()}{error[1:].rstrip('.')}; {cure}"
    except click.ClickException as wrong:
        error = wrong.message
    except (click.Abort, KeyboardInterrupt):
        code = 130
    if error:  # one line, and no control characters, whatever a file is called
        error = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in error)
        _tell(f"error: {error}")
    sys.exit(code)


def _answer(context: click.Context, parameter: click.Parameter, asked: Any) -> None:
    if asked not in (None, False):
        version = f"textfix {__version__} (rules of {RULESET})"
        page = {"help": __doc__ or version, "version": version}.get(str(parameter.name))
        _write(page or _manual(_pipeline(select=[asked]).rules[0]))
        context.exit()


@click.command(add_help_option=False)
@click.argument("files", nargs=-1)
@click.option("--profile", default="zh-hans")
@click.option("--select", multiple=True)
@click.option("--ignore", multiple=True)
@click.option("--unsafe", is_flag=True)
@click.option("--protect", multiple=True)
@click.option("--encoding")
@click.option("--errors", type=click.Choice(["strict", "keep", "escape"]), default="strict")
@click.option("--format", type=click.Choice(["auto", "text"]), default="auto")
@click.option("--list-rules", is_flag=True)
@click.option("--diagnose", is_flag=True)
@click.option("--explain", is_eager=True, expose_value=False, callback=_answer)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_answer)
@click.option("-h", "--help", is_flag=True, is_eager=True, expose_value=False, callback=_answer)
def _command(
    files: tuple[str, ...],
    format: str,
    list_rules: bool,
    diagnose: bool,
    encoding: str | None,
    errors: str,
    **options: Any,
) -> int:
    if "" in files or "" in options["protect"]:
        raise click.UsageError("an argument is empty (a shell variable that is not set?)")
    if list_rules and (files or options["protect"]):
        raise click.UsageError(f"--list-rules takes no {'FILE' if files else '--protect'}")
    chosen = [name for name in ("select", "ignore", "unsafe", "protect") if options[name]]
    chosen += ["profile"] * (options["profile"] != "zh-hans") + ["list-rules"] * list_rules
    if diagnose and chosen:
        raise click.UsageError(f"--diagnose takes no --{chosen[0]}")
    for name in "select", "ignore":
        options[name] = [rule.strip() for names in options[name] for rule in names.split(",")]
    pipeline = _pipeline(**options)
    read = partial(_read, encoding=encoding, errors=errors)
    try:
        if list_rules:
            _write(_table(pipeline.rules))
        else:
            _write(
                _diagnosed(files, read) if diagnose else _repaired(pipeline, files, format, read)
            )
    except KeyboardInterrupt:  # taken from click, which would write an empty line
        return 130
    return 0


def _pipeline(**options: Any) -> Pipeline:
    try:
        return Pipeline.of(**options)
    except ValueError as wrong:  # no such rule or profile; the message names the nearest
        raise click.ClickException(str(wrong)) from None


def _repaired(
    pipeline: Pipeline, files: Sequence[str], format: str, read: Callable[[str], Decoded]
) -> list[bytes]:
    """All of the output, before any of it is written."""
    for name in files:
        if format == "auto" and name.lower().endswith(tuple(_FORMATS.split())):
            why = f"a .{name.rpartition('.')[2]} file is more than plain text"
            raise click.ClickException(f"{name}: {why}; --format text repairs it as plain text")
    if not files and sys.stdin and sys.stdin.isatty():
        end = "Ctrl-Z and Enter" if os.name == "nt" else "Ctrl-D"
        _tell(f"reading the terminal until {end}; textfix --help shows more")
    documents = [read(name) for name in files or ["-"]]
    size = sum(len(document.text) for document in documents)
    slow = threading.Timer(2.0, _tell, [f"repairing {size:,} characters..."])
    slow.daemon = True
    if sys.stderr and sys.stderr.isatty():
        slow.start()
    done = [as_utf8(pipeline(document.text)) for document in documents]
    slow.cancel()
    marked = len(documents) == 1 and documents[0].bom and documents[0].encoding == "utf-8"
    return [b"\xef\xbb\xbf", *done] if marked else done


def _diagnosed(files: Sequence[str], read: Callable[[str], Decoded]) -> list[bytes]:
    """Each damaged line, and what it may have been, with the nats it is likelier by."""
    from textfix.diagnosis import diagnose

    lines = []
    for name in files or ["-"]:
        for found in diagnose(read(name).text):
            lines.append(f"{name}:{found.line}: {found.text}")
            for r in found.readings:
                how = f" ({', '.join(r.channels)})" if r.channels else ""
                lines.append(f"  {r.score:8.1f}  {r.text}  {r.proof}{how}")
    return [as_utf8("".join(f"{line}\n" for line in lines))]


def _read(name: str, encoding: str | None, errors: str) -> Decoded:
    label = "standard input" if name == "-" else name
    try:
        if name == "-" and sys.stdin is None:
            raise OSError(errno.EBADF, "closed")
        with contextlib.ExitStack() as stack:
            opened = None if name == "-" else stack.enter_context(Path(name).open("rb"))
            file = opened or sys.stdin.buffer
            with contextlib.suppress(OSError, ValueError, AttributeError):  # no descriptor: fine
                here, there = os.fstat(file.fileno()), os.fstat(sys.stdout.fileno())
                if stat.S_ISREG(here.st_mode) and os.path.samestat(here, there):
                    cure = "> empties it before it is read; write to another file and rename that"
                    raise click.ClickException(f"{label}: is the output too; {cure}")
            hint = None if name == "-" or encoding else for_file(Path(name))
            return decode(file.read(), encoding=encoding, hint=hint, errors=errors)
    except LookupError as wrong:
        raise click.ClickException(str(wrong)) from None
    except (OSError, ValueError) as wrong:
        raise _fault(label, wrong) from None


def _fault(where: str, wrong: OSError | ValueError) -> click.ClickException:
    reason = str(wrong)
    if isinstance(wrong, OSError):
        reason = (wrong.strerror or reason).lower() + _CURES.get(wrong.errno or 0, "")
    return click.ClickException(f"{where}: {reason}")


def _write(output: str | Iterable[bytes]) -> None:
    try:
        for chunk in [f"{output.rstrip()}\n"] if isinstance(output, str) else output:
            _emit(sys.stdout, chunk)
    except OSError as wrong:
        if os.name == "nt" and wrong.errno == errno.EINVAL:  # so Windows calls a broken pipe
            wrong = BrokenPipeError(errno.EPIPE, "broken pipe")
        raise _fault("standard output", wrong) from None


def _tell(message: str) -> None:
    with contextlib.suppress(OSError):  # nobody can be told
        _emit(sys.stderr, f"textfix: {message}\n")


def _emit(stream: Any, data: str | bytes) -> None:
    """Write past the buffer: Python tries what is left there again at exit, and complains."""
    if stream is None:
        raise OSError(errno.EBADF, "closed")
    if isinstance(data, str):  # about textfix itself, in the encoding of the terminal
        data = data.encode(stream.encoding or "utf-8", "backslashreplace")
    raw = getattr(stream.buffer, "raw", stream.buffer)
    while data:
        data = data[raw.write(data) or 0 :]


def _table(rules: Sequence[Rule]) -> str:
    """A line for each rule; on a terminal, filled to its width."""
    terminal = sys.stdout and sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if terminal else sys.maxsize
    size = max((len(rule.name) for rule in rules), default=0)
    lines = []
    for rule in rules:
        head = f"{rule.name:{size}}  {rule.phase.name.lower():11}  "
        lines.append(_fill(f"{head}{'safe' if rule.safe else 'unsafe':6}  ", rule.summary, width))
    return "\n".join(lines)


def _manual(rule: Rule) -> str:
    """A rule's docstring as a manual page; examples and what is indented stay as written."""
    use = "safe" if rule.safe else f"unsafe: applied by --unsafe or --select {rule.name}"
    page = [f"{rule.name} ({rule.phase.name.lower()}, {use})"]
    width = min(shutil.get_terminal_size().columns, 88)
    for block in rule.doc.strip().split("\n\n"):
        written = block.startswith((" ", ">>>", "- "))
        page.append(indent(block, "    ") if written else _fill("    ", block, width))
    return "\n\n".join(page)


def _fill(head: str, text: str, width: int) -> str:
    """Fill lines behind a hanging head; a wide character takes two columns."""
    lines, used = [head], len(head)
    for word in text.split():
        size = sum(2 if east_asian_width(c) in "WF" else 1 for c in word)
        if used + size > width and used > len(head):
            lines, used = [*lines, " " * len(head)], len(head)
        lines[-1] += f"{word} "
        used += size + 1
    return "\n".join(line.rstrip() for line in lines)
