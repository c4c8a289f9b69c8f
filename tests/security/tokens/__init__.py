"""Tokens of an outside issuer: good, bad, and what they allow."""
