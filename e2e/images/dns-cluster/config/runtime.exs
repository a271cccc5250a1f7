import Config

config :shop, port: String.to_integer(System.get_env("PORT", "8080"))
config :shop, dns_cluster_query: System.get_env("DNS_CLUSTER_QUERY")
