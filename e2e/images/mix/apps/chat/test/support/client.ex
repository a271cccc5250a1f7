defmodule Chat.Client do
  @moduledoc "Asks the chat in this VM, as a user does."

  @loopback {127, 0, 0, 1}

  # Longer than any answer takes, on a machine that many share too.
  @patience 30_000

  @doc "The port on which it listens."
  def port, do: await(&listening/0)

  @doc "A connection on which nothing has been sent."
  def connect(port \\ port()) do
    {:ok, socket} = :gen_tcp.connect(@loopback, port, [:binary, active: false])
    socket
  end

  @doc "Whether no connection is accepted on this port."
  def refused?(port) do
    case :gen_tcp.connect(@loopback, port, []) do
      {:ok, socket} ->
        :gen_tcp.close(socket)
        false

      {:error, reason} ->
        reason == :econnrefused
    end
  end

  @doc "The answer to a request for this path."
  def get(path) do
    socket = connect()
    :ok = :gen_tcp.send(socket, "GET #{path} HTTP/1.1\r\nhost: chat\r\n\r\n")
    answer(socket)
  end

  @doc "The JSON that is answered until the connection is closed, or `:nothing`."
  def answer(socket, read \\ "") do
    case :gen_tcp.recv(socket, 0, @patience) do
      {:ok, more} -> answer(socket, read <> more)
      {:error, :closed} -> json(read)
    end
  end

  @doc "A connection with a request that has begun. An empty line ends it."
  def begin_request do
    others = open_requests()
    socket = connect()
    :ok = :gen_tcp.send(socket, "GET / HTTP/1.1\r\n")
    await(fn -> open_requests() -- others != [] end)
    socket
  end

  @doc "The processes of connections that have no answer yet."
  def open_requests, do: Task.Supervisor.children(Chat.Requests)

  @doc "The first result of a function that is neither `nil` nor `false`."
  def await(condition, deadline \\ now() + @patience) do
    case condition.() do
      unmet when unmet in [nil, false] ->
        if now() > deadline, do: raise("not true within #{@patience} ms: #{inspect(condition)}")
        Process.sleep(10)
        await(condition, deadline)

      met ->
        met
    end
  end

  # The process that accepts connections owns the socket that listens, and for a moment each that it accepted.
  defp listening do
    with {_, web, _, _} when is_pid(web) <- List.keyfind(Supervisor.which_children(Chat.Supervisor), Chat.Web, 0),
         {:links, links} <- Process.info(web, :links),
         [socket | _] <- Enum.filter(links, &is_port/1),
         {:ok, port} <- :inet.port(socket) do
      port
    else
      _ -> nil
    end
  end

  defp json(""), do: :nothing

  defp json("HTTP/1.1 200 OK\r\n" <> rest) do
    [_headers, body] = String.split(rest, "\r\n\r\n", parts: 2)
    :json.decode(body)
  end

  defp now, do: System.monotonic_time(:millisecond)
end
