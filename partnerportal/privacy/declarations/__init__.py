"""Declare every stored column, one module per app; `DECLARED` lists them in the order people read them."""
