"""The tables, one a file. `metadata` holds them all under one naming convention."""

from db.tables.api_key import ApiKey
from db.tables.article import Article
from db.tables.base import metadata
from db.tables.change import Change
from db.tables.contradiction import Contradiction
from db.tables.dispute import Dispute
from db.tables.dispute_location import DisputeLocation
from db.tables.dispute_side import DisputeSide
from db.tables.dispute_statement import DisputeStatement
from db.tables.import_item import ImportItem
from db.tables.import_run import ImportRun
from db.tables.location import Location
from db.tables.location_alias import LocationAlias
from db.tables.near_miss import NearMiss
from db.tables.party import Party
from db.tables.quantity import Quantity
from db.tables.review import Review
from db.tables.reviewed_group import ReviewedGroup
from db.tables.source import Source
from db.tables.speaker import Speaker
from db.tables.speaker_alias import SpeakerAlias
from db.tables.statement import Statement
from db.tables.statement_count import StatementCount
from db.tables.statement_location import StatementLocation
from db.tables.statement_partition import StatementPartition
from db.tables.webhook import Webhook
from db.tables.webhook_attempt import WebhookAttempt
from db.tables.webhook_delivery import WebhookDelivery

__all__ = [
    "ApiKey",
    "Article",
    "Change",
    "Contradiction",
    "Dispute",
    "DisputeLocation",
    "DisputeSide",
    "DisputeStatement",
    "ImportItem",
    "ImportRun",
    "Location",
    "LocationAlias",
    "NearMiss",
    "Party",
    "Quantity",
    "Review",
    "ReviewedGroup",
    "Source",
    "Speaker",
    "SpeakerAlias",
    "Statement",
    "StatementCount",
    "StatementLocation",
    "StatementPartition",
    "Webhook",
    "WebhookAttempt",
    "WebhookDelivery",
    "metadata",
]
