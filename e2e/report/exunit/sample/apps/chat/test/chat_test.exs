defmodule ChatTest do
  use ExUnit.Case, async: true

  require Logger

  setup_all do
    IO.puts("before all tests")
  end

  setup do
    IO.puts("before a test")
  end

  test "prints and logs" do
    Chat.say("hello <b>& é</b>")
    Logger.warning("a warning")
  end

  test "prints in other processes" do
    Task.await(Task.async(fn -> IO.puts("in a task") end))
    {:ok, agent} = start_supervised({Agent, fn -> 1 end})
    Agent.get(agent, fn _ -> IO.puts("in an agent") end)
    test = self()

    spawn(fn ->
      spawn(fn ->
        IO.puts("in a process of a process")
        send(test, :done)
      end)
      |> Process.monitor()

      receive do: (_ -> :ok)
    end)

    assert_receive :done
  end

  describe "a described test" do
    test "fails" do
      IO.puts("before the failure \e[31mred")
      assert Enum.sum([1, 1]) == 3
    end

    test "raises" do
      raise ArgumentError, "no ]]> such thing"
    end

    @tag :skip
    test "is skipped", do: :ok

    @tag :excluded
    test "is excluded", do: :ok
  end
end

defmodule OtherChatTest do
  use ExUnit.Case, async: true

  for each <- 1..20 do
    test "side by side #{each}" do
      for _ <- 1..10, do: IO.puts("other #{unquote(each)}.")
    end
  end
end

defmodule ThirdChatTest do
  use ExUnit.Case, async: true

  for each <- 1..20 do
    test "side by side #{each}" do
      for _ <- 1..10, do: IO.puts("third #{unquote(each)}.")
    end
  end
end
