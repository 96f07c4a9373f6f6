"""What a principal may do: roles compiled to row predicates and per-field conditions, in this one place."""
