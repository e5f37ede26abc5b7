"""Write claims: one function per use case."""
