defmodule Shop.Web do
  @moduledoc "HTTP on the configured port: every request is answered with this node's name and the nodes it is connected to."
  use Task, restart: :permanent

  def start_link(_), do: Task.start_link(__MODULE__, :listen, [])

  def listen do
    options = [:binary, packet: :http_bin, active: false, reuseaddr: true, backlog: 128]
    {:ok, socket} = :gen_tcp.listen(Application.fetch_env!(:shop, :port), options)
    accept(socket)
  end

  defp accept(socket) do
    {:ok, client} = :gen_tcp.accept(socket)
    {:ok, task} = Task.Supervisor.start_child(Shop.Requests, fn -> serve(client) end)
    _ = :gen_tcp.controlling_process(client, task)
    accept(socket)
  end

  defp serve(client) do
    with :ok <- request(client) do
      body = :json.encode(%{node: node(), nodes: Node.list()})
      head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n"
      :gen_tcp.send(client, [head, "content-length: #{IO.iodata_length(body)}\r\n\r\n", body])
    end

    :gen_tcp.close(client)
  end

  defp request(client) do
    case :gen_tcp.recv(client, 0, 5_000) do
      {:ok, :http_eoh} -> :ok
      {:ok, {:http_error, _line}} -> {:error, :http}
      {:ok, _line_or_header} -> request(client)
      {:error, _} = error -> error
    end
  end
end
