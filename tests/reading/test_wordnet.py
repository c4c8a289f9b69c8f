"""The table of word meanings: built from a few made-up lines in WordNet's format, and looked up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from importer.compare.meaning import are_opposites, kind_of, meet
from importer.compare.similarity import words_alike
from importer.wordnet import WordNet, wordnet
from importer.wordnet.build import WordNetError, build
from importer.wordnet.schema import default_path

LICENCE = "  1 A line of the licence, which begins with blanks.\n"
NOUNS = (
    "00000010 03 n 02 thing 0 entity 0 001 ~ 00000020 n 0000 | what there is\n"
    "00000020 03 n 01 boat 0 002 @ 00000010 n 0000 + 00000010 v 0101 | it floats\n"
    "00000030 03 n 02 row_boat 0 Skiff 1 001 @ 00000020 n 0000 | with oars\n"
    "00000040 03 n 01 boat 1 001 @ 00000010 n 0000 | a dish\n"
)
FILES = {
    "data.noun": NOUNS,
    "index.noun": (
        "boat n 2 2 @ + 2 1 00000020 00000040  \n"
        "entity n 1 1 ~ 1 0 00000010  \n"
        "row_boat n 1 1 @ 1 0 00000030  \n"
        "skiff n 1 1 @ 1 0 00000030  \n"
        "thing n 1 1 ~ 1 0 00000010  \n"
    ),
    "data.verb": "00000010 03 v 01 sail 0 001 + 00000020 n 0101 01 + 01 00 | by boat\n",
    "index.verb": "sail v 1 1 + 1 0 00000010  \n",
    "data.adj": (
        "00000010 00 a 01 wet(p) 0 002 ! 00000020 a 0101 & 00000030 a 0000 | with water\n"
        "00000020 00 a 01 dry 0 001 ! 00000010 a 0101 | without\n"
        "00000030 00 s 01 damp 0 001 & 00000010 a 0000 | a little wet\n"
    ),
    "index.adj": (
        "damp a 1 1 & 1 0 00000030  \ndry a 1 1 ! 1 0 00000020  \nwet a 1 2 ! & 1 0 00000010  \n"
    ),
    "data.adv": "00000010 02 r 01 wetly 0 000 | in a wet way\n",
    "index.adv": "wetly r 1 0 1 0 00000010  \n",
}


def write(folder: Path, **changed: str) -> Path:
    """Write WordNet's files, some of them changed; a name has its dot as an underscore."""
    for name, text in FILES.items():
        told = changed.get(name.replace(".", "_"), text)
        (folder / name).write_text(LICENCE + told, encoding="utf-8")
    return folder


@pytest.fixture
def table(tmp_path: Path) -> Iterator[WordNet]:
    opened = WordNet(build(write(tmp_path), tmp_path / "words.sqlite"))
    yield opened
    opened.close()


def test_senses_come_by_rank_and_words_as_texts_have_them(table: WordNet) -> None:
    assert table.senses("boat", "n") == ("n00000020", "n00000040")
    assert table.senses("row boat", "n") == table.senses("skiff", "n") == ("n00000030",)
    assert table.senses("wet", "a") == ("a00000010",)
    assert table.senses("boat", "v") == table.senses("", "") == ()


def test_kinds_are_counted_in_steps(table: WordNet) -> None:
    assert table.kinds("n00000030") == {"n00000030": 0, "n00000020": 1, "n00000010": 2}
    assert table.kinds("no such") == {"no such": 0}


def test_opposites_and_words_of_one_root(table: WordNet) -> None:
    assert table.opposites("wet", "a", 2) == {"dry"}
    assert table.opposites("wet", "a", 0) == frozenset()
    assert table.opposites("damp", "a", 2) == frozenset()
    assert table.relatives("boat") == {"sail"}
    assert table.relatives("sail") == {"boat"}


def test_the_same_files_give_the_same_table(tmp_path: Path) -> None:
    folder = write(tmp_path)
    one = build(folder, tmp_path / "one.sqlite").read_bytes()
    assert one == build(folder, tmp_path / "two.sqlite").read_bytes()


@pytest.mark.parametrize(
    "changed",
    [
        {"data_noun": "not a line of it\n"},
        {"data_noun": NOUNS + "00000050 03 n 02 cut 0\n"},
        {"index_verb": "sail v\n"},
        {"data_adj": "00000010 00 a 01 wet 0 001 ! 00000099 a 0101 | gone\n"},
        {"data_adv": "00000010 02 r zz wetly 0 000 | x\n"},
    ],
)
def test_broken_files_are_refused_and_leave_the_table_alone(
    tmp_path: Path, changed: dict[str, str]
) -> None:
    path = tmp_path / "words.sqlite"
    path.write_text("as it was")
    with pytest.raises(WordNetError, match=r"wordnet: cannot read the files in "):
        build(write(tmp_path, **changed), path)
    assert path.read_text() == "as it was"
    assert not list(tmp_path.glob("*.tmp"))


def test_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(WordNetError, match=r"data\.noun"):
        build(tmp_path, tmp_path / "words.sqlite")


def test_without_a_table_words_stand_for_themselves(tmp_path: Path) -> None:
    for path in (None, tmp_path / "none.sqlite"):
        empty = WordNet(path)
        assert empty.is_empty
        assert empty.senses("boat", "n") == ()
        assert empty.kinds("n1") == {"n1": 0}
        assert empty.opposites("wet", "a", 2) == empty.relatives("boat") == frozenset()
        empty.close()


def test_a_setting_says_where_it_lies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COUNTERCLAIM_WORDNET", str(tmp_path / "x"))
    assert default_path() == tmp_path / "x"
    monkeypatch.delenv("COUNTERCLAIM_WORDNET")
    assert default_path().name == "wordnet.sqlite"


def test_set_up_has_built_the_table() -> None:
    assert not wordnet().is_empty, "run make setup"


@pytest.mark.parametrize(
    ("one", "part", "other", "expected"),
    [
        ("buy", "VERB", "purchase", 0.9),
        ("carry out", "VERB", "execute", 0.9),
        ("terrier", "NOUN", "dog", 0.8),
        ("tulip", "NOUN", "lorry", 0.0),
        ("buy", "VERB", "sell", 0.0),
        ("qwrtz", "NOUN", "flower", 0.0),
    ],
)
def test_how_words_meet(one: str, part: str, other: str, expected: float) -> None:
    assert meet(one, part, other, part) == meet(other, part, one, part) == expected


def test_words_of_one_root_meet_across_parts_of_speech() -> None:
    assert meet("destroy", "VERB", "destruction", "NOUN") > 0.8
    assert meet("destroy", "VERB", "tulip", "NOUN") == 0


@pytest.mark.parametrize(
    ("one", "other", "part", "expected"),
    [
        ("ascend", "descend", "VERB", True),
        ("shallow", "deep", "ADJ", True),
        ("shallow", "narrow", "ADJ", False),
        ("deep", "deep", "ADJ", False),
    ],
)
def test_opposites_both_ways(one: str, other: str, part: str, *, expected: bool) -> None:
    assert are_opposites(one, other, part) is are_opposites(other, one, part) is expected


@pytest.mark.parametrize(
    ("word", "compound", "kind"),
    [
        ("surgeon", "", "person"),
        ("sheepdog", "", "animal"),
        ("measles", "", "disease"),
        ("party", "political party", "party"),
        ("seller", "best seller", "book"),
        ("star", "", None),
        ("dialect", "", "language"),
        ("head", "", None),
        ("qwrtz", "", None),
    ],
)
def test_kinds_of_things(word: str, compound: str, kind: str | None) -> None:
    assert kind_of(word, compound) == kind


def test_words_that_go_with_everything_are_like_none() -> None:
    assert words_alike("take", "see") == words_alike("get", "know") == 0
