"""Where requests come in and answers go out: what holds for every address."""
