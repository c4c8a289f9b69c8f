"""Tests of the tables, the writer and the migrations."""
