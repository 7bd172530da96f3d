"""Markdown, as the documents use it, as the roff of a manual page."""

import re
from collections.abc import Iterator

FENCE = "```"


def roff(markdown: str) -> str:
    """Headings, paragraphs, lists, tables and blocks of code; other signs stay as they are."""
    return "".join(f"{line}\n" for line in lines(markdown))


def lines(markdown: str) -> Iterator[str]:
    code = False
    above = ""
    for line in markdown.splitlines():
        if line.startswith(FENCE):
            code = not code
            yield from (".PP", ".RS 4", ".EX") if code else (".EE", ".RE")
        elif code:
            yield escaped(line)
        else:
            yield from prose(line, above)
        above = line


def prose(line: str, above: str) -> Iterator[str]:
    if heading := re.match(r"(#+) (.+)", line):
        title = heading[2] if len(heading[1]) > 1 else heading[2].upper()
        yield f"{'.SH' if len(heading[1]) == 1 else '.SS'} {inline(title)}"
    elif line.startswith("|"):
        yield from row(line, above)
    elif line.startswith("- "):
        yield r".IP \(bu 2"
        yield inline(line[2:])
    elif line.strip():
        yield inline(line.strip())
    elif above.strip():
        yield ".PP"


def row(line: str, above: str) -> Iterator[str]:
    """The first cell as a term, what follows as its text; the heads of a table are left out."""
    cells = [cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
    if above.startswith("|") and not set(line) <= set("|-"):
        yield ".TP"
        yield inline(cells[0])
        yield inline("; ".join(filter(None, cells[1:])))


def inline(text: str) -> str:
    """Links as their text; code and what is strong in bold, what is stressed in italics."""
    text = re.sub(r"!?\[([^\]]+)\]\([^)]+\)", r"\1", text)
    text = escaped(text)
    text = re.sub(r"`([^`]+)`", r"\\fB\1\\fR", text)
    text = re.sub(r"\*\*([^*]+)\*\*", r"\\fB\1\\fR", text)
    return re.sub(r"(?<![\w*])\*([^*\s][^*]*)\*(?![\w*])", r"\\fI\1\\fR", text)


def escaped(text: str) -> str:
    """So that nothing of the text is a command of roff."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text.startswith((".", "'")) else text
