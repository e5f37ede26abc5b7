"""Declare tables that packages bring along: login, job queue, Django ("sql" = a table without a model)."""

DECLARED = ()
