"""What pyproject.toml cannot say: the pages and their files stand beside the packages and travel inside `webui`."""

from pathlib import Path

from setuptools import find_namespace_packages, setup
from setuptools.command.build_py import build_py

PAGES = ("templates", "static")


class BuildWithPages(build_py):
    """Copies the pages into the package, except where a checkout is installed as it stands."""

    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            for folder in PAGES:
                self.copy_tree(folder, str(Path(self.build_lib, "webui", folder)))


setup(
    cmdclass={"build_py": BuildWithPages},
    include_package_data=False,  # what package_data says, and no more
    packages=find_namespace_packages(include=["resolver_core*", "uv_check*", "webui*"], exclude=["*.__pycache__"]),
    package_dir={"": "."},
    package_data={"": ["*.json.xz", "known_threads.toml"]},
)
