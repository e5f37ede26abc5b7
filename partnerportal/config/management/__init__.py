"""Hold the commands behind ./portal."""
