"""Hand-written endpoints that Mortise is measured against."""
