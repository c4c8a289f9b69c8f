"""Tests of GraphQL over HTTP, on both databases."""
