"""Whether two names are of one person, and which names belong together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import importer
from importer.resolve.names import merge_speakers, same_person
from importer.resolve.transliterate import consonant_keys, exchange_keys, sound_key

MERGED = 0.9
LIKELY = 0.75
UNLIKELY = 0.6

SAME = [
    ("Andrii Kovalchuk", "Andriy Kovalchuk"),
    ("Andrii Kovalchuk", "Андрій Ковальчук"),
    ("Oleh Hordiienko", "Oleg Gordiyenko"),
    ("Oleh Hordiienko", "Олег Гордиенко"),
    ("Serhii Zabolotnyi", "Sergei Zabolotny"),
    ("Yevhen Shcherbak", "Evgeny Shcherbak"),
    ("Kateryna Tsymbal", "Katerina Tsymbal"),
    ("Muhammad Abd al-Rahman", "Mohamed Abdelrahman"),
    ("Hasan al-Jamil", "Hassan El-Gamil"),
    ("Yusuf Idriss", "Youssouf Idris"),
    ("Abdalla al-Tayeb", "Abdallah Eltayeb"),
    ("Faisal bin Nayef", "Faysal ibn Nayef"),
    ("Jean-Claude Mutombo", "Jean Claude Mutombo"),
    ("U Tin Maung", "Tin Maung"),
    ("Colonel Raúl Peña", "Raul Pena"),
    ("PEÑA, Raúl", "Raúl Peña"),
    ("R. Peña", "Raúl Peña"),
    ("Raúl Alberto Peña", "Raúl Peña"),
    ("Dr. Mehmet Şahin", "Mehmet Sahin"),
    ("Nguyen Van Minh", "Nguyễn Văn Minh"),
    ("LinaHaddad", "Lina Haddad"),
    ("Nino Beridze", "ნინო ბერიძე"),
    ("Bakary Traoré", "Bakari Traore"),
    ("Oleh Syniehubov", "Oleg Sinegubov"),
    ("Oleh Syniehubov", "Олег Синегубов"),
    ("Syniehubov Oleh", "Олег Синєгубов"),
    ("Abdel Fattah al-Mansour", "عبد الفتاح المنصور"),
    ("Ahmed al-Sharif", "أحمد الشريف"),
    ("Hamdan Daqlu", "حمدان دقلو"),
]

DIFFERENT = [
    ("Andrii Kovalchuk", "Oksana Kovalchuk"),
    ("Raúl Peña", "Rosa Peña"),
    ("Peña", "Raúl Peña"),
    ("General Peña", "Raúl Peña"),
    ("Raúl", "Raúl Peña"),
    ("A. Kovalchuk", "Oksana Kovalchuk"),
    ("Ivan Petrovych Bondar", "Ivan Mykolayovych Bondar"),
    ("Hasan al-Jamil", "Hasan al-Khatib"),
    ("Kim Chol Su", "Kim Yong Ho"),
    ("Nino Beridze", "Dato Beridze"),
    ("Oleksandr Bondar", "Oleksandra Bondar"),
    ("Viktor Bondarev", "Viktoria Bondareva"),
    ("Syniehubov", "Oleh Syniehubov"),
    ("Oleksandr Syniehubov", "Oleh Syniehubov"),
    ("Marko Ilić", "Stevan Jovanović"),
    ("", "Raúl Peña"),
    ("123", "…"),
]


def test_the_package_itself_offers_the_comparison() -> None:
    assert importer.same_person("Oleh Hordiienko", "Олег Гордиенко") >= LIKELY


@pytest.mark.parametrize(("a", "b"), SAME)
def test_spellings_of_one_name_meet(a: str, b: str) -> None:
    assert same_person(a, b) >= LIKELY
    assert same_person(b, a) == pytest.approx(same_person(a, b))


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_different_persons_stay_apart(a: str, b: str) -> None:
    assert same_person(a, b) <= UNLIKELY
    assert same_person(b, a) == pytest.approx(same_person(a, b))


@pytest.mark.parametrize(("a", "b"), [("Ali Hassan", "Ali Hussein"), ("Sami Karam", "Sami Kurim")])
def test_names_with_other_vowels_are_not_merged_without_doubt(a: str, b: str) -> None:
    assert same_person(a, b) < MERGED


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Syniavskyi", "Sinyavsky"),
        ("Mykhailo", "Mikhaylo"),
        ("Yusuf", "Youssouf"),
        ("Жуков", "Zhukov"),
    ],
)
def test_one_sound_has_one_key(a: str, b: str) -> None:
    assert sound_key(a) == sound_key(b) or exchange_keys(a) & exchange_keys(b)


def test_consonants_remain_where_a_script_writes_no_vowels() -> None:
    assert consonant_keys("محمود") & consonant_keys("Mahmud")


def test_names_of_one_person_are_put_together_in_the_order_given() -> None:
    names = ["Oleh Hordiienko", "Rosa Peña", "Oleg Gordiyenko", "Олег Гордиенко", "Raúl Peña"]
    assert merge_speakers(names) == [
        ("Oleh Hordiienko", "Oleg Gordiyenko", "Олег Гордиенко"),
        ("Rosa Peña",),
        ("Raúl Peña",),
    ]


def test_an_initial_that_fits_two_joins_neither() -> None:
    names = ["Raúl Peña", "Rosa Peña", "R. Peña"]
    assert merge_speakers(names) == [("Raúl Peña",), ("Rosa Peña",), ("R. Peña",)]


def test_known_sides_keep_namesakes_apart() -> None:
    names = ["Hasan al-Jamil", "Hassan El-Gamil", "Hasan al-Gamil"]
    assert merge_speakers(names, ["SY", "EG", None]) == [
        ("Hasan al-Jamil",),
        ("Hassan El-Gamil",),
        ("Hasan al-Gamil",),
    ]


def test_nothing_gives_nothing() -> None:
    assert merge_speakers([]) == []


names = st.text(alphabet=st.sampled_from("abcdeiou AKMПрив ’-.é习"), max_size=20)


@given(names, names)
def test_likeness_is_symmetric_and_between_nought_and_one(a: str, b: str) -> None:
    likeness = same_person(a, b)
    assert 0.0 <= likeness <= 1.0
    assert likeness == pytest.approx(same_person(b, a))


@given(st.lists(names, max_size=8))
def test_merging_loses_and_invents_no_name(given_names: list[str]) -> None:
    groups = merge_speakers(given_names)
    assert sorted(name for group in groups for name in group) == sorted(given_names)
