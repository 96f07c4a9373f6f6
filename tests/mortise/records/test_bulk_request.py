"""What is wrong with a bulk request is told all at once."""

import pytest

from mortise.errors import Invalid
from mortise.records.bulk.request import read_bulk
from tests.mortise.records.test_bulk import codes

MISTAKES: list[tuple[dict[str, object], list[tuple[str, str]]]] = [
    ({}, [("bulk_choice", ""), ("bulk_values", "/values")]),
    ({"action": "burn", "ids": [1]}, [("bulk_action", "/action")]),
    ({"ids": [1], "records": [{"id": 1}], "values": {}}, [("bulk_choice", "")]),
    ({"ids": [], "values": {}}, [("bulk_list", "/ids")]),
    ({"ids": [0, "x", True], "values": {}}, [("not_reference", f"/ids/{place}") for place in range(3)]),
    ({"ids": [1], "values": {}, "wings": 2}, [("parameter_unknown", "/wings")]),
    ({"action": "delete", "ids": [1], "values": {}}, [("bulk_values", "/values")]),
    ({"action": "transfer", "ids": [1]}, [("not_reference", "/owner")]),
    ({"action": "delete", "ids": [1], "deleted": True}, [("parameter_unknown", "/deleted")]),
    ({"ids": [1], "values": {}, "preview": 1}, [("parameter_flag", "/preview")]),
    ({"records": [{"id": 1, "values": {}}, {"id": 2}]}, [("bulk_values", "/values")]),
    (
        {"records": [{"id": 1, "values": 5}, {"id": 2, "version": "1"}, 7, {"id": 3, "values": {}, "x": 1}]},
        [
            ("not_row", "/records/0/values"),
            ("not_row", "/records/2"),
            ("parameter_unknown", "/records/3/x"),
            ("version_missing", "/records/1/version"),
        ],
    ),
    (
        {"records": [{"id": 1, "values": {}}, {"id": 1, "values": {}}]},
        [("bulk_twice", "/records/1/id")],
    ),
    ({"filter": 5, "values": {}}, [("filter_not_json", "/filter")]),
]


@pytest.mark.parametrize(("document", "expected"), MISTAKES)
def test_mistakes_of_a_request_are_told_together(
    document: dict[str, object], expected: list[tuple[str, str]]
) -> None:
    with pytest.raises(Invalid) as found:
        read_bulk(document)

    assert codes(found.value) == expected
