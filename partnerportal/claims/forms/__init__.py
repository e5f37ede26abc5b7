"""Parse what is typed about claims."""
