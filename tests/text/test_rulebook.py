"""Rules that hold everywhere: their patterns, what they meet in a text, and which rules cannot stand together."""

from __future__ import annotations

import time
import timeit

import pytest

from publish.text.patterns import PatternError, check_filling, readings
from publish.text.rulebook import Rule, Rulebook, contradictions


def rule(before: str, after: str, *examples: tuple[str, str]) -> Rule:
    return Rule(before, before, after, "style", pattern=True, examples=examples)


@pytest.mark.parametrize(("before", "after", "text", "wanted"), [
    ("{the|a|military} build up", "{1} build-up", "The build up; to build up; a\nbuild up", "The build-up; to build up; a\nbuild-up"),
    ("{number}'s", "{1}s", "the 1930's, Stalin's 5's", "the 1930s, Stalin's 5s"),
    ("{number}{st|nd|rd|th} {May|June}", "{1} {3}", "on 1st May and 22nd  June 1941", "on 1 May and 22  June 1941"),
    ("recognize", "recognise", "Recognize! To recognize, recognizes.", "Recognise! To recognise, recognizes."),
    ("{number}-{number}", "{1}–{2}", "1941-1945, a-b, 1-2", "1941–1945, a-b, 1–2"),
    ("Mr {capital}", "Mr. {1}", "Mr Smith, Mr smith", "Mr. Smith, Mr smith"),
    ("no {lower}", "not a {1}", "no man, no Man", "not a man, no Man"),
    (" ,", ",", "one , two", "one, two"),
    ("café", "coffee", "cafés cafe\u0301 café", "cafés cafe\u0301 coffee"),
    ("cafe", "x", "cafe\u0301", "cafe\u0301"),
    ("茹科夫", "朱可夫", "元帅茹科夫来了", "元帅朱可夫来了"),
    ("ซูคอฟ", "จูคอฟ", "จอมพลซูคอฟมา", "จอมพลจูคอฟมา"),
])  # fmt: skip
def test_a_pattern_changes_what_it_says_and_no_more(before: str, after: str, text: str, wanted: str) -> None:
    assert Rulebook([rule(before, after)]).rewrite(text) == wanted


@pytest.mark.parametrize(
    "pattern", ["{a|b", "a}", "{{a|b}}", "{one}", "{a||b}", "{}", "{word} {number}", "{a|b}" * 10 + "c"]
)
def test_a_pattern_that_means_nothing_or_too_much_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        readings(pattern)


@pytest.mark.parametrize("after", ["{2}", "{0}", "{word}", "{1", "1}"])
def test_what_a_rule_puts_in_must_name_its_own_braces(after: str) -> None:
    with pytest.raises(PatternError):
        check_filling(after, "the {word}")


def test_rules_that_touch_other_characters_of_a_word_are_both_followed() -> None:
    book = Rulebook([rule("{number}-{number}", "{1}–{2}"), rule("{number}'s", "{1}s")])
    assert book.rewrite("1941-45's") == "1941–45s"


def told(*rules: Rule) -> list[tuple[str, str]]:
    return [(d.code, d.message.partition(":")[0]) for _, d in contradictions(Rulebook(rules))]


def test_a_circle_of_rules_is_told_once() -> None:
    assert told(
        rule("one", "two", ("one", "two")),
        rule("two", "three", ("two", "three")),
        rule("three", "one", ("three", "one")),
    ) == [("correction-cycle", "“one” → “two” → “three” → “one”")]


def test_a_rule_that_feeds_another_is_found_without_a_text() -> None:
    assert told(rule("one", "two", ("by one", "by two")), rule("by two", "three", ("by two", "three"))) == [
        ("correction-feeds", "“by two” → “three” would change what “one” → “two” made")
    ]


def test_a_rule_inside_a_longer_one_feeds_nothing() -> None:
    assert told(Rule("", "late 30's, could", "late 30's could", "typo"), Rule("", "30's", "1930s", "typo")) == []


@pytest.mark.parametrize("text", ["1-" * 15_000, "the " * 30_000, "{" * 30_000, "a\u0301" * 30_000])
def test_no_text_takes_a_pattern_long(text: str) -> None:
    book = Rulebook(
        [rule("{number}-{number}-{number}-{number} {word}", "x"), rule("{the|a} {the|a} {the|a} {word}x", "y")]
    )
    assert timeit.timeit(lambda: book.rewrite(text), number=1, timer=time.process_time) < 5


def test_thousands_of_rules_cost_no_more_than_the_text() -> None:
    rules = [Rule("", f"the rule{'abcdefghij'[n % 10] * (n // 10 + 1)}", "x", "style") for n in range(5000)]
    words = "the rule of the law " * 5000

    def seconds(book: Rulebook) -> float:
        return min(timeit.repeat(lambda: book.rewrite(words), number=1, repeat=3, timer=time.process_time))

    assert seconds(Rulebook(rules)) < 3 * seconds(Rulebook(rules[:5]))
