"""`python -m tests.engines.flow.rewrite` writes the traces of all cases again, to be read before they are committed."""

import json

from tests.engines.flow.test_cases import FOLDER, played


def rewrite() -> None:
    """Every case with the trace that it leaves now."""
    for path in sorted(FOLDER.glob("*.json")):
        document = json.loads(path.read_text("utf-8"))
        for case in document["cases"]:
            whole = {**case, "flow": {**document.get("flow", {}), **case.get("flow", {})}}
            case["trace"] = played(whole).trace
        path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    rewrite()
