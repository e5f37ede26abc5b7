"""Try what an operator installs."""
