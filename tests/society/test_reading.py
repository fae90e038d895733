"""Reading lists of pairs: the forms they come in, and every way they can be wrong."""

import contextlib
import gzip
import os
from pathlib import Path

import networkx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simsmm.draws import name_key
from simsmm.society.reading import TiesError, read_ties
from simsmm.society.targets import clustering, reciprocity

DATA = Path(os.environ.get("SIMSMM_DATA", Path(__file__).parents[3] / "shared" / "data"))


def shared(name: str) -> Path:
    path = DATA / "graphs" / name
    if not path.exists():
        pytest.skip(f"{path} is not there; SIMSMM_DATA names the folder of the shared data")
    return path


def written(tmp_path: Path, text: str, name: str = "ties.txt") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "text",
    [
        "0 1\n1 2\n",
        "0\t1\n1\t2",
        "0,1\n1,2\n",
        "0; 1\n1; 2\n",
        "# a comment\n% another\n\n0 1\n   \n1 2\n",
        "id_1,id_2\n0,1\n1,2\n",
        "source target\n0 1\n1 2\n",
        "whatever,columns\n0,1\n1,2\n",
        "3 2\n0 1\n1 2\n",
        "0 1 0.5\n1 2 0.25\n",
        "\ufeff0,1\r\n1,2\r\n",
        '"0","1"\n"1","2"\n',
    ],
)
def test_forms_of_the_same_list(tmp_path: Path, text: str) -> None:
    graph = read_ties(written(tmp_path, text))
    assert graph.labels == ("0", "1", "2")
    assert [graph.ties.row(k).tolist() for k in range(3)] == [[1], [0, 2], [1]]
    assert graph.ids.tolist() == [0, 1, 2]
    assert graph.report.pairs == 2


def test_an_arrow_says_who_sees(tmp_path: Path) -> None:
    graph = read_ties(written(tmp_path, "5 7\n7 9\n"), directed=True)
    assert graph.labels == ("5", "7", "9")
    assert [graph.ties.row(k).tolist() for k in range(3)] == [[1], [2], []]


def test_whole_numbers_are_people_in_rising_order(tmp_path: Path) -> None:
    graph = read_ties(written(tmp_path, "10 9\n9 -3\n"))
    assert graph.labels == ("-3", "9", "10")
    assert graph.ids.tolist() == [2**64 - 3, 9, 10]


def test_names_keep_their_order_and_key_draws(tmp_path: Path) -> None:
    graph = read_ties(written(tmp_path, "Zoe,Ana Maria\nAna Maria,007\n"))
    assert graph.labels == ("Zoe", "Ana Maria", "007")
    assert graph.ids.tolist() == [name_key(name) for name in graph.labels]


def test_names_below_names_of_columns(tmp_path: Path) -> None:
    assert read_ties(written(tmp_path, "Source,Target\nann,bob\n")).labels == ("ann", "bob")
    assert read_ties(written(tmp_path, "ann,bob\nbob,cy\n")).labels == ("ann", "bob", "cy")


def test_loops_and_repeats_are_counted(tmp_path: Path) -> None:
    text = "0 0\n0 1\n1 0\n0 1\n1 2\n"
    report = read_ties(written(tmp_path, text)).report
    assert (report.pairs, report.loops, report.repeats) == (5, 1, 2)
    report = read_ties(written(tmp_path, text), directed=True).report
    assert (report.pairs, report.loops, report.repeats) == (5, 1, 1)


def test_comments_and_headings_are_counted(tmp_path: Path) -> None:
    report = read_ties(written(tmp_path, "# a\n% b\n\nid_1,id_2,weight\n0,1,2\n# c\n")).report
    assert (report.comments, report.headers, report.columns, report.pairs) == (3, 1, 3, 1)
    report = read_ties(written(tmp_path, "0 1\n")).report
    assert (report.comments, report.headers, report.columns) == (0, 0, 2)


def test_packed_files(tmp_path: Path) -> None:
    path = tmp_path / "ties.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\nann,bob\n"))
    assert read_ties(path).labels == ("ann", "bob")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("0 1\n2\n", r"ties.txt:2: two columns"),
        ("# note\n0,1\n2,\n", r"ties.txt:3: two columns"),
        ("0\t1\n1 2\n", r"ties.txt:2: two columns"),
        ("", "no pairs"),
        ("# nothing\n", "no pairs"),
        ("source,target\n", "no pairs"),
        ("0 1\n" + "9" * 10_001, r"ties.txt:2: a line of over"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(TiesError, match=message):
        read_ties(written(tmp_path, text))


@pytest.mark.parametrize("cut", [5, 12, 25, -5])
def test_damaged_packed_files(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "ties.txt.gz"
    path.write_bytes(gzip.compress(b"0 1\n1 2\n" * 30)[:cut])
    with pytest.raises(TiesError, match="damaged"):
        read_ties(path)
    path.write_bytes(b"0 1\n")
    with pytest.raises(TiesError, match="damaged"):
        read_ties(path)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_bytes(data)
    with contextlib.suppress(TiesError):
        read_ties(path).ties.check()


def test_missing_files_are_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_ties(tmp_path / "none.txt")


def test_networkx_graphs() -> None:
    graph = read_ties(networkx.MultiDiGraph([("a", "b"), ("a", "b"), ("b", "b")]))
    assert graph.ties.directed
    assert graph.labels == ("a", "b")
    assert (graph.report.pairs, graph.report.loops, graph.report.repeats) == (3, 1, 1)


@pytest.mark.parametrize(
    ("name", "people", "ties", "loops"),
    [
        ("ego-facebook/facebook_combined.txt.gz", 4039, 88_234, 0),
        ("lastfm-asia/edges.csv.gz", 7624, 27_806, 0),
        ("nethept/hep.txt.gz", 15_233, 31_376, 39),
        ("jazz/jazz.edges.txt.gz", 198, 2742, 0),
    ],
)
def test_shared_graphs(name: str, people: int, ties: int, loops: int) -> None:
    graph = read_ties(shared(name))
    graph.ties.check()
    assert (graph.ties.people, graph.ties.arrows // 2) == (people, ties)
    assert graph.report.loops == loops
    assert graph.report.pairs == ties + loops + graph.report.repeats


def test_weights_are_passed_over() -> None:
    graph = read_ties(shared("nethept/NetHEPT_wc.txt.gz"), directed=True)
    assert (graph.report.pairs, graph.report.loops, graph.report.columns) == (32_235, 22, 3)


def test_measures_of_shared_graphs() -> None:
    """SNAP states an average clustering of 0.6055 for the Facebook friendships."""
    facebook = read_ties(shared("ego-facebook/facebook_combined.txt.gz")).ties
    assert clustering(facebook, "local") == pytest.approx(0.6055, abs=5e-5)
    assert clustering(facebook, "local", exact=False) == pytest.approx(0.6055, abs=0.006)
    assert reciprocity(facebook) == 1.0


def test_a_large_directed_graph() -> None:
    graph = read_ties(shared("slashdot0902/soc-Slashdot0902.edges.txt.gz"), directed=True)
    assert (graph.ties.people, graph.report.pairs, graph.report.loops) == (82_168, 948_464, 78_303)
    assert np.all(np.diff(graph.ids.astype(np.int64)) > 0)
