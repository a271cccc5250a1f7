defmodule Shop.DnsCluster do
  @moduledoc """
  Every five seconds asks DNS for the addresses behind a name, and connects to a node at each that is called as this one is:
  what dns_cluster does, and libcluster's DNSPoll strategy. Without a name it does not run.
  """
  use GenServer

  @interval 5_000

  def start_link(query), do: GenServer.start_link(__MODULE__, query, name: __MODULE__)

  @impl true
  def init(nil), do: :ignore
  def init(query), do: {:ok, String.to_charlist(query), {:continue, :connect}}

  @impl true
  def handle_continue(:connect, query), do: connect(query)

  @impl true
  def handle_info(:connect, query), do: connect(query)

  defp connect(query) do
    [basename, _address] = node() |> Atom.to_string() |> String.split("@")

    for address <- addresses(query) do
      Node.connect(:"#{basename}@#{:inet.ntoa(address)}")
    end

    Process.send_after(self(), :connect, @interval)
    {:noreply, query}
  end

  defp addresses(query) do
    case :inet_res.getbyname(query, :a) do
      {:ok, {:hostent, _name, _aliases, :inet, 4, addresses}} -> addresses
      {:error, _not_there_yet} -> []
    end
  end
end
