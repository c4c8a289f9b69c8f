"""Files that mean harm or are merely odd, in words of our own."""

from __future__ import annotations

import gzip
import os
import random
import unicodedata
from collections.abc import Iterator
from pathlib import Path

SAID = "The governor of Sumy said on 3 March 2025 that {} people had been hurt."
KINDS = ("good", "refused", "any")


ODD = {
    "plain.txt": "{}",
    "crlf.txt": "{}\r\n\r\n{}\r\n",
    "cr.txt": "{}\r\r{}\r",
    "blank-lines.txt": "\n" * 2000 + "{}" + "\n" * 2000,
    "indented.txt": "        {}\n\t\t{}",
    "nbsp.txt": "\u00a0\u00a0{}\u00a0",
    "soft-hyphens.txt": "{} The as\u00adsault went on.",
    "zero-width.txt": "{}\u200b\u200d\u2060 It was quiet.",
    "right-to-left.txt": "{} \u202eetah\u202c قال المتحدث ذلك. אמר הדובר.",
    "stacked-marks.txt": "{} Z" + "\u0301\u0324" * 300 + "algo was there.",
    "emoji.txt": "{} 👩‍👩‍👧‍👦🏳️‍🌈 they wrote.",
    "full-width.txt": "{} Ｔｈｅ　ｍａｙｏｒ　ｌｅｆｔ．",
    "capitals.txt": "{} THE ARMY HAS LEFT THE TOWN, THE MINISTRY SAID.",
    "tags.txt": "{} <script>fetch('CANARY')</script><b>It burned.",
    "entities.txt": '<!DOCTYPE x [<!ENTITY a SYSTEM "CANARY">]><x>&a;</x> {}',
    "laughs.txt": '<!ENTITY a "&b;&b;"><!ENTITY b "&c;&c;"> &a; {}',
    "formula.txt": '=HYPERLINK("CANARY","x")\n\n{}',
    "sql.txt": "{} '); DROP TABLE article; -- he added.",
    "template.txt": "{} {{7*7}} ${jndi:ldap://x} <%= 1 %> #{1} he wrote.",
    "percent.txt": "{} %s%s%n%x and 100 % more.",
    "shell.txt": "{} $(curl CANARY) `curl CANARY` ; reboot",
    "picture.txt": "![x](CANARY) {} [more](CANARY)",
    "long-word.txt": "{} " + "a" * 20_000 + " it went.",
    "long-sentence.txt": "{} " + "and the men and the women " * 150 + "left.",
    "commas.txt": "{} There were" + " one, two," * 200 + " of them.",
    "open-quotes.txt": "{} “" * 40,
    "nested-quotes.txt": "{} " + "“he said ‘" * 30 + "no" + "’ and”" * 30,
    "brackets.txt": "{} " + "(" * 3000 + " he went " + ")" * 3000,
    "dots.txt": "{} " + "." * 5000 + " It went on.",
    "numbers.txt": "{} They lost " + "9" * 5000 + " tanks and 1e400 men.",
    "dates.txt": "{} It was on 99 March 99999 and on 31 February at 25:61.",
    "same-again.txt": "{} " + "The army holds the town. " * 60,
    "back-slashes.txt": "{} \\u0000 \\x00 \\ud800 \\N{BEL} he typed.",
    "page.html": "<html><body><p>{}</p><img src='CANARY'></body></html>",
    "frames.html": "<p>{}</p><iframe src='CANARY'></iframe><p>It burned for days.</p>",
    "moved.html": '<meta http-equiv="refresh" content="0;url=CANARY"><p>{}</p>',
    "deep.html": "<html><body>" + "<div>" * 100 + "<p>{}</p>" * 4 + "</div>" * 100,
    "not-closed.html": "<p>{}<p><b><i><table><tr><td>It burned for days, they said.",
    "; rm -rf ~.txt": "{} It was calm.",
    "-rf.txt": "{} It was calm later.",
    "$(reboot).txt": "{} It was calm by night.",
    "new\nline.txt": "{} It was calm by day.",
    "ｎａｍｅ ✓ شيء.txt": "{} It was calm at noon.",
    "x" * 250 + ".txt": "{} It was calm at dawn.",
}
"""Texts by the name of their file: `{}` stands for what was said, CANARY for an address."""


def good(canary: str) -> Iterator[tuple[str, bytes]]:
    """Iterate over files that are odd and must be read all the same."""
    said = (SAID.format(number) for number in range(1, 1000))
    for name, template in ODD.items():
        text = template.replace("CANARY", canary)
        while "{}" in text:
            text = text.replace("{}", next(said), 1)
        yield name, text.encode()
    yield "bom.txt", b"\xef\xbb\xbf" + next(said).encode()
    yield "decomposed.txt", unicodedata.normalize("NFD", f"{next(said)} Général Traoré.").encode()
    yield os.fsdecode(b"caf\xe9.txt"), next(said).encode()


def refused() -> Iterator[tuple[str, bytes, str]]:
    """Iterate over files that hold nothing to be read, with the code of the reason."""
    said = SAID.format(7).encode()
    yield "empty.txt", b"", "empty-text"
    yield "blank.txt", b" \n\t\r\n" * 50, "empty-text"
    yield "only-bom.txt", b"\xef\xbb\xbf", "empty-text"
    yield "nul.txt", said + b"\0" + said, "binary-file"
    yield "pdf.txt", b"%PDF-1.7\n" + bytes(range(256)) * 8, "binary-file"
    yield "picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary-file"
    yield "packed.txt", gzip.compress(said * 50), "binary-file"
    yield "program.txt", b"\x7fELF\x02\x01\x01" + b"\0" * 64, "binary-file"
    yield "large.txt", said * 40_000, "too-large"
    yield "one-paragraph.txt", said * 1_500, "paragraph-too-long"
    yield "no-such-day.txt", b" date 2025-02-31 " + said, "invalid-date"
    yield "report.docx.txt", b"PK\x03\x04" + bytes(range(64)), "binary-file"
    attributes = b" ".join(b"a%d=1" % number for number in range(1001))
    yield "attributes.html", b"<html><div " + attributes + b"><p>" + said * 9, "too-large"
    yield "elements.html", b"<html><table>" + b"<tr><td>a" * 30_000 + said, "too-large"
    yield "hollow.html", b"<html><script>alert(1)</script></html>", "empty-text"


def anything(seed: int = 14) -> Iterator[tuple[str, bytes]]:
    """Iterate over files of which all that matters is that they are survived."""
    chance = random.Random(seed)  # noqa: S311 - noise, no secrets
    for number in range(30):
        yield f"bytes-{number:02}.txt", chance.randbytes(chance.randrange(1, 400))
    for number in range(16):
        text = "".join(chr(_any_character(chance)) for _ in range(chance.randrange(1, 150)))
        yield f"characters-{number:02}.txt", text.encode("utf-8", "surrogatepass")
    for number in range(8):
        noise = "".join(chance.choice('{}[]",:0e-\\ \n') for _ in range(200))
        yield f"lines-{number}.jsonl", noise.encode()
    for number, encoding in enumerate(("utf-16", "utf-16-le", "utf-32", "cp1251", "shift_jis")):
        yield f"encoded-{number}.txt", SAID.format(number).encode(encoding)
    yield "half.txt", SAID.encode() + b"\xe2\x80"
    yield "deep.jsonl", b'{"text":' + b"[" * 100_000
    yield "escapes.txt", b"\x1b[31mRed\x1b[0m\x07 " + SAID.encode()
    yield "noise.html", chance.randbytes(3000)
    yield "comments.html", b"<!---->" * 500 + b"<x>" + SAID.encode()
    yield "paragraphs.html", b"<html>" + b"<p>a" * 40_000 + SAID.encode() * 9
    yield "quoted.html", b"<html><p " + b"a='>' " * 990 + b">" + SAID.encode() * 9
    yield "open.html", b"<" * 5000
    yield "deeper.html", b"<div>" * 3000 + SAID.encode() + b"</div>" * 3000


def _any_character(chance: random.Random) -> int:
    low, high = chance.choice(((1, 0x80), (0x80, 0x3000), (0x3000, 0xD7FF), (0xE000, 0x10FFFF)))
    return chance.randrange(low, high)


def write_all(folder: Path, canary: str) -> dict[str, dict[str, str]]:
    """Write all files and things that are none; return the names by kind, with their codes."""
    found: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
    written = [
        *(("good", name, data, "") for name, data in good(canary)),
        *(("refused", name, data, code) for name, data, code in refused()),
        *(("any", name, data, "") for name, data in anything()),
    ]
    for kind, name, data, code in written:
        path = folder / kind / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        found[kind][name] = code
    os.mkfifo(folder / "refused" / "pipe.txt")
    (folder / "refused" / "link.txt").symlink_to("/etc/hostname")
    return found
