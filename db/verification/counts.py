"""Kept counts of statements, compared with the statements themselves."""
# ruff: noqa: S608 - only names of columns stand in these statements

from collections.abc import Iterator

from db.counts import LEVELS
from db.verification.queries import Check
from db.verification.report import Kind

_MONTHS = {
    "sqlite": "date(s.said_on, 'start of month')",
    "postgresql": "date_trunc('month', s.said_on::timestamp)::date",
}
_COLUMNS = ("speaker_id", "party", "claim_type", "month")


def count_checks(dialect: str) -> Iterator[Check]:
    """Iterate over what finds counts that are missing, wrong, or of nothing."""
    same = "IS NOT DISTINCT FROM" if dialect == "postgresql" else "IS"
    for level, own in LEVELS.items():
        columns = [name for name in _COLUMNS if name in own]
        values = {name: _MONTHS[dialect] if name == "month" else f"s.{name}" for name in columns}
        truth = (
            f"SELECT {', '.join(f'{values[name]} AS {name}' for name in columns)}, "
            "count(*) AS number FROM statement s WHERE s.superseded_at IS NULL "
            f"GROUP BY {', '.join(values.values())}"
        )
        alike = " AND ".join(f"c.{name} {same} t.{name}" for name in columns)
        yield Check(
            Kind.COUNT,
            f"""SELECT 'statement_count of level {level.value}', 'counts ' ||
                coalesce(CAST(c.statements AS VARCHAR), 'none') || ' of ' || t.number
                FROM ({truth}) t LEFT JOIN statement_count c
                  ON c.level = '{level.value}' AND {alike}
                WHERE c.statements IS NULL OR c.statements <> t.number""",
        )
        yield Check(
            Kind.COUNT,
            f"""SELECT 'statement_count ' || c.key, 'counts what is not there'
                FROM statement_count c LEFT JOIN ({truth}) t ON {alike}
                WHERE c.level = '{level.value}' AND t.number IS NULL""",
        )
