defmodule Chat.WebTest do
  use ExUnit.Case

  alias Chat.{Client, TestNode}

  test "names its node, and no other while it is alone" do
    assert Client.get("/") == %{"node" => "nonode@nohost", "nodes" => []}
  end

  test "names the nodes that are connected" do
    one = TestNode.start!(:one, {127, 0, 0, 2})
    two = TestNode.start!(:two, {127, 0, 0, 3})
    assert get(one) == %{"node" => "one@127.0.0.2", "nodes" => []}

    assert TestNode.call(one, :net_kernel, :connect_node, [:"two@127.0.0.3"])

    assert get(one) == %{"node" => "one@127.0.0.2", "nodes" => ["two@127.0.0.3"]}
    Client.await(fn -> get(two) == %{"node" => "two@127.0.0.3", "nodes" => ["one@127.0.0.2"]} end)
  end

  test "answers /after/MILLISECONDS so much later" do
    begun = System.monotonic_time(:millisecond)

    assert %{"node" => _} = Client.get("/after/300")

    assert System.monotonic_time(:millisecond) - begun >= 300
  end

  test "answers at once if it cannot be so much later" do
    for path <- ["/after/", "/after/soon", "/after/-1", "/after/600001", "/before/600000"] do
      assert %{"node" => _} = Client.get(path)
    end
  end

  test "closes the connection of what is not HTTP, without an answer" do
    socket = Client.connect()
    :ok = :gen_tcp.send(socket, "hello\r\n\r\n")

    assert Client.answer(socket) == :nothing
    assert %{"node" => _} = Client.get("/")
  end

  test "closes the connection of a request that ends early, without an answer" do
    socket = Client.begin_request()
    :ok = :gen_tcp.shutdown(socket, :write)

    assert Client.answer(socket) == :nothing
    assert %{"node" => _} = Client.get("/")
  end

  test "answers requests side by side" do
    [one, two] = [Client.begin_request(), Client.begin_request()]

    assert %{"node" => _} = Client.get("/")

    for socket <- [two, one] do
      :ok = :gen_tcp.send(socket, "\r\n")
      assert %{"node" => _} = Client.answer(socket)
    end
  end

  defp get(node), do: TestNode.call(node, Client, :get, ["/"])
end
