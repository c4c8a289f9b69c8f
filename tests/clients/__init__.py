"""The clients of other programs, against the live server."""
