defmodule ChatData.MigrationsTest do
  use ExUnit.Case, async: true

  alias ChatData.Migrations

  test "versions follow each other from 1" do
    versions = for {version, _} <- Migrations.pending(0), do: version
    assert versions == Enum.to_list(1..length(versions))
    assert versions != []
  end

  test "those that a database has are not pending" do
    all = Migrations.pending(0)

    for version <- 0..length(all) do
      assert Migrations.pending(version) == Enum.drop(all, version)
    end
  end

  test "a version is recorded in the transaction of its migration" do
    for {version, statements} <- Migrations.pending(0) do
      assert ["BEGIN", _migration, recorded, "COMMIT"] = String.split(statements, "; ")
      assert recorded == "INSERT INTO schema_migrations VALUES (#{version}, now())"
    end
  end
end
