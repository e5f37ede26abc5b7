"""Read claims, always for a viewer."""
