"""The folder of programs beside the settings, from the command line."""


def test_programs_of_the_users_refuse_and_warn(crm, tmp_path):
    folder = tmp_path / "config" / "crm-tui" / "hooks"
    folder.mkdir(parents=True, mode=0o755)
    before, after = folder / "pre-client", folder / "post-client"
    before.write_text(
        "#!/bin/sh\n"
        """grep -q '"city":' || { echo "a new client needs a city" >&2; exit 1; }\n"""
    )
    after.write_text("#!/bin/sh\nexit 9\n")
    before.chmod(0o755)
    after.chmod(0o755)
    ended = crm("add", "client", "name=Acme")
    assert (ended.code, ended.err) == (4, "crm: pre-client: a new client needs a city\n")
    ended = crm("add", "client", "name=Acme", "city=Tula")
    assert (ended.code, ended.err) == (0, "crm: post-client ended with code 9\n")
    assert crm("list", "clients", "--format", "json").json[0]["name"] == "Acme"
