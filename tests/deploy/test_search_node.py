"""The development search node understands what the official distribution does."""

import json
import os
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

INDEX = f"deploy-analysis-{os.getpid()}"
NODE = os.environ.get("ELASTICSEARCH_URL", "http://127.0.0.1:19200").split(",")[0]

ANALYSIS = {
    "char_filter": {
        "tone_place": {"type": "mapping", "mappings": ["oà => òa", "C\\u002b\\u002b => cpp"]},
        "thousands": {"type": "pattern_replace", "pattern": r"(\d+)k\b", "replacement": "$1.000"},
    },
    "filter": {
        "both_forms": {"type": "asciifolding", "preserve_original": True},
        "beginnings": {"type": "edge_ngram", "min_gram": 1, "max_gram": 4},
        "beginnings_and_all": {
            "type": "edge_ngram",
            "min_gram": 1,
            "max_gram": 2,
            "preserve_original": True,
        },
        "parts": {"type": "ngram", "min_gram": 2, "max_gram": 3},
        "pairs": {"type": "shingle", "output_unigrams": False},
        "noise": {"type": "stop", "stopwords": ["tuyển"]},
        "long_words": {"type": "length", "min": 3, "max": 5},
        "cut": {"type": "truncate", "length": 3},
        "once_at_place": {"type": "unique", "only_on_same_position": True},
        "no_dash": {"type": "pattern_replace", "pattern": "-", "replacement": ""},
        "first_dash": {"type": "pattern_replace", "pattern": "-", "all": False},
    },
    "tokenizer": {
        "word_beginnings": {
            "type": "edge_ngram",
            "min_gram": 1,
            "max_gram": 2,
            "token_chars": ["letter"],
        },
        "pairs_of_letters": {"type": "ngram", "min_gram": 2, "max_gram": 2},
    },
    "normalizer": {
        "folded": {
            "type": "custom",
            "char_filter": ["tone_place"],
            "filter": ["trim", "lowercase", "asciifolding"],
        }
    },
}


def ask(method: str, path: str, body: object = None) -> dict:
    request = urllib.request.Request(
        f"{NODE}/{path}",
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


@pytest.fixture(scope="module")
def index() -> Iterator[str]:
    settings = {"number_of_replicas": 0, "analysis": ANALYSIS}
    mapping = {"properties": {"code": {"type": "keyword", "normalizer": "folded"}}}
    ask("PUT", INDEX, {"settings": settings, "mappings": mapping})
    yield INDEX
    ask("DELETE", INDEX)


def tokens(index: str, text: str, **analysis: object) -> list[str]:
    answer = ask("POST", f"{index}/_analyze", {"text": text, **analysis})
    return [token["token"] for token in answer["tokens"]]


@pytest.mark.parametrize(
    ("filters", "text", "expected"),
    [
        (["lowercase"], "THỢ Điện", ["thợ", "điện"]),
        (["uppercase"], "điện", ["ĐIỆN"]),
        (["asciifolding"], "thợ điện", ["tho", "dien"]),
        (["both_forms"], "điện nước", ["dien", "điện", "nuoc", "nước"]),
        (["beginnings"], "hàn", ["h", "hà", "hàn"]),
        (["beginnings_and_all"], "điện", ["đ", "đi", "điện"]),
        (["parts"], "hàn", ["hà", "hàn", "àn"]),
        (["pairs"], "thợ hàn điện", ["thợ hàn", "hàn điện"]),
        (["noise"], "tuyển thợ", ["thợ"]),
        (["long_words"], "ở hàn nghiêng thợ", ["hàn", "thợ"]),
        (["cut"], "nghiêng", ["ngh"]),
        (["unique"], "hàn thợ hàn", ["hàn", "thợ"]),
        (["both_forms", "once_at_place"], "han hàn", ["han", "han", "hàn"]),
        (["decimal_digit"], "\u0663 người", ["3", "người"]),
    ],
)
def test_token_filters(index: str, filters: list[str], text: str, expected: list[str]) -> None:
    assert tokens(index, text, tokenizer="standard", filter=filters) == expected


@pytest.mark.parametrize(
    ("tokenizer", "text", "expected"),
    [
        ("keyword", "Thợ hàn", ["Thợ hàn"]),
        ("whitespace", "C++ dev", ["C++", "dev"]),
        ("word_beginnings", "thợ-7 an", ["t", "th", "a", "an"]),
        ("pairs_of_letters", "hàn", ["hà", "àn"]),
    ],
)
def test_tokenizers(index: str, tokenizer: str, text: str, expected: list[str]) -> None:
    assert tokens(index, text, tokenizer=tokenizer) == expected


def test_char_filters_change_the_text_before_it_is_cut(index: str) -> None:
    filters = ["tone_place", "thousands"]
    assert tokens(index, "hoà C++ 12k", tokenizer="whitespace", char_filter=filters) == [
        "hòa",
        "cpp",
        "12.000",
    ]


def test_pattern_replace_replaces_all_or_the_first(index: str) -> None:
    assert tokens(index, "a-b-c", tokenizer="keyword", filter=["no_dash"]) == ["abc"]
    assert tokens(index, "a-b-c", tokenizer="keyword", filter=["first_dash"]) == ["ab-c"]


def test_a_normalizer_keeps_one_folded_form(index: str) -> None:
    ask("PUT", f"{index}/_doc/1?refresh=true", {"code": " Đường HOÀ "})
    found = ask("POST", f"{index}/_search", {"query": {"term": {"code": "duong hoa"}}})
    assert found["hits"]["total"]["value"] == 1
    assert tokens(index, "Đường", normalizer="folded") == ["duong"]


@pytest.mark.parametrize(
    ("kind", "definition", "complaint"),
    [
        ("filter", {"type": "ngram", "min_gram": 1, "max_gram": 9}, "max_ngram_diff"),
        ("filter", {"type": "pattern_replace"}, "pattern is missing"),
        ("char_filter", {"type": "mapping", "mappings": ["no arrow"]}, "Invalid Mapping Rule"),
        ("char_filter", {"type": "mapping"}, "mapping requires"),
        ("tokenizer", {"type": "edge_ngram", "token_chars": ["vowel"]}, "Unknown token type"),
    ],
)
def test_a_wrong_definition_is_refused(kind: str, definition: dict, complaint: str) -> None:
    body = {"settings": {"analysis": {kind: {"wrong": definition}}}}
    with pytest.raises(urllib.error.HTTPError) as refused:
        ask("PUT", f"{INDEX}-wrong", body)
    assert refused.value.code == 400
    assert complaint in refused.value.read().decode()


def test_the_node_is_reached_from_this_machine_only() -> None:
    nodes = ask("GET", "_nodes/http,transport")["nodes"]
    addresses = [
        address
        for node in nodes.values()
        for layer in ("http", "transport")
        for address in node[layer]["bound_address"]
    ]
    assert addresses
    assert all(address.startswith(("127.0.0.1:", "[::1]:")) for address in addresses)
