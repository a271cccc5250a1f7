defmodule ChatDataTest do
  use ExUnit.Case, async: true

  import ExUnit.CaptureIO

  alias ChatData.Migrations

  test "brings an empty database to the newest version, one version after another" do
    assert migrate("0") == {"migrated to version 1\nmigrated to version 2\n", Migrations.pending(0)}
  end

  test "does the rest of what was begun" do
    assert migrate("1") == {"migrated to version 2\n", Migrations.pending(1)}
  end

  test "does nothing with a database of the newest version" do
    assert migrate("2") == {"", []}
  end

  test "does nothing after a migration that fails" do
    parent = self()

    sql = fn statements ->
      send(parent, {:ran, statements})
      if statements =~ "rooms", do: raise("no such right"), else: "0"
    end

    assert_raise RuntimeError, "no such right", fn -> ChatData.migrate(sql) end
    [{1, first}, {2, second}] = Migrations.pending(0)
    assert_received {:ran, ^first}
    refute_received {:ran, ^second}
  end

  # What is printed, and the migrations that a database of this version was given, after it was asked for its version.
  defp migrate(version) do
    {:ok, ran} = Agent.start_link(fn -> [] end)

    sql = fn statements ->
      Agent.update(ran, &[statements | &1])
      if statements == Migrations.version(), do: version, else: ""
    end

    printed = capture_io(fn -> assert ChatData.migrate(sql) == :ok end)
    [table, asked | migrations] = ran |> Agent.get(& &1) |> Enum.reverse()
    assert [table, asked] == [Migrations.table(), Migrations.version()]
    {printed, for(statements <- migrations, do: List.keyfind(Migrations.pending(0), statements, 1))}
  end
end
