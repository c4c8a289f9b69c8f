"""The frame stage."""
