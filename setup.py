"""What pyproject.toml cannot say: the pages and their files stand beside the packages and travel inside `webui`."""

from setuptools import find_packages, setup

PAGES = {"webui.templates": "templates", "webui.static": "static"}

setup(
    packages=[*find_packages(include=["resolver_core*", "webui*"]), *PAGES],
    package_dir=PAGES,
    package_data={"": ["recordings/*"], **{name: ["**/*"] for name in PAGES}},
)
