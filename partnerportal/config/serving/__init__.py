"""Serve the portal in production: what must hold before, the encrypted door, and the one that only points to it."""
