"""The one expression language: a typed tree, and the executors that agree on what it means."""
