defmodule LedgerTest do
  use ExUnit.Case

  test "adds", do: assert(Ledger.balance([1, 2]) == 3)
end

defmodule BrokenLedgerTest do
  use ExUnit.Case

  setup_all do
    IO.puts("looking for the database")
    if System.get_env("NO_SUCH_DATABASE") == nil, do: raise("no database"), else: :ok
  end

  test "reads", do: :ok
end
