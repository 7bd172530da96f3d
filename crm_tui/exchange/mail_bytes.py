"""The bytes of a letter while they are read: files that hang on it are left out, for only their
names are needed, and they are the most of it.
"""

import re

TOO_MUCH = 8 * 1024 * 1024
"""Bytes of a letter, without such files. Its text may have an eighth of this."""

LINES = 400_000
"""The parser needs much memory for each."""

HEAD = 64 * 1024
"""Bytes of the head of a part in which it says what it is."""

BOUNDARIES = 1000
BOUNDARY = re.compile(rb'boundary=\s*"?([^"\r\n;]{1,200})', re.IGNORECASE)
FILE = re.compile(rb"^content-type:\s*+(?!text/|multipart/|message/)", re.IGNORECASE | re.MULTILINE)
LETTER = re.compile(rb"^content-type:\s*+message/rfc822\b", re.IGNORECASE | re.MULTILINE)
"""A letter that hangs on this one: it begins with a head of its own."""

PACKED = re.compile(rb"^content-transfer-encoding:\s*base64\b", re.IGNORECASE | re.MULTILINE)
LETTERS = re.compile(rb"[A-Za-z0-9+/]*+={0,2}\s*")
BREAK = b"\n"
DASHES = b"--"


class LetterBytes:
    """Takes the lines of a letter, or pieces of very long ones."""

    def __init__(self) -> None:
        self._kept: list[bytes] = []
        self.read = 0
        """Bytes that were taken, those of files among them."""
        self._size = self._lines = 0
        self._boundaries: set[bytes] = set()
        self._head: bytearray | None = bytearray()
        """Of the part that is read, while its head is."""
        self._is_file = False
        self._begins = True

    def add(self, piece: bytes) -> None:
        self.read += len(piece)
        begins, self._begins = self._begins, piece.endswith(BREAK)
        if begins and piece.startswith(DASHES) and self._ends_part(piece):
            self._head, self._is_file = bytearray(), False
        elif self._head is not None:
            self._read_head(piece)
        elif self._is_file and LETTERS.fullmatch(piece):
            return
        self._size += len(piece)
        self._lines += 1
        if self.is_whole:
            self._kept.append(piece)

    @property
    def is_whole(self) -> bool:
        """Whether all but such files is there; else the end is missing."""
        return self._size <= TOO_MUCH and self._lines <= LINES

    @property
    def all(self) -> bytes:
        return b"".join(self._kept)

    def _ends_part(self, line: bytes) -> bool:
        name = line[len(DASHES) :].strip()
        return name in self._boundaries or name.removesuffix(DASHES) in self._boundaries

    def _read_head(self, piece: bytes) -> None:
        assert self._head is not None, "a head is read"
        if piece.strip():
            self._head += piece[: HEAD - len(self._head)]
            return
        head = bytes(self._head)
        self._head = bytearray() if LETTER.search(head) else None
        self._is_file = FILE.search(head) is not None and PACKED.search(head) is not None
        if len(self._boundaries) < BOUNDARIES:
            self._boundaries.update(name.strip() for name in BOUNDARY.findall(head))
