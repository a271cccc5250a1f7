defmodule Chat.DrainTest do
  use ExUnit.Case

  alias Chat.{Client, Drain}

  setup do
    Client.await(fn -> Client.open_requests() == [] end)
    on_exit(fn -> {:ok, _} = Supervisor.restart_child(Chat.Supervisor, Chat.Web) end)
    {:ok, port: Client.port()}
  end

  test "ends when no request is open, and no more connections are accepted", %{port: port} do
    refute Client.refused?(port)

    assert Drain.drain(%{node: node(), timeout: 2_000}) == :ok

    Client.await(fn -> Client.refused?(port) end)
  end

  test "waits until an open request is answered", %{port: port} do
    socket = Client.begin_request()
    drain = Task.async(fn -> Drain.drain(%{node: node(), timeout: 4_000}) end)
    Client.await(fn -> Client.refused?(port) end)
    assert Task.yield(drain, 0) == nil

    :ok = :gen_tcp.send(socket, "\r\n")

    assert %{"node" => _} = Client.answer(socket)
    assert Task.await(drain) == :ok
  end

  test "accepts connections until those who send them know", %{port: port} do
    drain = Task.async(fn -> Drain.drain(%{node: node(), timeout: 8_000}) end)

    assert %{"node" => _} = Client.get("/")
    assert Task.yield(drain, 0) == nil

    assert Task.await(drain) == :ok
    Client.await(fn -> Client.refused?(port) end)
  end

  test "tells how many requests are open shortly before its time is up" do
    sockets = [Client.begin_request(), Client.begin_request()]
    begun = System.monotonic_time(:millisecond)

    assert Drain.drain(%{node: node(), timeout: 2_000}) == {:error, {:open_requests, length(sockets)}}

    assert System.monotonic_time(:millisecond) - begun < 2_000
  end
end
