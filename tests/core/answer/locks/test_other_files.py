from __future__ import annotations

from packaging.utils import canonicalize_name
from packaging.version import Version

from resolver_core.answer.locks.other_files import OtherFiles
from resolver_core.inputs.document import Document


def test_a_table_names_its_file_in_one_of_four_ways() -> None:
    names = (
        'file = "a-1-py3-none-any.whl"',
        'name = "a-1.zip"',
        'url = "https://x.test/a-1.tar.gz"',
        'path = "d/a-1.zip"',
    )
    text = "".join(f"[[files]]\n{name}\nhash = 'sha256:00'\n" for name in (*names, 'file = "other.txt"'))
    document = Document.parse(text)
    files = OtherFiles(document)
    paths = [path for path, _ in document.items(("files",))]
    found = list(files.at(paths, canonicalize_name("a"), Version("1"), None))
    assert [file.filename for file in found] == ["a-1-py3-none-any.whl", "a-1.zip", "a-1.tar.gz", "a-1.zip"]
    assert [file.url for file in found] == ["", "", "https://x.test/a-1.tar.gz", "d/a-1.zip"]
    assert [dict(file.hashes) for file in found] == [{"sha256": "00"}] * 4
    assert len(files.cautions) == 1
