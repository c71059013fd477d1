"""Packs target/wheel/playground as a wheel, beside it.

The same files give the same bytes: paths are in order, all dates are the same.
"""

import base64
import hashlib
import json
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
FROM = ROOT / "target/wheel"
NAME = "playground"
TAG = "py3-none-any"

METADATA = """\
Metadata-Version: 2.4
Name: {name}
Version: {version}
Summary: multiprocessing and concurrent.futures on all cores, in Pyodide {pyodide}
License-Expression: MIT AND MPL-2.0 AND PSF-2.0 AND BSD-3-Clause
License-File: LICENSE
License-File: LICENSE-THIRD-PARTY.txt
License-File: licences.txt
Requires-Python: =={python}.*
Classifier: Environment :: WebAssembly :: Emscripten
Description-Content-Type: text/markdown

{readme}"""

WHEEL = f"""\
Wheel-Version: 1.0
Generator: parallel-playground
Root-Is-Purelib: true
Tag: {TAG}
"""


def contents() -> tuple[str, dict[str, bytes]]:
    """The wheel's version, and its files by their paths, but for the list of them."""
    version = json.loads((ROOT / "package.json").read_text())["version"]
    manifest = json.loads((FROM / NAME / "files/manifest.json").read_text())
    files = {
        path.relative_to(FROM).as_posix(): path.read_bytes()
        for path in (FROM / NAME).rglob("*")
        if path.is_file()
    }
    about = f"{NAME}-{version}.dist-info"
    metadata = METADATA.format(
        name=NAME,
        version=version,
        pyodide=manifest["pyodide"],
        python=manifest["python"].rpartition(".")[0],
        readme=(ROOT / "docs/pyodide.md").read_text("utf-8"),
    )
    files[f"{about}/METADATA"] = metadata.encode()
    files[f"{about}/WHEEL"] = WHEEL.encode()
    files[f"{about}/licenses/LICENSE"] = (ROOT / "LICENSE").read_bytes()
    # An interpreter need not unpack what nobody asks it for.
    for name in ("LICENSE-THIRD-PARTY.txt", "licences.txt"):
        files[f"{about}/licenses/{name}"] = files.pop(f"{NAME}/files/{name}")
    return version, files


def main() -> None:
    """Writes the wheel, in place of others."""
    version, files = contents()
    about = f"{NAME}-{version}.dist-info"
    record = [
        f"{path},sha256={digest(content)},{len(content)}" for path, content in sorted(files.items())
    ]
    files[f"{about}/RECORD"] = "\n".join([*record, f"{about}/RECORD,,", ""]).encode()
    for old in FROM.glob("*.whl"):
        old.unlink()
    with zipfile.ZipFile(FROM / f"{NAME}-{version}-{TAG}.whl", "w") as wheel:
        for path, content in sorted(files.items()):
            entry = zipfile.ZipInfo(path, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            wheel.writestr(entry, content, zipfile.ZIP_DEFLATED, compresslevel=9)


def digest(content: bytes) -> str:
    """As in lists of a wheel's files."""
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


if __name__ == "__main__":
    main()
