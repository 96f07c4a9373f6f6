"""Lines of the log."""

import json

from mortise.edge.logs import write_line


def test_an_event_is_a_line_of_json() -> None:
    line = json.loads(write_line(None, "info", {"event": "request", "status": 200, "person": None}))

    assert (line["level"], line["event"], line["status"], line["person"]) == ("info", "request", 200, None)
    assert line["at"].endswith("Z")


def test_a_failure_is_told_with_its_trace_in_one_line() -> None:
    try:
        raise ValueError("no such table")
    except ValueError as failed:
        written = write_line(None, "error", {"event": "incident", "exc_info": failed})

    assert b"\n" not in written
    assert "no such table" in json.loads(written)["exception"]
