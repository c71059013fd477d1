"""`make release`: the built site as one archive, for those who host it and want no compiler.

The same site gives the same bytes: paths are in order, all dates and owners are the same.
`--check` packs without writing, and says what is wrong with the archive.
"""

import gzip
import hashlib
import io
import re
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
SITE = ROOT / "www/dist"
"""What is packed; its `_headers` are for Netlify and Cloudflare Pages."""

README = ROOT / "docs/hosting.md"
"""How to host it, packed as README.md beside the site."""


def version() -> str:
    """The version of the workspace."""
    found = re.search(r'^version = "([^"]+)"$', (ROOT / "Cargo.toml").read_text(), re.MULTILINE)
    if found is None:
        raise SystemExit("release: Cargo.toml names no version")
    return found[1]


def packed(site: Path, readme: Path, folder: str) -> bytes:
    """A tar archive, compressed: the site in `folder/site`, the readme beside it."""
    files = {f"{folder}/README.md": readme}
    files |= {
        f"{folder}/site/{path.relative_to(site).as_posix()}": path
        for path in site.rglob("*")
        if path.is_file()
    }
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, path in sorted(files.items()):
            content = path.read_bytes()
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            entry.mode = 0o644
            archive.addfile(entry, io.BytesIO(content))
    return gzip.compress(plain.getvalue(), mtime=0)


def check(content: bytes, name: str) -> None:
    """Whether all files of the site are in the archive as they are, and it is the same again."""
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        entries = {entry.name: entry for entry in archive}
        for path in SITE.rglob("*"):
            inside = f"{name}/site/{path.relative_to(SITE).as_posix()}"
            if not path.is_file():
                continue
            file = archive.extractfile(entries[inside]) if inside in entries else None
            if file is None or file.read() != path.read_bytes():
                raise SystemExit(f"release: {inside} is missing, or not what the site has")
    for wanted in ("README.md", "site/_headers", "site/index.html"):
        if f"{name}/{wanted}" not in entries:
            raise SystemExit(f"release: there is no {wanted}")
    if any((entry.mtime, entry.uid, entry.uname) != (0, 0, "") for entry in entries.values()):
        raise SystemExit("release: an entry says when it was made, or by whom")
    if packed(SITE, README, name) != content:
        raise SystemExit("release: the same site gives other bytes")


def main() -> None:
    """Packs, and says what was made."""
    name = f"parallel-playground-{version()}"
    content = packed(SITE, README, name)
    if "--check" in sys.argv[1:]:
        check(content, name)
        return
    to = ROOT / "release" / f"{name}.tar.gz"
    to.parent.mkdir(exist_ok=True)
    to.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    print(f"{to.relative_to(ROOT)}: {len(content) / 1e6:.1f} MB, sha256 {digest}")


if __name__ == "__main__":
    main()
