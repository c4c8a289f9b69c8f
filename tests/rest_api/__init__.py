"""Tests of REST, over HTTP and on both databases."""
