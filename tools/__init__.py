"""What keeps the generated files up to date: the catalogue and the reference pages."""
