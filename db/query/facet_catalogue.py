"""What the rows of each list can be counted by."""
# ruff: noqa: S608 - only names of the schema reach SQL text

from collections.abc import Callable, Mapping

from db.query.description import Facet, ObjectType
from db.query.dialect import Kind
from db.query.parts import OUTLET

type Target = Callable[[], ObjectType]


def _text(value: str) -> Facet:
    return Facet("TextFacet", Kind.TEXT, f"{{row}}.{value}")


def _enum(type_name: str, value: str) -> Facet:
    return Facet(f"{type_name}Facet", Kind.ENUM, f"{{row}}.{value}")


def _periods(day: str) -> dict[str, Facet]:
    """Count by day and by month."""
    periods = ("day", "month")
    return {each: Facet("DateFacet", Kind.DATE, f"{{row}}.{day}", period=each) for each in periods}


def _outlet(source: str) -> Facet:
    return Facet("OutletFacet", Kind.INTEGER, source, target=lambda: OUTLET)


def of_statements(speaker: Target, location: Target) -> Mapping[str, Facet]:
    """Describe what statements can be counted by."""
    named = "SELECT DISTINCT n.i, {value} AS value FROM {{read}} n {joins}"
    places = "JOIN statement_location l ON l.statement_id = n.i"
    countries = f"{places} JOIN location p ON p.id = l.location_id WHERE p.country IS NOT NULL"
    return {
        "party": _text("party"),
        "speaker": Facet("SpeakerFacet", Kind.INTEGER, "{row}.speaker_id", target=speaker),
        "place": Facet(
            "LocationFacet",
            Kind.INTEGER,
            several=named.format(value="l.location_id", joins=places),
            target=location,
        ),
        "country": Facet(
            "TextFacet", Kind.TEXT, several=named.format(value="p.country", joins=countries)
        ),
        "type": _enum("ClaimType", "claim_type"),
        "kind": _enum("StatementKind", "kind"),
        "polarity": _enum("Polarity", "polarity"),
        "modality": _enum("Modality", "modality"),
        "stance": _enum("Stance", "stance"),
        "agent": _text("claim_agent"),
        "target": _text("claim_target"),
        "outlet": _outlet("(SELECT source_id FROM article WHERE id = {row}.article_id)"),
        **_periods("said_on"),
    }


_SIDES = ("statement_a_id", "statement_b_id")


def _of_either_side(
    type_name: str, kind: Kind, column: str, table: str = "statement", target: Target | None = None
) -> Facet:
    """Count by what either statement of a pair has, each value once a pair."""
    key = "id" if table == "statement" else "statement_id"
    queries = (
        f"SELECT n.i, s.{column} AS value FROM {{read}} n JOIN {table} s ON s.{key} = n.{side} "
        f"WHERE s.{column} IS NOT NULL"
        for side in _SIDES
    )
    several = " UNION ".join(queries)
    return Facet(type_name, kind, several=several, target=target, carries=_SIDES)


def of_pairs(table: str, speaker: Target, location: Target) -> Mapping[str, Facet]:
    """Describe what contradictions or near misses can be counted by.

    What is told of statements holds of either of the two, and counts once.
    """
    own = _enum("ReviewStatus", "status") if table == "contradiction" else None
    return {
        "type": _enum("ContradictionType", "type"),
        **({"relation": _enum("Relation", "relation")} if own is None else {"status": own}),
        "rule": _text("rule"),
        "party": _of_either_side("TextFacet", Kind.TEXT, "party"),
        "speaker": _of_either_side("SpeakerFacet", Kind.INTEGER, "speaker_id", target=speaker),
        "place": _of_either_side(
            "LocationFacet", Kind.INTEGER, "location_id", "statement_location", location
        ),
        "claimType": _of_either_side("ClaimTypeFacet", Kind.ENUM, "claim_type"),
    }


OF_ARTICLES: Mapping[str, Facet] = {
    "outlet": _outlet("{row}.source_id"),
    "language": _text("language"),
    **_periods("published_on"),
}

OF_SPEAKERS: Mapping[str, Facet] = {
    "kind": _enum("SpeakerKind", "kind"),
    "party": _text("party"),
}

OF_LOCATIONS: Mapping[str, Facet] = {
    "kind": _enum("PlaceKind", "kind"),
    "country": _text("country"),
    "admin1": _text("admin1"),
}


def of_disputes(location: Target) -> Mapping[str, Facet]:
    """Describe what disputes can be counted by."""
    places = (
        "SELECT DISTINCT n.i, l.location_id AS value FROM {read} n "
        "JOIN dispute_location l ON l.dispute_id = n.i"
    )
    parties = (
        "SELECT DISTINCT n.i, s.party AS value FROM {read} n "
        "JOIN dispute_statement l ON l.dispute_id = n.i "
        "JOIN statement s ON s.id = l.statement_id WHERE s.party IS NOT NULL"
    )
    return {
        "status": _enum("ReviewStatus", "status"),
        "place": Facet("LocationFacet", Kind.INTEGER, several=places, target=location),
        "party": Facet("TextFacet", Kind.TEXT, several=parties),
    }
