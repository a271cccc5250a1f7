defmodule Shop.TestNode do
  @moduledoc """
  Nodes that run the shop, each in a VM of its own and at a loopback address of its own. They do without epmd, where two nodes
  of one machine cannot have the same name.
  """

  # For distribution, at each address.
  @port "4370"

  # A VM may take that long to start on a machine that many share.
  @patience 60_000

  @doc """
  Starts a node that asks the name server at this port for the addresses behind a name; if that is `nil`, for none. The test that
  calls this stops it.
  """
  def start!({_, _, _, _} = address, server, query) do
    host = :inet.ntoa(address)
    flags = ~w(-setcookie shop -start_epmd false -erl_epmd_port #{@port} -kernel inet_dist_use_interface)
    paths = Enum.flat_map(:code.get_path(), &[~c"-pa", &1])

    options = %{
      name: :shop,
      host: host,
      longnames: true,
      connection: :standard_io,
      wait_boot: @patience,
      env: [{~c"ERL_INETRC", to_charlist(resolver(server))}],
      args: Enum.map(flags, &to_charlist/1) ++ [:lists.flatten(:io_lib.format("~w", [address])) | paths]
    }

    {:ok, node, _name} = ExUnit.Callbacks.start_supervised(%{id: host, start: {:peer, :start_link, [options]}})
    call(node, :application, :set_env, [:shop, :port, 0, [persistent: true]])
    call(node, :application, :set_env, [:shop, :dns_cluster_query, query, [persistent: true]])
    {:ok, _} = call(node, :application, :ensure_all_started, [:shop])
    node
  end

  @doc "Calls a function on a node, also while that is connected to no other."
  def call(node, module, function, arguments), do: :peer.call(node, module, function, arguments, @patience)

  defp resolver(port) do
    file = Path.join(System.tmp_dir!(), "inetrc-#{System.unique_integer([:positive])}")
    File.write!(file, ~s({resolv_conf, ""}.\n{nameserver, {127, 0, 0, 1}, #{port}}.\n))
    ExUnit.Callbacks.on_exit(fn -> File.rm!(file) end)
    file
  end
end
