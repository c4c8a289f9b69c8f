"""REST: the same queries as GraphQL, under fixed addresses and with fixed fields."""
