"""The contracts in data/ledgers are whole, agree with each other, and decide no header wrongly."""

from __future__ import annotations

import hashlib
import tomllib

import pytest

from openbooks import contract
from openbooks.cells import squash
from openbooks.errors import WrongUse
from openbooks.headword import plain_word

LEDGERS = list(contract.ledgers().values())
COLUMNS = [(ledger, column) for ledger in LEDGERS for column in ledger.columns]
FIELD_KEYS = {
    "name", "title", "type", "kind", "unit", "personal", "constraints", "synonyms", "ambiguous",
    "aliases", "fill_down", "generated", "assumed",
}
LEDGER_KEYS = {
    "name", "title", "purpose", "grain", "order", "primaryKey", "foreignKeys", "person", "one_of",
    "words", "marks", "wide", "dated", "invariants", "fields",
}


def test_every_file_of_the_folder_is_a_ledger_of_its_name() -> None:
    assert {path.stem for path in contract.FOLDER.glob("*.toml")} == set(contract.ledgers())
    assert set(contract.ledgers()) >= {
        "unit", "member", "dues", "voucher", "account", "balance", "bank", "budget", "assistance",
        "activity", "participation", "result", "parameter", "target", "calendar",
    }


@pytest.mark.parametrize("path", sorted(contract.FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_a_file_holds_only_words_that_the_contract_knows(path) -> None:
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    assert set(raw) <= LEDGER_KEYS
    for field in raw["fields"]:
        assert set(field) <= FIELD_KEYS, field["name"]
        assert set(field.get("constraints", {})) <= {"required", "enum", "minimum", "maximum"}


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.name)
def test_key_person_groups_and_marks_name_columns_of_the_ledger(ledger) -> None:
    names = {column.name for column in ledger.columns}
    assert len(names) == len(ledger.columns)
    assert ledger.key and set(ledger.key) <= names
    for group in (*ledger.person, *ledger.one_of, *ledger.marks):
        assert len(group) >= 1 and set(group) <= names
    if ledger.wide:
        month, value = ledger.wide
        assert ledger.column(month).type == "month" and ledger.column(value).type == "money"


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.name)
def test_what_readers_see_is_chinese(ledger) -> None:
    texts = [ledger.title, ledger.purpose, ledger.grain, *ledger.invariants]
    texts += [column.title for column in ledger.columns]
    assert all(any("\u4e00" <= sign <= "\u9fff" for sign in text) for text in texts)
    assert ledger.invariants and ledger.words


def test_references_exist_and_point_to_ledgers_read_before() -> None:
    for ledger, column in COLUMNS:
        if column.references:
            name, target = column.references.split(".")
            other = contract.ledger(name)
            assert other.column(target)
            # a leader belongs to a unit, and a member too: units come first all the same
            assert other.order <= ledger.order or (ledger.name, column.name) == ("unit", "leader_id")


def test_reading_order_is_total() -> None:
    orders = [ledger.order for ledger in LEDGERS]
    assert orders == sorted(orders) and len(set(orders)) == len(orders)


@pytest.mark.parametrize("ledger,column", COLUMNS, ids=lambda each: each.name)
def test_a_column_is_complete(ledger, column) -> None:
    assert column.type in contract.SQL_TYPES
    assert column.personal in contract.PERSONAL
    assert column.title.strip() == column.title and column.title
    assert (column.type == "list") == bool(column.allowed)
    assert len(set(column.allowed)) == len(column.allowed)
    assert not column.assumed or column.assumed in (column.allowed or ("是", "否"))
    assert not (column.required and column.generated)
    if column.type == "money":
        assert column.unit == "元" and column.stored == f"{column.name}_fen"
    else:
        assert column.stored == column.name
    if column.minimum is not None or column.maximum is not None:
        assert column.type in {"money", "decimal", "integer"}


def test_persons_and_what_identifies_them_are_never_class_none() -> None:
    for _, column in COLUMNS:
        if column.type == "name" or column.name in {"id_number", "phone", "bank_account"}:
            assert column.personal in {"personal", "sensitive"}, column.name


def test_a_synonym_means_one_column_of_its_ledger_unless_it_is_marked() -> None:
    for ledger in LEDGERS:
        owners: dict[str, set[str]] = {}
        marked: dict[str, set[str]] = {}
        for column in ledger.columns:
            for heading in column.headings:
                owners.setdefault(plain_word(heading), set()).add(column.name)
            for heading in column.ambiguous:
                marked.setdefault(plain_word(heading), set()).add(column.name)
        for word, columns in owners.items():
            if len(columns) > 1:
                assert marked.get(word, set()) == columns, (ledger.name, word, columns)


@pytest.mark.parametrize("ledger,column", COLUMNS, ids=lambda each: each.name)
def test_synonyms_are_said_once_and_ambiguous_ones_are_among_them(ledger, column) -> None:
    words = [plain_word(word) for word in (column.title, *column.synonyms)]
    assert len(set(words)) == len(words)
    assert {plain_word(word) for word in column.ambiguous} <= set(words)
    assert all(words)


@pytest.mark.parametrize("ledger,column", COLUMNS, ids=lambda each: each.name)
def test_other_writings_mean_values_of_the_list_and_are_no_values_themselves(
    ledger, column
) -> None:
    written = [text for text, _ in column.aliases]
    assert len(set(written)) == len(written)
    values = column.allowed if column.type != "boolean" else ("是", "否")
    assert {value for _, value in column.aliases} <= set(values)
    assert not set(written) & {squash(value) for value in values}


def test_another_writing_is_read_as_the_value_that_it_means() -> None:
    direction = contract.ledger("bank").column("direction")
    assert [direction.meant(text) for text in ("收", " 借 ", "/", "支出", "退")] == [
        "收入", "支出", "不计收支", "支出", "退",
    ]


def test_every_ledger_about_persons_takes_a_name_beside_the_identifier() -> None:
    pairs = {ledger.name: ledger.person for ledger in LEDGERS if ledger.person}
    assert pairs == {
        "dues": (("member_id", "name"),),
        "assistance": (("member_id", "recipient_name"),),
        "participation": (("member_id", "name"),),
        "result": (("member_id", "name"),),
    }
    for name, ((identifier, person),) in pairs.items():
        ledger = contract.ledger(name)
        assert not ledger.column(identifier).required and not ledger.column(person).required
        assert any({identifier, person} <= set(group) for group in ledger.one_of)


def test_header_words_hold_titles_names_and_synonyms_squashed() -> None:
    words = contract.header_words()
    assert {"凭证号", "摘要", "借方金额", "member_id", "收/支", "实缴会费"} <= words
    assert all(squash(word) == word for word in words)


def test_the_digest_is_that_of_the_file() -> None:
    content = (contract.FOLDER / "dues.toml").read_bytes()
    assert contract.ledger("dues").digest == hashlib.sha256(content).hexdigest()


def test_an_unknown_ledger_or_column_is_wrong_use_and_names_the_known_ones() -> None:
    with pytest.raises(WrongUse, match="会费缴纳"):
        contract.ledger("dosh")
    with pytest.raises(WrongUse, match="paid_date"):
        contract.ledger("dues").column("paidon")


@pytest.mark.parametrize("text,said", [
    (b"name = ", "TOML"),
    (b'name = "x"', "title"),
    (b'name = "x"\ntitle = "x"\npurpose = "x"\ngrain = "x"\norder = 1\nprimaryKey = ["a"]\n'
     b'words = []\nmarks = []\n[[fields]]\nname = "a"\ntitle = "x"\ntype = "date"\n'
     b'kind = "money"\npersonal = "none"\n', "不相配"),
    ("名".encode("gb18030"), "TOML"),
])
def test_a_damaged_contract_is_wrong_use_and_names_the_file(text: bytes, said: str) -> None:
    with pytest.raises(WrongUse, match=r"x\.toml") as refused:
        contract.parse(text, "x.toml")
    assert said in str(refused.value)
