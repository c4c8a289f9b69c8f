"""Tests whose cases are generated from the schema."""
