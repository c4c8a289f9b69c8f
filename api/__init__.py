"""The web: GraphQL and REST over one query engine."""
