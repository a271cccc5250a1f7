import Config

# Tests take any free port.
port = if config_env() == :test, do: "0", else: "8080"

# Read when a node starts, as in any Phoenix release; the start script writes the result to RELEASE_TMP.
config :chat, port: String.to_integer(System.get_env("PORT", port))
