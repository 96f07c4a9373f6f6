"""Who is asking: people, departments, passwords, sessions, API tokens and the principal that they yield."""
