defmodule ChatData.PsqlTest do
  # Changes variables of this VM.
  use ExUnit.Case

  alias ChatData.Psql

  @url "postgresql://chat:secret@db.test/chat"

  setup do
    folder = Path.join(System.tmp_dir!(), "chat_data-#{System.unique_integer([:positive])}")
    File.mkdir_p!(folder)
    before = Map.new(["PATH", "DATABASE_URL"], &{&1, System.get_env(&1)})
    System.put_env(%{"PATH" => folder <> ":" <> before["PATH"], "DATABASE_URL" => @url})

    on_exit(fn ->
      System.put_env(before)
      File.rm_rf!(folder)
    end)

    {:ok, psql: Path.join(folder, "psql")}
  end

  test "passes the database and the statements on, and ends at the first that fails", %{psql: psql} do
    program(psql, ~S(printf '%s\n' "$@"))

    arguments = String.split(Psql.run("SELECT 'a  b'; SELECT 2"), "\n")

    assert "--dbname=" <> @url in arguments
    assert "--command=SELECT 'a  b'; SELECT 2" in arguments
    assert "--set=ON_ERROR_STOP=1" in arguments
  end

  test "returns what is printed, without the spaces around it", %{psql: psql} do
    program(psql, "echo ' 42 '; echo")
    assert Psql.run("SELECT 42") == "42"
  end

  test "raises with what a statement that fails prints", %{psql: psql} do
    program(psql, "echo 'ERROR: no table rooms' >&2; exit 3")
    assert_raise RuntimeError, "the migration failed: ERROR: no table rooms\n", fn -> Psql.run("SELECT * FROM rooms") end
  end

  test "raises without a database", %{psql: psql} do
    program(psql, "true")
    System.delete_env("DATABASE_URL")
    assert_raise System.EnvError, ~r/DATABASE_URL/, fn -> Psql.run("SELECT 1") end
  end

  # Stands in for the client of PostgreSQL, which needs a server.
  defp program(path, line) do
    File.write!(path, "#!/bin/sh\n#{line}\n")
    File.chmod!(path, 0o755)
  end
end
