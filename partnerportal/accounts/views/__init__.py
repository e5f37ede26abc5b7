"""Answer the addresses of accounts, one module per page."""
