"""Who may do what: keys, the scopes that routes and mutations ask for."""
