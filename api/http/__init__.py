"""HTTP around every route: who asks, how often, and what every answer carries."""
