"""Answer software: each operation asks the same queries and services as the pages."""
