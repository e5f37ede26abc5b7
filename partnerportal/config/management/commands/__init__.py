"""Hold the commands behind ./portal, one module each."""
