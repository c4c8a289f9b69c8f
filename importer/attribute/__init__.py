"""Attributing: which words are put forward by whom."""
