"""Figures of the whole archive, for those who watch over a server: one statement, one row."""

from dataclasses import dataclass

from db.query.engine import QueryEngine

_NUMBERS = {
    "feed_end": "SELECT coalesce(max(id), 0) FROM change",
    "webhooks": "SELECT count(*) FROM webhook WHERE disabled_at IS NULL",
    "webhooks_disabled": "SELECT count(*) FROM webhook WHERE disabled_at IS NOT NULL",
    "webhook_behind": (
        "SELECT coalesce((SELECT max(id) FROM change) - min(position), 0) "
        "FROM webhook WHERE disabled_at IS NULL"
    ),
    "deliveries_waiting": "SELECT count(*) FROM webhook_delivery WHERE next_attempt_at IS NOT NULL",
    "runs_running": "SELECT count(*) FROM import_run WHERE status = 'running'",
    "runs_finished": "SELECT count(*) FROM import_run WHERE status = 'finished'",
    "runs_failed": "SELECT count(*) FROM import_run WHERE status = 'failed'",
    "runs_interrupted": "SELECT count(*) FROM import_run WHERE status = 'interrupted'",
    "imported": "SELECT coalesce(sum(imported), 0) FROM import_run",
    "unchanged": "SELECT coalesce(sum(unchanged), 0) FROM import_run",
    "replaced": "SELECT coalesce(sum(replaced), 0) FROM import_run",
    "rejected": "SELECT coalesce(sum(rejected), 0) FROM import_run",
}
_SQL = "SELECT " + " || ' ' || ".join(f"CAST(({each}) AS TEXT)" for each in _NUMBERS.values())


@dataclass(frozen=True, slots=True)
class ArchiveFigures:
    """How far the feed has come, what waits to be sent, and what importers made of their texts."""

    feed_end: int
    webhooks: int
    webhooks_disabled: int
    webhook_behind: int
    """Events that the webhook that is furthest behind has not yet been looked through for."""
    deliveries_waiting: int
    runs_running: int
    runs_finished: int
    runs_failed: int
    runs_interrupted: int
    imported: int
    unchanged: int
    replaced: int
    rejected: int


async def archive_figures(engine: QueryEngine) -> ArchiveFigures:
    """Read the figures; raise QueryError when the database does not answer."""
    answer = await engine.executor.fetch(_SQL, ())
    return ArchiveFigures(*(int(number) for number in answer.split()))
