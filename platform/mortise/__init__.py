"""The host: it stores definitions and records, knows who is asking, and composes the engines."""
