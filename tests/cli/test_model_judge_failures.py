"""A language model as judge that answers badly, or not at all."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.judges import ModelJudge
from counterclaim.judging import Judging
from counterclaim.reading import Rejected
from importer.compare import Pair
from importer.unanswered import UnansweredError
from tests.chat_server import Reply, chat_server, fails, says
from tests.cli.asking import KEY, in_turn
from tests.cli.judges import HIT, MADE_UP, NOT_HIT, VERDICT, AskingJudge, settings_for
from tests.live import free_port

# Answers that can't be used ----------------------------------------------------------------------

UNUSABLE = {
    "no JSON": (says("They contradict each other."), "the answer is no JSON"),
    "cut off": (says('{"relation": "contra'), "the answer is no JSON"),
    "another form": (says({"statements": []}), "`relation` not as asked for"),
    "made up": (says(MADE_UP), "quote not in the text"),
    "swapped": (
        says({**VERDICT, "quote_one": VERDICT["quote_other"]}),
        "quote not in the text",
    ),
    "unknown relation": (says({**VERDICT, "relation": "no"}), "`relation` not as asked for"),
    "unknown type": (says({**VERDICT, "type": "colour"}), "`type` not as asked for"),
    "no type": (says({**VERDICT, "type": None}), "contradiction of no type"),
    "deep": (says("[" * 100_000), "the answer is no JSON"),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_an_answer_that_cannot_be_used_rejects_the_pair(judging: AskingJudge, name: str) -> None:
    reply, why = UNUSABLE[name]
    asked = judging(in_turn(reply))
    rejected = asked.record()
    assert isinstance(rejected, Rejected)
    assert (rejected.name, rejected.code) == ("7", "model-answer")
    assert why in rejected.message
    assert len(asked.server.requests) == 2, "it is asked for again, once"
    tally = asked.judge.tally
    assert (tally.questions, tally.tokens, tally.verdicts) == (2, 14, 0)
    assert tally.dropped.total() == 2


@pytest.mark.parametrize("finish", ["content_filter", "stop"])
def test_no_answer_rejects_the_pair(judging: AskingJudge, finish: str) -> None:
    asked = judging(in_turn(says("" if finish == "stop" else VERDICT, finish)))
    rejected = asked.record()
    assert isinstance(rejected, Rejected)
    assert rejected.code == "model-answer"
    assert len(asked.server.requests) > 1


def test_a_rejection_names_its_pair_so_that_any_terminal_can_show_it(judging: AskingJudge) -> None:
    asked = judging(in_turn(says("Sorry?")))
    rejected = Judging(asked.judge).record(Pair("7\u001b[31m", HIT, NOT_HIT))
    assert isinstance(rejected, Rejected)
    assert rejected.name == "7\N{REPLACEMENT CHARACTER}[31m"


def test_a_bad_answer_is_asked_for_again_and_counted(judging: AskingJudge) -> None:
    asked = judging(in_turn(says(MADE_UP), says(VERDICT)))
    record = asked.record()
    assert isinstance(record, dict)
    assert record["relation"] == "contradicts"
    assert asked.judge.tally.summary() == (
        "openai:small: 2 questions, 14 tokens; 1 verdicts, 1 dropped (1 quote not in the text)"
    )


def test_an_answer_cut_off_at_the_limit_rejects_the_pair(judging: AskingJudge) -> None:
    asked = judging(in_turn(says(VERDICT, finish="length")))
    rejected = asked.record()
    assert isinstance(rejected, Rejected)
    assert (rejected.code, "cut off" in rejected.message) == ("model-answer", True)
    assert len(asked.server.requests) == 1


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=4,
)
_COMPLETIONS = st.fixed_dictionaries(
    {
        "choices": st.tuples(
            st.fixed_dictionaries(
                {
                    "message": st.fixed_dictionaries(
                        {"content": st.just(json.dumps(VERDICT)) | _JSON}
                    ),
                    "finish_reason": st.just("stop") | _JSON,
                }
            )
            | _JSON
        ),
        "usage": st.fixed_dictionaries({"total_tokens": _JSON}) | _JSON,
    }
)


def test_whatever_an_endpoint_sends_is_a_verdict_or_a_rejection() -> None:
    replies = st.builds(
        Reply,
        st.sampled_from([200, 200, 200, 204, 302, 400, 404, 429, 500]),
        (_COMPLETIONS | _JSON).map(lambda body: json.dumps(body).encode()) | st.binary(max_size=20),
        st.just({})
        | st.fixed_dictionaries(
            {"Retry-After": st.sampled_from(["nan", "inf", "-1", "soon", "Fri, 31 Dec 99999 1:1"])}
        ),
    )
    with chat_server(in_turn(says(VERDICT))) as server:

        @settings(deadline=None)
        @given(replies)
        def check(reply: Reply) -> None:
            server.behaviour = in_turn(reply)
            judge = ModelJudge(settings_for(server.url, attempts=2), lambda _: None)
            told = Judging(judge).record(Pair("7", HIT, NOT_HIT))
            judge.close()
            assert isinstance(told, dict | Rejected)
            assert judge.tally.tokens >= 0

        check()


_COUNTS = [float("inf"), float("nan"), -5, "7", True, None, [7]]


@pytest.mark.parametrize("usage", [*({"total_tokens": count} for count in _COUNTS), [7], "7", None])
def test_a_count_of_tokens_that_is_none_costs_no_verdict(
    judging: AskingJudge, usage: object
) -> None:
    body = {**json.loads(says(VERDICT).body), "usage": usage}
    asked = judging(in_turn(Reply(body=json.dumps(body).encode())))
    assert isinstance(asked.record(), dict)
    assert asked.judge.tally.tokens == 0


# Endpoints that fail -----------------------------------------------------------------------------


def test_a_busy_endpoint_is_left_alone_as_long_as_it_asks(judging: AskingJudge) -> None:
    asked = judging(in_turn(fails(429, Retry_After="7"), fails(503), says(VERDICT)))
    assert isinstance(asked.record(), dict)
    assert asked.pauses == [7.0, 2.0]


@pytest.mark.parametrize(
    ("reply", "code", "asked_for", "variable"),
    [
        (fails(429, "come back"), "model-busy", 4, None),
        (fails(500), "model-failed", 4, None),
        (Reply(silent=True), "model-timeout", 2, "COUNTERCLAIM_JUDGE_TIMEOUT"),
        (fails(401), "model-refused", 1, "COUNTERCLAIM_JUDGE_KEY"),
        (fails(422, "too long"), "model-answer", 3, None),
    ],
)
def test_failures_have_the_codes_and_settings_of_this_use(
    judging: AskingJudge, reply: Reply, code: str, asked_for: int, variable: str | None
) -> None:
    asked = judging(in_turn(reply), timeout=0.3 if reply.silent else 20.0)
    rejected = asked.record()
    assert isinstance(rejected, Rejected)
    assert rejected.code == code
    assert len(asked.server.requests) == asked_for
    assert variable is None or variable in rejected.hint
    assert "EXTRACTOR" not in rejected.hint
    assert "mport the text" not in rejected.hint


@pytest.mark.parametrize("status", [401, 404, 302])
def test_a_refusal_ends_the_asking_and_never_tells_the_key(
    judging: AskingJudge, status: int
) -> None:
    hidden = f"{KEY[:5]}\u200b{KEY[5:]}"
    asked = judging(in_turn(fails(status, f"No: {KEY}, {hidden}", Location="/")))
    told = [asked.record() for _ in range(3)]
    assert [each.code for each in told if isinstance(each, Rejected)] == ["model-refused"] * 3
    assert KEY not in str(told)
    assert "Nothing more is sent" in str(told[-1])
    assert len(asked.server.requests) == 1


def test_a_dead_endpoint_is_given_up_after_three_pairs() -> None:
    judge = ModelJudge(settings_for(f"http://127.0.0.1:{free_port()}/v1"), lambda _: None)
    codes = []
    for _ in range(5):
        with pytest.raises(UnansweredError) as caught:
            judge.judge(HIT, NOT_HIT)
        codes.append(caught.value.code)
    judge.close()
    assert codes == ["model-unreachable"] * 5
    assert judge.tally.questions == 3


def test_a_pair_that_is_answered_makes_the_count_of_failures_begin_anew(
    judging: AskingJudge,
) -> None:
    broken, good = fails(500), says(VERDICT)
    asked = judging(in_turn(broken, broken, good, broken, broken, good), attempts=1)
    told = [asked.record() for _ in range(6)]
    assert [isinstance(each, dict) for each in told] == [False, False, True] * 2
