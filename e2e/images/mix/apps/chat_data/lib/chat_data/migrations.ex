defmodule ChatData.Migrations do
  @moduledoc "What brings a database from its version to the newest. It only makes statements."

  @migrations [
    "CREATE TABLE rooms (name text PRIMARY KEY)",
    "INSERT INTO rooms VALUES ('lobby')"
  ]

  @doc "Creates the table that holds the version, unless it exists."
  def table, do: "CREATE TABLE IF NOT EXISTS schema_migrations (version int PRIMARY KEY, inserted_at timestamptz)"

  @doc "Asks for the version; 0 is that of an empty database."
  def version, do: "SELECT coalesce(max(version), 0) FROM schema_migrations"

  @doc "The newer versions in their order, each as `{version, statements}`: a transaction that is done as a whole or not at all."
  def pending(version) do
    for {migration, number} <- Enum.with_index(@migrations, 1), number > version do
      {number, "BEGIN; #{migration}; INSERT INTO schema_migrations VALUES (#{number}, now()); COMMIT"}
    end
  end
end
