"""From a draft to a version: what would change, what it would cost, and the change itself."""
