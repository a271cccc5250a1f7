defmodule Shop.Application do
  @moduledoc "An ordinary supervision tree."
  use Application

  @impl true
  def start(_type, _args) do
    children = [
      {Shop.DnsCluster, Application.get_env(:shop, :dns_cluster_query)},
      {Task.Supervisor, name: Shop.Requests},
      Shop.Web
    ]

    Supervisor.start_link(children, strategy: :one_for_one, name: Shop.Supervisor)
  end
end
