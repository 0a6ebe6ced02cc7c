# SPDX-License-Identifier: MIT
import pytest


@pytest.fixture
def csv(tmp_path):
    def write(text, encoding="utf-8"):
        file = tmp_path / "servers.csv"
        file.write_bytes(text.encode(encoding))
        return file

    return write


def test_an_added_server_is_listed_with_all_that_was_said_of_it(command):
    added = command(
        "servers", "add", "Mail.Contoso.Example:8443", "--name", "Head office",
        "--group", "Contoso GmbH", "--tag", "hybrid", "--tag", "dmz",
    )  # fmt: skip
    listed = command("servers", "list")

    assert added.code == listed.code == 0
    assert "Head office" in listed.out
    assert "mail.contoso.example:8443" in listed.out
    assert "Contoso GmbH" in listed.out
    assert "#dmz #hybrid" in listed.out
    assert "not checked yet" in listed.out


def test_the_same_server_is_not_stored_twice(command):
    command("servers", "add", "mail.contoso.example")

    again = command("servers", "add", "https://MAIL.contoso.example/")

    assert again.code == 65
    assert "mail.contoso.example:443" in again.err
    assert command("servers", "list").out.count("mail.contoso.example:443") == 1


def test_a_target_that_can_not_be_read_says_what_is_wrong(command):
    done = command("servers", "add", "http://mail.contoso.example")

    assert done.code == 65
    assert "https" in done.err


def test_a_removed_server_is_gone_and_an_unknown_one_removes_nothing(command):
    command("servers", "add", "a.example")
    command("servers", "add", "b.example", "--name", "Bee")

    unknown = command("servers", "remove", "a.example", "nobody.example")
    after_fault = command("servers", "list").out
    removed = command("servers", "remove", "Bee")

    assert unknown.code == 66
    assert "a.example" in after_fault
    assert removed.code == 0
    assert "Bee" not in command("servers", "list").out


def test_a_dry_run_shows_what_would_happen_and_changes_nothing(command, csv):
    file = csv("host,group\nmail.contoso.example,Contoso GmbH\nmail.adatum.example,Adatum\n")

    done = command("servers", "import", file, "--dry-run")

    assert done.code == 0
    assert "Line 2: mail.contoso.example:443 · new" in done.out
    assert "mail.adatum.example" not in command("servers", "list").out


def test_a_faulty_line_is_named_with_line_and_column_and_nothing_is_imported(command, csv):
    file = csv("name;host\nHead office;mail.contoso.example\nBranch;not a host\n")

    done = command("servers", "import", file)

    assert done.code == 65
    assert "Line 3, column 2 “host”" in done.out
    assert "contoso" not in command("servers", "list").out


def test_the_good_lines_are_imported_when_the_bad_ones_may_be_left_out(command, csv):
    file = csv("host\nmail.contoso.example\nnot a host\n")

    done = command("servers", "import", file, "--skip-invalid")

    assert done.code == 0
    assert "mail.contoso.example" in command("servers", "list").out


def test_a_list_survives_export_and_import(command, tmp_path):
    command("servers", "add", "mail.contoso.example", "--name", "=2+2", "--group", "Müller, Söhne")
    file = tmp_path / "out.csv"

    exported = command("servers", "export", file)
    command("servers", "import", file, data_dir=tmp_path / "other")
    listed = command("servers", "list", data_dir=tmp_path / "other")

    assert exported.code == 0
    assert b"'=2+2" in file.read_bytes()
    assert "=2+2 · mail.contoso.example:443 · Müller, Söhne" in listed.out


def test_a_file_without_hosts_says_which_columns_it_has(command, csv):
    done = command("servers", "import", csv("color,shape\nred,round\n"))

    assert done.code == 65
    assert "color" in done.err


def test_a_file_that_is_no_text_is_refused(command, tmp_path):
    file = tmp_path / "servers.csv"
    file.write_bytes(bytes(range(256)) * 4)

    done = command("servers", "import", file)

    assert done.code == 65
    assert "UTF-8" in done.err


def test_a_missing_file_is_said_to_be_missing(command, tmp_path):
    assert command("servers", "import", tmp_path / "none.csv").code == 66


def test_an_unknown_group_is_a_typing_mistake_and_not_an_empty_list(command):
    command("servers", "add", "mail.contoso.example", "--group", "Contoso GmbH")

    done = command("servers", "list", "--group", "Contosso")

    assert done.code == 66
    assert "Contosso" in done.err


@pytest.mark.parametrize("text", ["", "a b", "user@"])
def test_what_is_no_domain_is_refused_without_asking_anybody(command, text):
    done = command("servers", "find", text)

    assert done.code == 64
    assert "example.org" in done.err
