"""Pure interpreters of Mortise's definitions: they take data and return data."""
