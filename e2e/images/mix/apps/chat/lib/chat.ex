defmodule Chat.Application do
  @moduledoc "An ordinary supervision tree: nothing here knows that there are other nodes."
  use Application

  @impl true
  def start(_type, _args) do
    children = [{Task.Supervisor, name: Chat.Requests}, Chat.Web]
    Supervisor.start_link(children, strategy: :one_for_one, name: Chat.Supervisor)
  end
end

defmodule Chat.Web do
  @moduledoc """
  HTTP on the configured port: every request is answered with this node's name and the nodes it is connected to; that for
  `/after/MILLISECONDS` so much later.
  """
  use Task, restart: :permanent

  def start_link(_), do: Task.start_link(__MODULE__, :listen, [])

  def listen do
    options = [:binary, packet: :http_bin, active: false, reuseaddr: true, backlog: 128]
    {:ok, socket} = :gen_tcp.listen(Application.fetch_env!(:chat, :port), options)
    accept(socket)
  end

  defp accept(socket) do
    {:ok, client} = :gen_tcp.accept(socket)
    {:ok, task} = Task.Supervisor.start_child(Chat.Requests, fn -> serve(client) end)
    _ = :gen_tcp.controlling_process(client, task)
    accept(socket)
  end

  defp serve(client) do
    with {:ok, path} <- request(client, "/") do
      Process.sleep(delay(path))
      body = :json.encode(%{node: node(), nodes: Node.list()})
      head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n"
      :gen_tcp.send(client, [head, "content-length: #{IO.iodata_length(body)}\r\n\r\n", body])
    end

    :gen_tcp.close(client)
  end

  defp request(client, path) do
    case :gen_tcp.recv(client, 0, 5_000) do
      {:ok, :http_eoh} -> {:ok, path}
      {:ok, {:http_request, _method, {:abs_path, path}, _version}} -> request(client, path)
      {:ok, {:http_error, _line}} -> {:error, :http}
      {:ok, _header} -> request(client, path)
      {:error, _} = error -> error
    end
  end

  defp delay("/after/" <> milliseconds) do
    case Integer.parse(milliseconds) do
      {delay, ""} when delay in 0..600_000 -> delay
      _ -> 0
    end
  end

  defp delay(_path), do: 0
end
