"""An office, its body and a name in one breath: "head of the Sumy Council Oleh Bondar"."""

from __future__ import annotations

import pytest

from importer.model import Speaker
from tests.reading.speaker_cases import last_speaker

OFFICES = [
    # source, name, role, organisation
    (
        "Spokeswoman for the Eastern Defence Forces Olena Marchuk",
        ("Olena Marchuk", "Spokeswoman for the Eastern Defence Forces", "Eastern Defence Forces"),
    ),
    (
        "Head of the Sumy Military Administration Petro Bondar",
        (
            "Petro Bondar",
            "Head of the Sumy Military Administration",
            "Sumy Military Administration",
        ),
    ),
    (
        "Commander of the 9th Assault Brigade Taras Lysenko",
        ("Taras Lysenko", "Commander of the 9th Assault Brigade", "9th Assault Brigade"),
    ),
    (
        "Deputy chief of the Presidential Office Iryna Koval",
        ("Iryna Koval", "Deputy chief of the Presidential Office", "Presidential Office"),
    ),
    (
        "Secretary of the National Security and Defence Council Bohdan Hrytsenko",
        (
            "Bohdan Hrytsenko",
            "Secretary of the National Security and Defence Council",
            "National Security and Defence Council",
        ),
    ),
    (
        "Chairman of the Transitional Council General Idris Osman",
        (
            "Idris Osman",
            "Chairman of the Transitional Council",
            "Transitional Council",
        ),
    ),
    (
        "Spokesman of Operational Command South Ruslan Melnyk",
        (
            "Ruslan Melnyk",
            "Spokesman of Operational Command South",
            "Operational Command South",
        ),
    ),
    (
        "The spokesman for UNICEF Peter Lund",
        ("Peter Lund", "spokesman for UNICEF", "UNICEF"),
    ),
    (
        "President of Ukraine Marko Savchenko",
        ("Marko Savchenko", "President of Ukraine", None),
    ),
    ("Leader of Hezbollah Karim Nasser", ("Karim Nasser", "Leader of Hezbollah", "Hezbollah")),
    ("Mayor of Kharkiv Andriy Moroz", ("Andriy Moroz", "Mayor of Kharkiv", None)),
    (
        "Governor of Belgorod Region Anton Lukin",
        ("Anton Lukin", "Governor of Belgorod Region", None),
    ),
    (
        "Minister of Foreign Affairs Lesia Tkach",
        ("Lesia Tkach", "Minister of Foreign Affairs", "Foreign Affairs"),
    ),
    (
        "Press officer Major Denys Kravets",
        ("Denys Kravets", "Press officer", None),
    ),
    (
        "Israel’s defence minister Amir Levi",
        ("Amir Levi", "Israel’s defence minister", None),
    ),
]


def _speaker(source: str) -> Speaker:
    return last_speaker(f"{source} said the bridge was gone.", ("the bridge was gone", source))


@pytest.mark.parametrize(("source", "expected"), OFFICES, ids=[each for each, _ in OFFICES])
def test_the_name_is_what_follows_the_office(
    source: str, expected: tuple[str, str, str | None]
) -> None:
    speaker = _speaker(source)
    assert (speaker.name, speaker.role, speaker.organisation) == expected


@pytest.mark.parametrize(
    "source",
    ["A brother of Hassan Ali Omar", "A spokesman for the Hassan Omar Foundation"],
)
def test_whom_an_office_belongs_to_does_not_speak(source: str) -> None:
    assert _speaker(source).name not in {"Hassan Ali Omar", "Ali Omar", "Hassan Omar"}


@pytest.mark.parametrize(
    ("source", "name", "role"),
    [
        ("Gang leader Jean “Ti Loup” Pierre", "Jean “Ti Loup” Pierre", "Gang leader"),
        ("Militia commander Omar “Falcon” Idris", "Omar “Falcon” Idris", "Militia commander"),
        (
            "Spokesperson for the Operational Command “North” Ruslan Melnyk",
            "Ruslan Melnyk",
            "Spokesperson for the Operational Command “North”",
        ),
        ("Blogger and “war correspondent” Pavel Sokolov", "Pavel Sokolov", "war correspondent"),
    ],
)
def test_marks_inside_a_name_or_role(source: str, name: str, role: str) -> None:
    speaker = _speaker(source)
    assert (speaker.name, role in (speaker.role or "")) == (name, True)


def test_what_a_speaker_cites_is_no_role() -> None:
    speaker = last_speaker(
        "Military blogger Pavel Sokolov, citing soldiers on the ground, wrote that it had fallen.",
        ("it had fallen", "Military blogger Pavel Sokolov"),
    )
    assert speaker.role == "Military blogger"
