import Config

# Tests take any free port.
port = if config_env() == :test, do: "0", else: "8080"

config :shop, port: String.to_integer(System.get_env("PORT", port))
config :shop, dns_cluster_query: System.get_env("DNS_CLUSTER_QUERY")
