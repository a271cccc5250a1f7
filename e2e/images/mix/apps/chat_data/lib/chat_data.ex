defmodule ChatData do
  @moduledoc "The database of the chat."

  alias ChatData.{Migrations, Psql}

  @doc """
  Brings the database that `DATABASE_URL` names to the newest version, and prints each version that it reaches. Raises if a
  migration fails; those before it remain.

  `sql` runs statements and returns what they print.
  """
  def migrate(sql \\ &Psql.run/1) do
    sql.(Migrations.table())
    version = String.to_integer(sql.(Migrations.version()))

    for {version, statements} <- Migrations.pending(version) do
      sql.(statements)
      IO.puts("migrated to version #{version}")
    end

    :ok
  end
end
