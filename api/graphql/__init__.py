"""GraphQL: the schema, and the route that answers its queries by plans of the query engine."""
