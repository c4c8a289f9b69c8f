"""Reconciliation: which speaker or place of the archive a name in a table stands for."""
