"""The project's own rules, as far as a program can see to them."""
