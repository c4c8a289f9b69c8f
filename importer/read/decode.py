"""From bytes to text."""

from __future__ import annotations

import codecs
import re

import charset_normalizer

from importer.read.rejection import ReadCode, UnreadableError

_BINARY_STARTS = (
    *(b"%PDF", b"PK\x03\x04", b"{\\rtf", b"\xd0\xcf\x11\xe0", b"SQLite format 3"),
    *(b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x7fELF", b"MZ\x90"),
    *(b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"Rar!", b"7z\xbc\xaf"),
)
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_FIRST_HIGH = 0x80
_WESTERN = frozenset(
    [0x80, 0x85, *range(0x91, 0x98), 0xA0, 0xA3, 0xAB, 0xB0, 0xBB, *range(0xC0, 0x100)]
)
_WESTERN_SHARE = 0.15
_CONTROL_SHARE = 0.01
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_AS_TEXT = "Save the report as plain text in UTF-8 and try again."


def decode(raw: bytes, *, declared: str | None = None) -> tuple[str, str | None]:
    """Return the text with line feeds as newlines, and a warning where the encoding was guessed.

    UTF-8 is tried first and strictly; then what the document or its server declares; then a guess.
    Raises UnreadableError for binary files and for bytes that no encoding explains.
    """
    if raw.startswith(_BINARY_STARTS):
        raise UnreadableError(ReadCode.BINARY_FILE, "This is a binary file, not a text.", _AS_TEXT)
    for mark, encoding in _WIDE:
        if raw.startswith(mark):
            return _checked(_strictly(raw, encoding)), f"The text was in {encoding.upper()}."
    try:
        return _checked(raw.decode("utf-8-sig")), None
    except UnicodeDecodeError:
        return _guessed(raw, declared or _declared_encoding(raw))


def _declared_encoding(raw: bytes) -> str | None:
    match = _DECLARED.search(raw[:4096])
    return match.group(1).decode("ascii") if match else None


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError) as problem:
        raise UnreadableError(
            ReadCode.UNKNOWN_ENCODING, f"The text is not valid {encoding.upper()}.", _AS_TEXT
        ) from problem


def _guessed(raw: bytes, declared: str | None) -> tuple[str, str | None]:
    if b"\x00" in raw:
        raise UnreadableError(
            ReadCode.BINARY_FILE, "The file holds zero bytes: it is binary.", _AS_TEXT
        )
    if declared:
        try:
            return _checked(raw.decode(declared)), f"The text was in {declared}, not in UTF-8."
        except (UnicodeDecodeError, LookupError):
            pass  # a wrong declaration is common; the guess below decides
    if _is_western(raw):
        return _checked(raw.decode("cp1252")), "The text is not UTF-8; it was read as cp1252."
    best = charset_normalizer.from_bytes(raw).best()
    if best is None:
        raise UnreadableError(
            ReadCode.UNKNOWN_ENCODING,
            "The text is neither UTF-8 nor any encoding we know.",
            _AS_TEXT,
        )
    warning = f"The text is not UTF-8; it was read as {best.encoding}."
    return _checked(str(best)), warning


def _is_western(raw: bytes) -> bool:
    """Recognise the Windows text of an English writer: ASCII but for quotes, dashes and accents.

    So few letters tell a guesser nothing, and it guesses wild.
    """
    high = [byte for byte in raw if byte >= _FIRST_HIGH]
    return len(high) <= _WESTERN_SHARE * len(raw) and all(byte in _WESTERN for byte in high)


def _checked(text: str) -> str:
    """Normalise newlines; refuse what is no text, or can't be stored."""
    if "\x00" in text:
        raise UnreadableError(
            ReadCode.BINARY_FILE, "The file holds zero bytes: it is binary.", _AS_TEXT
        )
    if len(_CONTROL.findall(text)) > _CONTROL_SHARE * len(text):
        raise UnreadableError(
            ReadCode.BINARY_FILE, "The file is full of control characters: it is binary.", _AS_TEXT
        )
    return normalise_newlines(text)


def normalise_newlines(text: str) -> str:
    """Return the text with line feeds for the newlines of other systems, and no other change."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def check_characters(text: str) -> None:
    """Refuse characters that no file holds, but a JSON escape can smuggle in."""
    if "\x00" in text or _SURROGATE.search(text):
        raise UnreadableError(
            ReadCode.BAD_CHARACTERS,
            "The text holds a zero character or half of a surrogate pair.",
            r"Remove the escapes \u0000 and lone \ud800 to \udfff from the text.",
        )
