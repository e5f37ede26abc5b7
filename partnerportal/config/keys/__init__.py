"""Make, show and rotate the key-encryption keys: `./portal keys`."""
