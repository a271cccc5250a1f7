defmodule ChatData.Psql do
  @moduledoc "The client of PostgreSQL, so that the release has no dependency."

  @doc "Runs statements in the database that `DATABASE_URL` names, and returns what they print. Raises at the first that fails."
  def run(statements) do
    options = ["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1"]
    arguments = ["--dbname=#{System.fetch_env!("DATABASE_URL")}" | options] ++ ["--command=#{statements}"]

    case System.cmd("psql", arguments, stderr_to_stdout: true) do
      {output, 0} -> String.trim(output)
      {output, _} -> raise "the migration failed: #{output}"
    end
  end
end
