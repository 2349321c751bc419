"""Score produced JSONs against the corpus.

    python -m tests.report_corpus.score EXPECTED_DIR PRODUCED_DIR [--misses] [--field NAME] [--json]

EXPECTED_DIR holds NN-slug.json as written by hand; PRODUCED_DIR holds a file of the same name
(or NN.json, or any one file beginning with NN-) for each. Prints recall and precision per field,
all reports together. A report without a produced file counts as all missed. Conventions: RULES.md.
"""

import argparse
import json
import re
import shlex
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

WHOLE = "ALL (each fact once)"
SCALARS = ("python", "as_of")
PLATFORM = ("os", "arch", "libc", "version")


def squash(text):
    return re.sub(r"\s+", " ", str(text)).strip()


def canonical(name):
    return re.sub(r"[-_.]+", "-", str(name)).lower().strip()


def command(text):
    """Whitespace normalised; a pipe or a redirection at the end does not count."""
    text = squash(text)
    text = re.split(r" (?:\|{1,2}|2?>{1,2}|2>&1|&>)(?: |$)", text)[0]
    return text.rstrip(" ;&").strip()


def requirement(line):
    line = squash(re.sub(r"(^|\s)#.*$", "", str(line)))
    line = re.sub(r"\s*\\?\s*--hash[= ]\S+", "", line)
    line = line.rstrip(" \\,").strip("\"'")
    match = re.match(r"([A-Za-z0-9][A-Za-z0-9._-]*)\s*(\[[^\]]*\])?\s*(.*)$", line)
    if not match:
        return line
    name, extras, rest = match.groups()
    spec, semi, marker = rest.partition(";")
    extras = "[" + ",".join(sorted(canonical(e) for e in extras[1:-1].split(","))) + "]" if extras else ""
    spec = ",".join(sorted(re.sub(r"\s", "", p) for p in spec.strip(" ()").split(",") if p.strip()))
    marker = squash(marker).replace('"', "'")
    return canonical(name) + extras + spec + (" ; " + marker if semi else "")


def error(text):
    text = squash(text)
    text = re.sub(r"^[^\w\[(`'\"]+", "", text)
    text = re.sub(r"^x (?=No |Failed )", "", text)
    return re.sub(r"^(error|fatal)\s*:\s*", "", text, flags=re.I).lower()


def same_error(a, b):
    return a == b or (min(len(a), len(b)) >= 15 and (a.startswith(b) or b.startswith(a)))


def parsed(text):
    try:
        return tomllib.loads(text)
    except Exception:
        return None


def same_project(want, got):
    if squash(want) == squash(got):
        return True
    a, b = parsed(want), parsed(got)
    if a is None or b is None:
        return False
    if a == b:
        return True
    if "dependencies" in a and "project" not in a:  # a headless fragment put under [project] is as good
        return (b.get("project") or {}).get("dependencies") == a["dependencies"]
    return False


def tokens_of(commands):
    found = set()
    for text in commands:
        try:
            parts = shlex.split(text, posix=True)
        except ValueError:
            parts = text.split()
        for part in parts:
            for piece in (part, *part.split(",")):
                found.add(requirement(piece))
    return found


class Tally:
    def __init__(self):
        self.tp, self.fn, self.fp = defaultdict(int), defaultdict(int), defaultdict(int)
        self.misses = []

    def hit(self, field):
        self.tp[field] += 1

    def missed(self, field, where, what):
        self.fn[field] += 1
        self.misses.append((field, where, "missed", what))

    def wrong(self, field, where, what):
        self.fp[field] += 1
        self.misses.append((field, where, "too much", what))

    def scalar(self, field, where, want, got, same):
        if want is None and got in (None, ""):
            return
        if want is None:
            self.wrong(field, where, got)
        elif got in (None, ""):
            self.missed(field, where, want)
        elif same(want, got):
            self.hit(field)
        else:
            self.missed(field, where, want)
            self.wrong(field, where, got)

    def sets(self, field, where, want, got, neutral=()):
        want, got = set(want), set(got)
        for item in sorted(want & got, key=str):
            if item not in neutral:
                self.hit(field)
        for item in sorted(want - got, key=str):
            if item not in neutral:
                self.missed(field, where, item)
        for item in sorted(got - want, key=str):
            if item not in neutral:
                self.wrong(field, where, item)


def version_matches(want, got):
    return re.search(r"(?<![\w.])" + re.escape(str(want).lower()) + r"(?![\w]|\.\d)", str(got).lower()) is not None


def lower(want, got):
    return squash(want).lower() == squash(got).lower()


def score_one(tally, where, want, got):
    accept = want.get("accept", {})
    neutral = set(accept.get("neutral", []))

    if "pyproject" not in neutral:
        texts = [want["pyproject"], *list(accept.get("pyproject", []))]
        tally.scalar(
            "pyproject",
            where,
            want["pyproject"],
            got.get("pyproject"),
            lambda _w, g: any(same_project(t, g) for t in texts if t),
        )

    if "requirements" not in neutral:
        optional = tokens_of(want["commands"] + accept.get("commands", []))
        optional |= {requirement(r) for r in accept.get("requirements", [])}
        expected = {requirement(r) for r in want["requirements"]}
        produced = {
            requirement(r) for r in got.get("requirements") or [] if r.strip() and not r.strip().startswith(("-", "#"))
        }
        tally.sets("requirements", where, expected, produced, optional - expected)

    if "commands" not in neutral:
        optional = {command(c) for c in accept.get("commands", [])}
        expected = {command(c) for c in want["commands"]}
        produced = {command(c) for c in got.get("commands") or []}
        tally.sets("commands", where, expected, produced, optional - expected)

    if "platform" not in neutral:
        have = got.get("platform") or {}
        for key in PLATFORM:
            if "platform." + key not in neutral:
                tally.scalar(
                    "platform." + key,
                    where,
                    want["platform"][key],
                    have.get(key),
                    version_matches if key == "version" else lower,
                )

    for key in SCALARS:
        if key not in neutral:
            tally.scalar(key, where, want[key], got.get(key), lower)

    if "tools" not in neutral:
        skip = {n.split(".", 1)[1] for n in neutral if n.startswith("tools.")}

        def pairs(d):
            return {
                (canonical(k), squash(v))
                for k, v in (d or {}).items()
                if canonical(k) not in skip and canonical(k) != "python" and v
            }

        tally.sets("tools", where, pairs(want["tools"]), pairs(got.get("tools")))

    if "observed_versions" not in neutral:
        skip = {canonical(n.split(".", 1)[1]) for n in neutral if n.startswith("observed_versions.")}

        def triples(data):
            return {
                (command(c), canonical(n), str(v))
                for c, d in (data or {}).items()
                for n, v in (d or {}).items()
                if canonical(n) not in skip
            }

        expected, produced = triples(want["observed_versions"]), triples(got.get("observed_versions"))
        tally.sets("observed_versions", where, expected, produced)
        tally.sets("observed_versions (any command)", where, {t[1:] for t in expected}, {t[1:] for t in produced})

    if "observed_files" not in neutral:

        def pairs(d):
            return {(canonical(k), squash(v)) for k, v in (d or {}).items()}

        tally.sets("observed_files", where, pairs(want["observed_files"]), pairs(got.get("observed_files")))

    if "errors" not in neutral:
        rest = [error(e) for e in got.get("errors") or []]
        optional = [error(e) for e in accept.get("errors", [])]
        for text in want["errors"]:
            match = next((r for r in rest if same_error(error(text), r)), None)
            if match is None:
                tally.missed("errors", where, text)
            else:
                tally.hit("errors")
                rest = [r for r in rest if not same_error(error(text), r)]
        for text in rest:
            if not any(same_error(o, text) for o in optional):
                tally.wrong("errors", where, text)

    if "unreachable" not in neutral:

        def clean(u):
            return str(u).split("#")[0].rstrip("/.,)`> ").lower()

        skip = {clean(n.split(".", 1)[1]) for n in neutral if n.startswith("unreachable.")}

        def pairs(items):
            return {
                (clean(i.get("url")), i.get("status") and int(i["status"]))
                for i in items or []
                if clean(i.get("url")) not in skip
            }

        tally.sets("unreachable", where, pairs(want["unreachable"]), pairs(got.get("unreachable")))

    if "missing" not in neutral:
        tally.sets("missing", where, map(lower_text, want["missing"]), map(lower_text, got.get("missing") or []))


def lower_text(text):
    return squash(text).lower()


def find(folder, path):
    exact = folder / path.name
    if exact.exists():
        return exact
    number = path.name.split("-")[0]
    for candidate in [folder / (number + ".json"), *sorted(folder.glob(number + "-*.json"))]:
        if candidate.exists():
            return candidate
    return None


def totals(tally):
    """Rows of field, hits, missed, too much, the whole last; and the fields that the whole counts."""
    fields = sorted(set(tally.tp) | set(tally.fn) | set(tally.fp))
    counted = [f for f in fields if f not in ("missing", "observed_versions (any command)")]
    rows = [(field, tally.tp[field], tally.fn[field], tally.fp[field]) for field in fields]
    rows.append((WHOLE, *(sum(t[f] for f in counted) for t in (tally.tp, tally.fn, tally.fp))))
    return rows, counted


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("expected", type=Path)
    parser.add_argument("produced", type=Path)
    parser.add_argument("--misses", action="store_true", help="list what was missed and what was too much")
    parser.add_argument("--field", help="list this field only")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    tally, absent = Tally(), []
    files = sorted(options.expected.glob("[0-9]*.json"))
    if not files:
        sys.exit(f"no expected JSON in {options.expected}")
    for path in files:
        found = find(options.produced, path)
        got = {}
        if found is None:
            absent.append(path.stem)
        else:
            try:
                got = json.loads(found.read_text())
            except json.JSONDecodeError:
                absent.append(path.stem + " (not JSON)")
        score_one(tally, path.stem, json.loads(path.read_text()), got)

    rows, counted = totals(tally)

    def ratio(a, b):
        return a / (a + b) if a + b else None

    if options.json:
        print(
            json.dumps(
                {
                    f: {"hit": a, "missed": b, "too_much": c, "recall": ratio(a, b), "precision": ratio(a, c)}
                    for f, a, b, c in rows
                },
                indent=1,
            )
        )
    else:

        def show(x):
            return "   -  " if x is None else f"{100 * x:5.1f}%"

        print(f"{len(files)} reports, {len(absent)} without a result" + (": " + ", ".join(absent) if absent else ""))
        print(f"{'field':32} recall  precision   hit  missed  too much")
        for field, a, b, c in rows:
            print(f"{field:32} {show(ratio(a, b))}   {show(ratio(a, c))} {a:6} {b:7} {c:9}")
        whole = [ratio(tally.tp[f], tally.fn[f]) for f in counted]
        whole = [w for w in whole if w is not None]
        print(f"mean recall over fields: {100 * sum(whole) / len(whole):.1f}%")
    if options.misses:
        for field, where, kind, what in sorted(tally.misses, key=lambda m: (m[0], m[1], m[2], str(m[3]))):
            if not options.field or field == options.field:
                print(f"  {field}: {where}: {kind}: {what!r}"[:400])


if __name__ == "__main__":
    main()
