"""Parse what people type about accounts, one module per page."""
