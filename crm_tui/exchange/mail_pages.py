"""The words of a page of HTML, as a letter may be written.

No library does it: the one of Python takes minutes where many tags have no end, and forgets what
stands behind them.
"""

import html
import re
from io import StringIO

TOKEN = re.compile(
    r"<!--.*?(?:-->|(?P<comment>\Z))"
    r"|<[!?][^>]*+(?:>|(?P<declaration>\Z))"
    r"|<(?P<closes>/?)(?P<tag>[a-z][^\s/>]*+)(?:[^>\"']++|\"[^\"]*+\"|'[^']*+'|[\"'])*+(?:>|(?P<unclosed>\Z))",
    re.DOTALL | re.IGNORECASE,
)
RAW = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style")}
"""Tags within which nothing else is a tag."""

SKIPPED = (*RAW, "head", "title")
BREAKS = ("br", "p", "div", "tr", "li", "h1", "h2", "h3")
BODY = "body"
KNOWN = frozenset((*SKIPPED, *BREAKS, BODY))


def words(page: str) -> str:
    """What it says, a paragraph a line. What has no end is no tag, and read with all behind it."""
    text = StringIO()
    skipping = place = 0
    while (token := TOKEN.search(page, place)) is not None:
        if token.end() == len(page) and _is_open(token):
            break
        if not skipping and token.start() > place:
            _write(text, page[place : token.start()])
        place = token.end()
        tag = (token["tag"] or "").lower()
        if tag not in KNOWN:
            continue
        if token["closes"]:
            skipping -= tag in SKIPPED and skipping > 0
        elif tag in RAW:
            end = RAW[tag].search(page, place)
            place = end.start() if end else len(page)
            skipping += 1
        elif tag in BREAKS:
            text.write("\n")
        else:  # there are pages whose head is not closed
            skipping = 0 if tag == BODY else skipping + 1
    if not skipping:
        _write(text, page[place:])
    lines = (" ".join(line.split()) for line in text.getvalue().split("\n"))
    return "\n".join(filter(None, lines))


def _is_open(token: re.Match[str]) -> bool:
    return any(token[name] is not None for name in ("comment", "declaration", "unclosed"))


def _write(text: StringIO, words: str) -> None:
    """Without the ends of its lines, which are none in a page."""
    text.write(html.unescape(words).replace("\n", " "))
