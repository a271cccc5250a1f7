defmodule Shop.WebTest do
  use ExUnit.Case

  alias Shop.Client

  test "names its node, and no other while it is alone" do
    assert Client.get() == %{"node" => "nonode@nohost", "nodes" => []}
  end

  test "closes the connection of what is not HTTP, without an answer" do
    socket = Client.connect()
    :ok = :gen_tcp.send(socket, "hello\r\n\r\n")

    assert Client.answer(socket) == :nothing
    assert %{"node" => _} = Client.get()
  end

  test "closes the connection of a request that ends early, without an answer" do
    socket = Client.connect()
    :ok = :gen_tcp.send(socket, "GET / HTTP/1.1\r\n")
    :ok = :gen_tcp.shutdown(socket, :write)

    assert Client.answer(socket) == :nothing
    assert %{"node" => _} = Client.get()
  end

  test "answers while another request is not complete" do
    socket = Client.connect()
    :ok = :gen_tcp.send(socket, "GET / HTTP/1.1\r\n")

    assert %{"node" => _} = Client.get()

    :ok = :gen_tcp.send(socket, "\r\n")
    assert %{"node" => _} = Client.answer(socket)
  end
end
