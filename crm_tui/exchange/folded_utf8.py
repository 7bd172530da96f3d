"""UTF-8 whose lines are folded in the middle of a letter, as simple programs fold calendars and
vCards: they count bytes. The fold is moved behind the letter, so that lines keep their numbers.
"""

import codecs
import re
from pathlib import Path
from typing import Any

from crm_tui.errors import InvalidInputError
from crm_tui.exchange import encodings, sources

NAME = "crm-folded-utf-8"
NEXT = rb"[\x80-\xbf]"
FOLD = rb"(\r?\n[ \t])"
CUT = re.compile(
    rb"([\xc2-\xdf])%(fold)s(%(next)s)|([\xe0-\xef])%(fold)s(%(next)s{2})"
    rb"|([\xe0-\xef]%(next)s)%(fold)s(%(next)s)|([\xf0-\xf4])%(fold)s(%(next)s{3})"
    rb"|([\xf0-\xf4]%(next)s)%(fold)s(%(next)s{2})|([\xf0-\xf4]%(next)s{2})%(fold)s(%(next)s)"
    % {b"fold": FOLD, b"next": NEXT}
)
OPEN = re.compile(rb"[\xc2-\xf4]%(next)s{0,2}(?:\r|\r?\n[ \t]?%(next)s{0,2})?\Z" % {b"next": NEXT})
"""What may be the beginning of such a letter."""

LONGEST = 8
MARK = "\ufeff"


def find(path: Path, source: str, wanted: str | None, *, longest: int) -> str:
    """As `encodings.find`; also where the bytes are UTF-8 but for letters that a fold cuts."""
    sources.check_lines(path, source, longest * encodings.LETTER)
    try:
        name = encodings.find(path, source, wanted)
    except InvalidInputError:
        if wanted is not None or not _fits(path, source):
            raise
        return NAME
    is_legacy = wanted is None and not name.startswith("utf")
    return NAME if is_legacy and _fits(path, source) else name


def _fits(path: Path, source: str) -> bool:
    return encodings.first_unreadable_line(path, source, NAME) is None


class _Decoder(codecs.BufferedIncrementalDecoder):
    def _buffer_decode(self, piece: Any, errors: str, final: bool) -> tuple[str, int]:
        data = bytes(piece)
        open_end = None if final else OPEN.search(data, max(0, len(data) - LONGEST))
        whole = CUT.sub(_moved, data[: open_end.start()] if open_end else data)
        text, read = codecs.utf_8_decode(whole, errors, final)
        return text.replace(MARK, ""), read


def _moved(found: re.Match[bytes]) -> bytes:
    begun, fold, rest = (part for part in found.groups() if part)
    return b"".join((begun, rest, fold))


def _search(name: str) -> codecs.CodecInfo | None:
    if name != NAME.replace("-", "_"):
        return None
    return codecs.CodecInfo(
        codecs.utf_8_encode,
        lambda data, errors="strict": (_Decoder(errors).decode(data, True), len(data)),
        incrementaldecoder=_Decoder,
        name=NAME,
    )


codecs.register(_search)
