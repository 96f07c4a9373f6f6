"""JSON Patch does what RFC 6902 says, and cannot be made to fill the memory."""

import copy

import pytest

from mortise.definitions.json_patch import PatchFailed, apply_patch

DOCUMENT = {"key": "crm", "forms": [{"key": "a"}, {"key": "b"}], "odd/na~me": 1}


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        ({"op": "add", "path": "/icon", "value": "x"}, {**DOCUMENT, "icon": "x"}),
        (
            {"op": "add", "path": "/forms/1", "value": {"key": "c"}},
            {**DOCUMENT, "forms": [{"key": "a"}, {"key": "c"}, {"key": "b"}]},
        ),
        (
            {"op": "add", "path": "/forms/-", "value": {"key": "c"}},
            {**DOCUMENT, "forms": [{"key": "a"}, {"key": "b"}, {"key": "c"}]},
        ),
        ({"op": "add", "path": "", "value": {"key": "new"}}, {"key": "new"}),
        ({"op": "remove", "path": "/forms/0"}, {**DOCUMENT, "forms": [{"key": "b"}]}),
        ({"op": "remove", "path": "/odd~1na~0me"}, {"key": "crm", "forms": DOCUMENT["forms"]}),
        (
            {"op": "replace", "path": "/forms/1/key", "value": "z"},
            {**DOCUMENT, "forms": [{"key": "a"}, {"key": "z"}]},
        ),
        ({"op": "replace", "path": "", "value": {}}, {}),
        (
            {"op": "move", "from": "/forms/0", "path": "/forms/1"},
            {**DOCUMENT, "forms": [{"key": "b"}, {"key": "a"}]},
        ),
        ({"op": "copy", "from": "/forms/0", "path": "/first"}, {**DOCUMENT, "first": {"key": "a"}}),
        ({"op": "test", "path": "/forms/0/key", "value": "a"}, DOCUMENT),
    ],
)
def test_an_operation_changes_the_document(operation: object, expected: object) -> None:
    before = copy.deepcopy(DOCUMENT)

    assert apply_patch(DOCUMENT, [operation]) == expected
    assert before == DOCUMENT


@pytest.mark.parametrize(
    ("operation", "code", "is_conflict"),
    [
        ({"op": "remove", "path": "/nothing"}, "patch_place_missing", True),
        ({"op": "remove", "path": ""}, "patch_place_missing", True),
        ({"op": "replace", "path": "/forms/2", "value": 1}, "patch_place_missing", True),
        ({"op": "add", "path": "/forms/3", "value": 1}, "patch_place_missing", True),
        ({"op": "add", "path": "/forms/01", "value": 1}, "patch_place_missing", True),
        ({"op": "add", "path": "/forms/-1", "value": 1}, "patch_place_missing", True),
        ({"op": "add", "path": "/key/x", "value": 1}, "patch_place_missing", True),
        ({"op": "move", "from": "/forms", "path": "/forms/0"}, "patch_place_missing", True),
        ({"op": "test", "path": "/odd~1na~0me", "value": True}, "patch_test_failed", True),
        ({"op": "test", "path": "/key", "value": "other"}, "patch_test_failed", True),
        ({"op": "add", "path": "/x"}, "patch_operation_malformed", False),
        ({"op": "add", "path": "x", "value": 1}, "patch_operation_malformed", False),
        ({"op": "grow", "path": "/x", "value": 1}, "patch_operation_malformed", False),
        ("add", "patch_operation_malformed", False),
    ],
)
def test_an_operation_that_cannot_be_done_is_named(operation: object, code: str, is_conflict: bool) -> None:
    with pytest.raises(PatchFailed) as refused:
        apply_patch(DOCUMENT, [{"op": "add", "path": "/x", "value": 1}, operation])

    assert refused.value.issue.code == code
    assert refused.value.issue.pointer.startswith("/1")
    assert refused.value.is_conflict is is_conflict


def test_a_patch_that_is_no_list_is_refused() -> None:
    with pytest.raises(PatchFailed):
        apply_patch(DOCUMENT, {"op": "add"})


def test_copies_of_copies_are_refused_before_they_fill_the_memory() -> None:
    doubling = [{"op": "copy", "from": "", "path": f"/copy{number}"} for number in range(60)]

    with pytest.raises(PatchFailed) as refused:
        apply_patch(DOCUMENT, doubling)

    assert refused.value.issue.code == "document_too_large"


@pytest.mark.parametrize("length", [150, 1500])
def test_a_document_nested_without_end_is_refused(length: int) -> None:
    nesting = [{"op": "add", "path": "/a" * depth, "value": {}} for depth in range(1, length)]

    with pytest.raises(PatchFailed) as refused:
        apply_patch({}, nesting)

    assert refused.value.issue.code == "document_too_large"
