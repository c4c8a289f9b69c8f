"""Sending what comes into the archive to addresses that asked for it."""
