"""An organisation out of a table of people: read by the limited process, judged whole, written in one transaction."""
