defmodule Chat.TestNode do
  @moduledoc """
  Nodes that run the chat, each in a VM of its own and at a loopback address of its own. They do without epmd, which needs time
  until it listens.
  """

  # For distribution, at each address.
  @port "4370"

  # A VM may take that long to start on a machine that many share.
  @patience 60_000

  @doc "Starts a node, which the test that calls this stops."
  def start!(name, {_, _, _, _} = address) do
    host = :inet.ntoa(address)
    flags = ~w(-setcookie chat -start_epmd false -erl_epmd_port #{@port} -kernel inet_dist_use_interface)
    paths = Enum.flat_map(:code.get_path(), &[~c"-pa", &1])

    options = %{
      name: name,
      host: host,
      longnames: true,
      connection: :standard_io,
      wait_boot: @patience,
      args: Enum.map(flags, &to_charlist/1) ++ [:lists.flatten(:io_lib.format("~w", [address])) | paths]
    }

    {:ok, node, _name} = ExUnit.Callbacks.start_supervised(%{id: host, start: {:peer, :start_link, [options]}})
    call(node, :application, :set_env, [:chat, :port, 0, [persistent: true]])
    {:ok, _} = call(node, :application, :ensure_all_started, [:chat])
    node
  end

  @doc "Calls a function on a node, also while that is connected to no other."
  def call(node, module, function, arguments), do: :peer.call(node, module, function, arguments, @patience)
end
