"""The lines of vCards: a name, parameters, a value, perhaps folded or quoted-printable.

They are read here, not by a library, so that one line that is wrong costs nothing but itself, and
so that what is unknown can be written again exactly as it came.
"""

import codecs
import quopri
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

LINE = re.compile(
    r'(?:(?P<group>[\w-]{1,99})\.)?(?P<name>[\w-]{1,99})(?P<params>(?:;[^:"]*+(?:"[^"]*+"[^:"]*+)*+)?):(?P<value>.*)',
    re.DOTALL,
)
PARAM = re.compile(r';([^;="]*)(?:=((?:[^;"]++|"[^"]*")*+))?')
"""Neither goes back, since that would need much memory where there are many quotes or letters."""

ESCAPED = re.compile(r"\\(.)", re.DOTALL)
HOLDS_BYTES = re.compile("[^:]*;(?:ENCODING=)?(?:BASE64|B)[;:]", re.IGNORECASE)
RANK = re.compile("[0-9]{1,3}")
SPECIAL = re.compile(r"([\\,;])")
ENCODINGS = ("ENCODING", "CHARSET")
BARE = {"QUOTED-PRINTABLE": "ENCODING", "BASE64": "ENCODING", "B": "ENCODING"}
"""Parameters that version 2.1 writes without their name; all others are types."""


@dataclass(frozen=True, slots=True)
class ContentLine:
    """One property; `value` is decoded, its backslashes are still there."""

    name: str
    """In upper case, without the group."""
    value: str
    params: dict[str, list[str]] = field(default_factory=dict)
    """By their names in upper case."""
    raw: str = ""
    """The whole line as it was, unfolded."""
    group: str = ""

    def parts(self, separator: str) -> list[str]:
        """The parts of a value such as `Last;First`, without their backslashes."""
        if "\\" not in self.value:  # nearly always
            pieces = self.value.split(separator)
            return [piece.strip() for piece in (pieces if pieces[-1] else pieces[:-1] or pieces)]
        cut = re.findall(rf"((?:[^{separator}\\]|\\.?)*)(?:{separator}|$)", self.value, re.DOTALL)
        return [unescaped(part).strip() for part in cut[:-1] or cut]

    @property
    def text(self) -> str:
        return unescaped(self.value).strip()

    @property
    def types(self) -> set[str]:
        return {one.upper() for one in self.spelled_types}

    @property
    def spelled_types(self) -> list[str]:
        """In the order and the letters of the file."""
        return [one for value in self.params.get("TYPE", ()) for one in value.split(",")]

    @property
    def rank(self) -> int | None:
        """Its place among those of its name, 1 for what is preferred; None where it says none."""
        said = self.params.get("PREF", [""])[0]
        if RANK.fullmatch(said):
            return int(said)
        return 1 if "PREF" in self.types else None

    @property
    def raw_value(self) -> str:
        """With its backslashes, and as it was typed."""
        match = LINE.fullmatch(self.raw)
        return match["value"] if match else ""

    def params_without(self, *names: str) -> str:
        """The parameters of other names, `;X-A=b;LANGUAGE=de`, quoted as they were."""
        match = LINE.fullmatch(self.raw)
        found = PARAM.finditer(match["params"]) if match else ()
        return "".join(one[0] for one in found if one[2] and one[1].strip().upper() not in names)


def parse(line: str) -> ContentLine | None:
    """The property of an unfolded line; None for what is none."""
    match = LINE.fullmatch(line)
    if match is None:
        return None
    group, name, said, value = match.groups()
    params = _params(said) if said else {}
    if _is_quoted_printable(params):
        value = _decoded(value, params.get("CHARSET", ["utf-8"])[0])
    return ContentLine(name.upper(), value, params, line, group or "")


def head(line: str) -> tuple[str, int]:
    """The name of an unfolded line, and how many characters stand before its value."""
    match = LINE.match(line)
    return (match["name"].upper(), match.start("value")) if match else ("", 0)


def plain(line: ContentLine) -> str:
    """The line as programs of today have it: letters as they are, and none quoted-printable."""
    if not _is_quoted_printable(line.params):
        return line.raw
    kept = ((name, one) for name, several in line.params.items() for one in several)
    params = "".join(f';{name}="{one}"' for name, one in kept if name not in ENCODINGS)
    value = line.value.replace("\r\n", "\\n").replace("\n", "\\n")
    return f"{grouped(line.group)}{line.name}{params}:{value}"


def modern(line: ContentLine) -> ContentLine:
    """The same property in that form."""
    return (parse(plain(line)) or line) if _is_quoted_printable(line.params) else line


def grouped(group: str) -> str:
    """What stands before the name of a property of the group."""
    return f"{group}." if group else ""


def unfolded(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Logical lines with the number of their first; `lines` are numbered and without their ends.

    A line that is no property belongs to the one before it: some programs forget to fold. Whether
    it is one shows only when it is whole, for a fold may stand between two quotes.
    """
    begun: tuple[int, list[str]] | None = None
    for number, line in _joined(lines):
        if begun is not None and LINE.match(line) is None:
            begun[1].append(line)
        else:
            if begun is not None:
                yield begun[0], _whole(begun[1])
            begun = (number, [line])
    if begun is not None:
        yield begun[0], _whole(begun[1])


def _whole(lines: list[str]) -> str:
    """Several lines were a text that was not folded, or a picture."""
    if len(lines) == 1:
        return lines[0]
    return ("" if HOLDS_BYTES.match(lines[0]) else "\\n").join(lines)


def _joined(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Lines with what was folded off them; empty ones are left out."""
    begun: tuple[int, list[str]] | None = None
    soft = False
    for number, line in lines:
        if begun is not None and (soft or line[:1] in (" ", "\t")):
            begun[1].append("\n" + line if soft else line[1:])
        else:
            if begun is not None:
                yield begun[0], "".join(begun[1])
            begun = (number, [line]) if line else None
        soft = line.endswith("=") and begun is not None and _says_quoted_printable(begun[1][0])
    if begun is not None:
        yield begun[0], "".join(begun[1])


def escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text).replace("\n", "\\n")


def unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def _says_quoted_printable(line: str) -> bool:
    return "QUOTED-PRINTABLE" in line.partition(":")[0].upper()


def _params(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in PARAM.findall(text):
        if not value:
            value, name = name, BARE.get(name.upper(), "TYPE")
        if value:
            found.setdefault(name.strip().upper(), []).append(value.replace('"', "").strip())
    return found


def _is_quoted_printable(params: dict[str, list[str]]) -> bool:
    said = params.get("ENCODING") if params else None
    return said is not None and "QUOTED-PRINTABLE" in map(str.upper, said)


def _decoded(value: str, charset: str) -> str:
    """The letters of a quoted-printable value; where the charset is wrong, some become signs."""
    decoded = quopri.decodestring(value.encode("utf-8", "replace"))
    try:
        codecs.lookup(charset)
        return decoded.decode(charset, "replace")
    except (LookupError, UnicodeError, ValueError):
        return decoded.decode("utf-8", "replace")
