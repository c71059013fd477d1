"""`make release`: the built site as one archive, for those who host it and want no compiler.

The same site gives the same bytes: paths are in order, all dates and owners are the same.
"""

import gzip
import hashlib
import io
import re
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


def main() -> None:
    """Packs, and says what was made."""
    name = f"parallel-playground-{version()}"
    content = packed(SITE, README, name)
    to = ROOT / "release" / f"{name}.tar.gz"
    to.parent.mkdir(exist_ok=True)
    to.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    print(f"{to.relative_to(ROOT)}: {len(content) / 1e6:.1f} MB, sha256 {digest}")


if __name__ == "__main__":
    main()
