"""Other GraphQL servers on the same database, each as its makers advise."""
