"""Arguments of setup() that stand there in so many words, and the many that do not."""

from __future__ import annotations

import pytest

from resolver_core.index.formats.sdist.setup_arguments import SetupArguments, setup_arguments

HEAD = "from setuptools import setup\n"


def of_setup_py(source: str, setup_cfg: str | None = None) -> SetupArguments | None:
    return setup_arguments((HEAD + source).encode(), None if setup_cfg is None else setup_cfg.encode())


def install_requires(source: str) -> tuple[str, ...] | None:
    found = of_setup_py(source)
    return None if found is None else found.install_requires


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("setup(install_requires=['a', 'b>=1'])", ("a", "b>=1")),
        ("setup(install_requires=('a',))", ("a",)),
        ("setup(install_requires='a\\nb')", ("a", "b")),
        ("setup(name='demo')", ()),
        ("import setuptools\nsetuptools.setup(install_requires=['a'])", ("a",)),
        ("NEEDED = ['a']\nsetup(install_requires=NEEDED)", ("a",)),
        ("NEEDED = ['a']\nsetup(install_requires=NEEDED + ['b'])", ("a", "b")),
        ("V = '>=2'\nsetup(install_requires=['a' + V])", ("a>=2",)),
        ("setup(**dict(install_requires=['a']))", ("a",)),
        ("MORE = {'install_requires': ['a'], 'cmdclass': 1}\nsetup(**MORE)", ("a",)),
        ("setup(install_requires=['a'], version=compute(), ext_modules=[Extension('x')])", ("a",)),
        ("if __name__ == '__main__':\n    setup(install_requires=['a'])", ("a",)),
        ("setup(install_requires=['a # why', '', '# not'])", ("a",)),
    ],
)
def test_in_so_many_words(source: str, expected: tuple[str, ...]) -> None:
    assert install_requires(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "setup(install_requires=read('requirements.txt'))",
        "setup(install_requires=[line for line in open('requirements.txt')])",
        "NEEDED = ['a']\nif sys.platform == 'win32':\n    NEEDED = ['b']\nsetup(install_requires=NEEDED)",
        "NEEDED = ['a']\nNEEDED.append('b')\nsetup(install_requires=NEEDED)",
        "NEEDED = ['a']\nNEEDED += ['b']\nsetup(install_requires=NEEDED)",
        "NEEDED = {'x': ['a']}\nNEEDED['all'] = []\nsetup(extras_require=NEEDED)",
        "def f():\n    global NEEDED\n    NEEDED = ['b']\nNEEDED = ['a']\nsetup(install_requires=NEEDED)",
        "for NEEDED in (['a'],):\n    setup(install_requires=NEEDED)",
        "setup(**unknown)",
        "setup(install_requires=['a'], **unknown)",
        "setup(install_requires=['a'])\nsetup(install_requires=['b'])",
        "setup(install_requires=[f'a=={version}'])",
        "setup(install_requires=['a'] if x else ['b'])",
        "setup(python_requires=RANGE)",
        "setup(extras_require={name: ['a']})",
        "setup(install_requires=[1])",
        "print 'Python 2'\nsetup(install_requires=['a'])",
        "X = Y\nY = X\nsetup(install_requires=X)",
        "other(install_requires=['a'])",
        "setup(install_requires=" + "(" * 3000 + ")" * 3000 + ")",
        "setup(install_requires='file: requirements.txt')",
    ],
)
def test_anything_else_says_nothing(source: str) -> None:
    assert of_setup_py(source) is None


def test_the_other_arguments() -> None:
    found = of_setup_py("setup(python_requires='>=3.8', extras_require={'x': 'a\\nb', ':os_name==\"nt\"': ['c']})")
    assert found is not None
    assert found.python_requires == ">=3.8"
    assert found.extras_require == {"x": ("a", "b"), ':os_name=="nt"': ("c",)}


CONFIGURED = """\
[metadata]
name = demo
version = attr: demo.__version__
[options]
packages = find:
python-requires = >=3.7
install_requires =
    a>=1
    # a remark
    b; python_version < "3.8"
[options.extras_require]
x = c
"""


def test_the_configuration_file() -> None:
    found = setup_arguments(b"from setuptools import setup\nsetup()", CONFIGURED.encode())
    assert found is not None
    assert found.witness == "setup.cfg"
    assert found.install_requires == ("a>=1", 'b; python_version < "3.8"')
    assert found.python_requires == ">=3.7"
    assert found.extras_require == {"x": ("c",)}
    assert setup_arguments(None, CONFIGURED.encode()) == found


def test_what_setup_py_gives_goes_first() -> None:
    found = of_setup_py("setup(install_requires=['mine'])", CONFIGURED)
    assert found is not None
    assert (found.install_requires, found.python_requires) == (("mine",), ">=3.7")


@pytest.mark.parametrize(
    "text", ["[options]\ninstall_requires = file: requirements.txt\n", "no section\n", "[options\n"]
)
def test_a_configuration_that_leaves_it_open_says_nothing(text: str) -> None:
    assert setup_arguments(None, text.encode()) is None


def test_nothing_says_nothing() -> None:
    assert setup_arguments(None, None) is None
