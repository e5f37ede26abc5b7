"""Read what is typed about contracts."""
