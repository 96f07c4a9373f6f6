"""What follows from events: so far the actions that flows carry out; pure, like every engine."""
