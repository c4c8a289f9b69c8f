"""Tests, one folder a part of the project."""
