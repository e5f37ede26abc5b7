"""Show statements to partners and to the department that settles them."""
