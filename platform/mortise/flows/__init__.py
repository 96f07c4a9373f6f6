"""Flows that run: instances as rows, one command at a time, and what follows from each in the same transaction."""
