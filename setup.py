"""What pyproject.toml cannot say: the pages and their files stand beside the packages and travel inside `webui`."""

from setuptools import find_packages, setup

PAGES = {"webui.templates": "templates", "webui.static": "static"}

setup(
    include_package_data=False,  # what package_data says, and no more
    packages=[*find_packages(include=["resolver_core*", "webui*"]), *PAGES],
    package_dir=PAGES,
    package_data={"": ["recordings/*"], **{name: ["**/*"] for name in PAGES}},
)
