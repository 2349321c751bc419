"""The machine of a report."""

from __future__ import annotations

import pytest

from resolver_core.inputs.report.lines import NumberedLine
from resolver_core.inputs.report.machine import Machine
from resolver_core.inputs.report.machines import Sources, machine_of

LINUX_HOME, MAC_HOME = (f"/{name}" for name in ("home", "Users"))


def lines(*texts: str) -> list[NumberedLine]:
    return [NumberedLine(number, text) for number, text in enumerate(texts, 1)]


def brief(machine: Machine | None) -> tuple[str, str, str, str] | None:
    return None if machine is None else (machine.os, machine.arch, machine.libc, machine.version)


def worded(text: str) -> tuple[str, str, str, str] | None:
    return brief(machine_of([Sources(lines(text), words=lines(text))]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fedora Linux 41, x86_64", ("linux", "x86_64", "glibc", "41")),
        ("Ubuntu 22.04", ("linux", "", "glibc", "22.04")),
        ("Debian 12 x86_64", ("linux", "x86_64", "glibc", "12")),
        ("Arch Linux", ("linux", "", "glibc", "")),
        ("SLES 15 SP5, aarch64", ("linux", "aarch64", "glibc", "15")),
        ("Alpine 3.20 on amd64", ("linux", "x86_64", "musl", "3.20")),
        ("macOS 14 arm64", ("macos", "arm64", "", "14")),
        ("macOS Sequoia 15.2, M2 Air", ("macos", "arm64", "", "15.2")),
        ("macOS 13.7.8 on an Intel Mac (2017)", ("macos", "x86_64", "", "13.7.8")),
        ("uv 0.1.22, Python 3.12.2 on Mac M1 (13.6.4)", ("macos", "arm64", "", "13.6.4")),
        ("my Intel Mac", ("macos", "x86_64", "", "")),
        ("Darwin 24.1.0 arm64", ("macos", "arm64", "", "")),
        ("MacBook Pro, Apple Silicon", ("macos", "arm64", "", "")),
        ("Windows 11 Pro x64 (10.0.22631)", ("windows", "x86_64", "", "11")),
        ("Windows 10 (64 bit)", ("windows", "x86_64", "", "10")),
        ("Sonoma 14.5", ("macos", "", "", "14.5")),
        ("Surface (Windows on ARM, win_arm64)", ("windows", "arm64", "", "")),
        ("Windows Server 2022", ("windows", "", "", "2022")),
        ("WSL2 (Ubuntu 24.04 on a Windows 11 laptop)", ("linux", "", "glibc", "24.04")),
        ("Raspberry Pi 5 with the 64-bit OS (bookworm, aarch64)", ("linux", "aarch64", "glibc", "bookworm")),
        ("Amazon Linux 2023 aarch64", ("linux", "aarch64", "glibc", "2023")),
        ("Linuxmint 21.3 virginia", ("linux", "", "glibc", "21.3")),
        ("ArchLinux, x86_64", ("linux", "x86_64", "glibc", "")),
        ("RockyLinux 9.4", ("linux", "", "glibc", "9.4")),
        ("openSUSE-Leap 15.6", ("linux", "", "glibc", "15.6")),
        ("Ubuntu22.04", ("linux", "", "glibc", "22.04")),
        ("Pop OS 22.04", ("linux", "", "glibc", "22.04")),
        ("VoidLinux x86_64", ("linux", "x86_64", "", "")),
        ("I am on Linux", ("linux", "", "", "")),
        ("Linux, glibc 2.31", ("linux", "", "glibc", "")),
        ("RHEL 8.10 (aarch64 is not it, x86_64)", ("linux", "x86_64", "glibc", "8.10")),
        ("Fedora 41, not arm64", ("linux", "", "glibc", "41")),
        ("Linux 6.1.0-25-amd64 #1 SMP Debian x86_64 GNU/Linux", ("linux", "x86_64", "glibc", "")),
    ],
)
def test_words(text: str, expected: tuple[str, str, str, str]) -> None:
    assert worded(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "hint: You're on macOS (`macosx_15_0_x86_64`), but `a` only has wheels for `win_amd64`",
            ("macos", "x86_64", ""),
        ),
        ("no wheels with a matching platform tag (e.g., `manylinux_2_35_aarch64`)", ("linux", "aarch64", "glibc")),
        (
            "Using Python 3.8.20 interpreter at: /x/cpython-3.8.20-macos-aarch64-none/bin/python3.8",
            ("macos", "arm64", ""),
        ),
        ("cpython-3.12.7-linux-x86_64-gnu    /usr/bin/python3.12", ("linux", "x86_64", "glibc")),
        ("cpython-3.12.7-linux-x86_64-musl", ("linux", "x86_64", "musl")),
        ("DEBUG uv 0.9.30 (x86_64-unknown-linux-musl)", ("linux", "x86_64", "")),
        ("cpython-3.9.20-linux-armv7-gnueabihf", ("linux", "armv7l", "glibc")),
        ("Linux nas 5.10.0 #1 SMP 2024 armv8 aarch64 Linux", ("linux", "aarch64", "")),
        ("Microsoft Windows [Version 10.0.19045.5011]", ("windows", "", "")),
        ("$ sw_vers -productVersion", ("macos", "", "")),
        ("uv 0.11.0 (abc 2026-01-02 aarch64-apple-darwin)", ("macos", "arm64", "")),
        ("uv 0.11.0 (abc 2026-01-02 x86_64-pc-windows-msvc)", ("windows", "x86_64", "")),
        ("Linux-5.15.0-91-generic-x86_64-with-glibc2.35", ("linux", "x86_64", "glibc")),
        ("macOS-14.5-arm64-arm-64bit", ("macos", "arm64", "")),
        ("runs-on: macos-14", ("macos", "arm64", "")),
        ("runs-on: macos-13", ("macos", "x86_64", "")),
        ("runs-on: ubuntu-24.04-arm", ("linux", "aarch64", "glibc")),
        ("runs-on: windows-latest", ("windows", "x86_64", "")),
        ("FROM --platform=linux/amd64 python:${V}-slim-bullseye", ("linux", "x86_64", "glibc")),
        ("error at /opt/homebrew/bin/python3", ("macos", "arm64", "")),
        (f"Creating it at: {MAC_HOME}/jo/.venv", ("macos", "", "")),
        (f"File {LINUX_HOME}/jo/x.py", ("linux", "", "")),
        ("See /var/folders/1w/ab12/T/pdm-lock-x.log", ("macos", "", "")),
        ("log: /private/var/folders/1w/x", ("macos", "", "")),
        ("in ~/Library/Caches/pypoetry", ("macos", "", "")),
        ("/usr/local/Cellar/uv/0.5.1/bin/uv", ("macos", "x86_64", "")),
        (f"C:{MAC_HOME}/jo/app/.venv", ("windows", "", "")),
        (f"/c{MAC_HOME}/jo/app", ("windows", "", "")),
        ("at %LOCALAPPDATA%\\uv\\cache", ("windows", "", "")),
        (".venv/Scripts/activate", ("windows", "", "")),
        (
            f"In {LINUX_HOME}/jo/.cache/pypoetry/a/b-1-cp39-cp39-manylinux1_x86_64.whl, RECORD",
            ("linux", "x86_64", "glibc"),
        ),
        ("zip ~/Library/Caches/pip/b-1-cp39-cp39-macosx_11_0_arm64.whl", ("macos", "arm64", "")),
        ("PS D:\\code> uv sync", ("windows", "", "")),
        (f"UV_CACHE_DIR: {LINUX_HOME}/runner/work/_temp", ("linux", "", "")),
        ("error: Failed to install: b-1-cp311-cp311-manylinux1_x86_64.whl (b==1)", ("linux", "x86_64", "glibc")),
        ("me@PC MINGW64 /c/dev (main)", ("windows", "", "")),
        ('PRETTY_NAME="Amazon Linux 2023"', ("linux", "", "glibc")),
        ("FROM python:3.12-alpine3.20", ("linux", "", "musl")),
        ("FROM alpine", ("linux", "", "musl")),
        ("FROM debian AS build", ("linux", "", "glibc")),
        ("image: python", ("linux", "", "glibc")),
        ("FROM --platform=linux/arm64 python:3.12-slim", ("linux", "aarch64", "glibc")),
        ("$ docker run --rm -it python:3.12 uv sync", ("linux", "", "glibc")),
    ],
)
def test_exact_names(text: str, expected: tuple[str, str, str]) -> None:
    machine = machine_of([Sources(lines(text))])
    assert machine is not None
    assert (machine.os, machine.arch, machine.libc) == expected


def test_tags_decide_before_words() -> None:
    words = lines("We run on x86_64 Linux servers, Amazon Linux 2023.")
    file = lines("numpy-1.26.4-cp312-cp312-manylinux_2_17_aarch64.manylinux2014_aarch64.whl")
    assert brief(machine_of([Sources(words, file, (), words)])) == ("linux", "aarch64", "glibc", "2023")
    tag = lines("You're on macOS (`macosx_15_0_x86_64`)")
    assert brief(machine_of([Sources(tag, words=lines("my M2 Mac"))])) == ("macos", "x86_64", "", "")


def test_what_systems_tell_of_themselves() -> None:
    mac = lines("$ sw_vers -productVersion", "14.5", "$ arch", "arm64")
    assert brief(machine_of([Sources(mac)])) == ("macos", "arm64", "", "14.5")
    windows = lines("Microsoft Windows [Version 10.0.22631.4460]")
    assert brief(machine_of([Sources(windows)])) == ("windows", "", "", "11")
    amazon = lines('NAME="Amazon Linux"', 'VERSION="2023"', 'ID="amzn"')
    assert brief(machine_of([Sources(amazon)])) == ("linux", "", "glibc", "2023")


def test_only_a_file_that_lies_on_the_machine_tells_of_it() -> None:
    for text in (
        "Failed to fetch https://index.test/cache/b-1-cp39-cp39-macosx_11_0_arm64.whl",
        "there is no b-1-cp39-cp39-macosx_11_0_arm64.whl",
    ):
        assert machine_of([Sources(lines(text))]) is None


def test_an_interpreter_for_glibc_may_lie_on_another_system() -> None:
    text = lines("FROM alpine:3.20", "Using CPython at: cpython-3.12.7-linux-x86_64-gnu/bin/python3")
    assert brief(machine_of([Sources(text)])) == ("linux", "x86_64", "musl", "3.20")


def test_an_answer_decides_before_prose() -> None:
    assert brief(machine_of([Sources((), (), lines("Windows 11"), lines("I am on Linux x86_64"))])) == (
        "windows",
        "",
        "",
        "11",
    )


def test_what_is_left_open_is_filled_by_words_of_the_same_system() -> None:
    assert worded("macOS")[:2] == ("macos", "")  # type: ignore[index]
    words = lines("I have Linux there.", "It is on macOS.", "The machine has an arm64 processor.")
    assert brief(machine_of([Sources((), (), lines("macOS"), words)])) == ("macos", "arm64", "", "")


@pytest.mark.parametrize(
    "text",
    [
        "It has no wheel for macOS",
        "the linux/arm64 wheels lack it",
        "Half of the class has Windows, the other half has Mac",
        "It fails.",
        "",
        "sys_platform == 'darwin' markers",
        "$ arch",
    ],
)
def test_words_that_tell_of_no_machine(text: str) -> None:
    machine = machine_of([Sources((), words=lines(text))])
    assert machine is None or not machine.os


def test_of_two_systems_the_own_one_counts() -> None:
    assert worded("It fetches for macOS even though I am on Debian 12 Linux x86_64") == (
        "linux",
        "x86_64",
        "glibc",
        "12",
    )


def test_what_others_run_fills_no_gap() -> None:
    own, others = lines("It is an aarch64 machine."), lines("I am on macOS 15.")
    assert brief(machine_of([Sources((), words=own), Sources(()), Sources((), words=others)])) == ("", "arm64", "", "")
    assert brief(machine_of([Sources(()), Sources(()), Sources((), words=others)])) == ("macos", "", "", "15")


def test_the_first_post_counts_before_later_ones() -> None:
    first, later = lines("On Ubuntu 22.04."), lines("On Windows 11.")
    assert brief(machine_of([Sources((), words=first), Sources((), words=later)])) == ("linux", "", "glibc", "22.04")


@pytest.mark.parametrize(
    ("machine", "platform"),
    [
        (Machine("linux"), "x86_64-unknown-linux-gnu"),
        (Machine("linux", "aarch64"), "aarch64-unknown-linux-gnu"),
        (Machine("linux", "x86_64", "musl"), "x86_64-unknown-linux-musl"),
        (Machine("macos"), "aarch64-apple-darwin"),
        (Machine("macos", "x86_64"), "x86_64-apple-darwin"),
        (Machine("windows", "x86_64"), "x86_64-pc-windows-msvc"),
        (Machine("windows", "arm64"), "aarch64-pc-windows-msvc"),
        (Machine("", "x86_64"), ""),
    ],
)
def test_names_of_uv(machine: Machine, platform: str) -> None:
    assert machine.platform == platform


@pytest.mark.parametrize(
    ("text", "system"),
    [
        ("E:\\+new\\app>uv sync", "windows"),
        (f"Built file://{MAC_HOME}/me/app", "macos"),
        (f"Built app @ file://{LINUX_HOME}/me/app", "linux"),
    ],
)
def test_folders_tell_the_system(text: str, system: str) -> None:
    found = machine_of([Sources(lines(text))])
    assert found is not None
    assert found.os == system


@pytest.mark.parametrize(
    ("text", "system"),
    [
        ("attrs is not available on Windows.", None),
        ("It is unavailable for macOS, and I use Fedora 40.", "linux"),
        ("Everything works on all non-Windows systems.", None),
        ("I'm adding `; sys_platform == 'Darwin'` by hand.", None),
        ("It is available on Windows 11 where I work.", "windows"),
    ],
)
def test_a_system_that_is_left_out_is_not_the_reporters(text: str, system: str | None) -> None:
    found = machine_of([Sources(lines(text), words=lines(text))])
    assert (found.os or None if found else None) == system
