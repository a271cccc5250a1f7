defmodule Chat.Release do
  @moduledoc "What runs before a rollout. An application with Ecto calls `Ecto.Migrator` here."

  @migrations [
    "CREATE TABLE rooms (name text PRIMARY KEY)",
    "INSERT INTO rooms VALUES ('lobby')"
  ]

  def migrate do
    for {migration, version} <- Enum.with_index(@migrations, 1), version > version() do
      sql("BEGIN; #{migration}; INSERT INTO schema_migrations VALUES (#{version}, now()); COMMIT")
      IO.puts("migrated to version #{version}")
    end
  end

  defp version do
    sql("CREATE TABLE IF NOT EXISTS schema_migrations (version int PRIMARY KEY, inserted_at timestamptz)")
    String.to_integer(sql("SELECT coalesce(max(version), 0) FROM schema_migrations"))
  end

  defp sql(statements) do
    options = ["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1", "--command=#{statements}"]

    case System.cmd("psql", ["--dbname=#{System.fetch_env!("DATABASE_URL")}" | options], stderr_to_stdout: true) do
      {output, 0} -> String.trim(output)
      {output, _} -> raise "the migration failed: #{output}"
    end
  end
end
