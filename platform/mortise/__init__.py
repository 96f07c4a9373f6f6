"""The host: it stores definitions and records, knows who is asking, and composes the engines."""

__version__ = "0.1.0"
