"""The bench of speed: what it asks, and what it makes of the answers."""
