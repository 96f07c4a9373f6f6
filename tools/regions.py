"""Writes the codes and names of China's provinces, cities and districts from the npm package @vant/area-data.

npm pack @vant/area-data@2.1.0 && tar xzf vant-area-data-2.1.0.tgz && python -m tools.regions package
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
WRITTEN: Final = (ROOT / "engines/form/regions.json", ROOT / "web/src/kinds/regions.json")
LICENCE: Final = ROOT / "engines/form/regions.LICENSE.txt"
READ: Final = "process.stdout.write(JSON.stringify(require(process.argv[1]).areaList))"


def main(package: Path) -> None:
    """Reads the package and writes the file on both sides."""
    script = str((package / "dist" / "index.cjs").resolve())
    lists = json.loads(subprocess.check_output(["node", "-e", READ, script]))
    names = {code: name for level in lists.values() for code, name in level.items()}
    text = json.dumps(dict(sorted(names.items())), ensure_ascii=False, indent=0) + "\n"
    for path in WRITTEN:
        path.write_text(text, "utf-8")
    shutil.copyfile(package / "LICENSE", LICENCE)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
