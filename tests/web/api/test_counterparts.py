"""Every address of the site has a counterpart in the API, or stands here as one of the pages alone."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from webui.api.operations import OPERATIONS

COUNTERPARTS = {
    "paste": "createResolution",
    "resolution": "readResolution",
    "explaining": "waitForResolution",
    "cancel": "cancelResolution",
    "retry": "retryResolution",
    "refresh": "solveAgain",
    "exactly": "createQuestion",
    "check": "createQuestion",
    "ask": "createQuestion",
    "question": "readQuestion",
    "experiment": "listExperiments",
    "own-uv": "compareOwnUv",
    "smallest": "findSmallest",
    "stop-smallest": "stopSmallest",
    "project": "readLadder",
    "pasted-text": "readResolution",
    "pasted-file": "readResolution",
    "pasted-lock": "readResolution",
    "export": "readExport",
    "graph-svg": "readExport",
    "trace": "followResolution",
    "pair": "compareResolutions",
    "delete": "deleteResolution",
    "recording": "readRecording",
    "import": "importRecording",
    "mine": "listResolutions",
    "public": "listResolutions",
    "team-queue": "listCases",
    "team-change-many": "changeCase",
    "team-cases-csv": "listCases",
    "team-new-case": "createCase",
    "team-case": "readCase",
    "team-change": "changeCase",
    "team-try-again": "createCase",
    "team-merge": "mergeCase",
    "team-unmerge": "unmergeCase",
    "team-threads": "importThreads",
    "team-threads-file": "readThreads",
    "team-put-thread": "importThreads",
    "team-overview": "readOverview",
    "team-overview-csv": "readOverview",
    "team-overview-json": "readOverview",
    "team-rounds": "askAgain",
}
PAGES_ALONE = {
    "team-take-answer": "somebody looks at both answers first",
    "team-of-answer": "words beside an answer, for members of a team",
    "declared": "the extras that a text declares, while somebody types",
    "preview": "the picture of a shared link",
    "pasted-output": "what somebody pasted, as they pasted it",
    "promises": "words for people",
    "how-uv-decides": "words for people",
    "causes": "words for people",
    "cause": "words for people",
    "api-reference": "the reference itself",
    "health": "for those who run it",
    "ready": "for those who run it",
    "metrics": "for those who run it",
    "robots": "for crawlers",
    "sign-in": "of people, and a token is none",
    "sign-out": "of people",
    "openid": "of people",
    "openid-callback": "of people",
    "change-password": "of people",
    "reset": "of people",
    "reset-sent": "words for people",
    "password_reset_confirm": "of people",
    "join": "of people",
    "teams": "of people: a token is of one team",
    "team-people": "owners manage as people, never by a token",
    "team-invite": "likewise",
    "team-set-member": "likewise",
    "team-withdraw": "likewise",
    "team-make-token": "a token makes no token of a member",
    "team-end-token": "likewise",
    "team-setup": "owners manage as people",
    "team-rename": "likewise",
    "team-labels": "likewise",
    "team-labels-file": "likewise",
    "team-webhook": "likewise",
    "team-audit": "likewise; a case has its history",
    "team-note": "the words are their author's: a token adds notes with changeCase, and takes none back",
    "team-save-filter": "a filter is an address",
    "team-take-fingerprint": "somebody looks at both groups first",
    "team-forget-thread": "somebody looks at the table",
    "team-round": "what changed stands in the history of each case",
}


def names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from names(one.url_patterns)
        else:
            yield str(one.name)


def test_every_address_is_in_the_api_or_a_page_alone() -> None:
    pages = {name for name in names(get_resolver().url_patterns) if not name.startswith("api-") or name in PAGES_ALONE}
    assert pages == COUNTERPARTS.keys() | PAGES_ALONE.keys()
    assert set(COUNTERPARTS.values()) <= {operation.name for operation in OPERATIONS}


def test_every_address_of_the_api_is_described() -> None:
    served = set(names(get_resolver("webui.api.urls").url_patterns))
    assert len(served) == len({operation.path for operation in OPERATIONS}) + 1, "the document itself"
