"""How long the product takes over what is made to take long."""
