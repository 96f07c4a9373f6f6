"""How the stream of events looks in the OpenAPI document."""

from collections.abc import Mapping
from typing import Final

from mortise.api.record_paths import answered, in_query
from mortise.api.record_schemas import Described

STREAM: Final = """\
An answer that lasts (server-sent events). Each event is a hint to read again what it names; it holds no content.

- `begin`: from here on every change is told. What was read before may be older.
- `records` `{app, form, changes: [{id, action, version?}]}`: records in the caller's lists. `action` is create, update,
  delete or restore; a record that left the caller's lists is told as deleted. Of many records of a form at once it
  says `{app, form, many: true}`.
- `app` `{app, version}`: another version of an application is published.
- `import` `{id, state}`, `publication` `{id, state}`: the caller's own work has come further.
- `notification` `{…}`: something new in the caller's inbox.
- `tasks` `{}`: the caller has other tasks than before, or a flow of theirs has come further.
- `reset` `{}`: more happened than can be told, or the caller's rights changed: read everything again.
- `beat` `{}`: nothing happened for a while.
- `end` `{reason}`: signed_out, replaced (too many streams of one session or person), closing (the server stops) or
  behind (the reader was too slow).

An event's id, sent back as `Last-Event-ID` or `after` within five minutes, has what was missed told again; an older or
foreign one is answered with `reset`."""

EVENT_PATHS: Final[Mapping[str, Mapping[str, Described]]] = {
    "/api/events": {
        "get": {
            "summary": "Be told of what changes, as far as one may see it",
            "description": STREAM,
            "parameters": [
                {"name": "Last-Event-ID", "in": "header", "required": False, "schema": {"type": "string"}},
                *in_query(after=("string", "The id of the last event, for who cannot send the header.")),
            ],
            "responses": {
                **answered({"type": "string"}, "422"),
                "200": {
                    "description": "Events, until the stream ends.",
                    "content": {"text/event-stream": {"schema": {"type": "string"}}},
                },
                "503": {
                    "description": "This server holds as many streams as it can; Retry-After says when to ask."
                },
            },
        }
    },
}
